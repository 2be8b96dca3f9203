// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/pages/pagestate.h"
#include "ui/panels/detailscontent.h"
#include "ui/widgets/clocktime.h"

#include <QWidget>

#include <vector>

namespace konductor::ui {

/// One place in the window's middle. The window knows pages by this alone: it hands them the filter, the namespace
/// and each second, and shows details of the object they are at.
class Page : public QWidget {
    Q_OBJECT
public:
    /// `id` is stable (settings, links); `title` is for the sidebar and the menus.
    Page(const QString& id, const QString& title, QWidget* parent);

    QString id() const { return objectName(); }
    QString title() const { return m_title; }

    /// The object that details and actions are about.
    virtual std::optional<ObjectKey> current() const { return std::nullopt; }
    /// What the details show instead where the page is at something that is no object.
    virtual std::optional<DetailsContent> details(Timestamp now) const;
    /// The objects that are selected; the one it is at where there is nothing to select.
    virtual std::vector<ObjectKey> selected() const;
    /// Whose row the page is at, where its rows are of holders.
    virtual std::optional<Link> holder() const { return std::nullopt; }
    /// The finding that the page is at; none on a page that shows none.
    virtual std::optional<insight::Finding> finding() const { return std::nullopt; }
    /// Goes to the first object when at none. False: there is none.
    virtual bool enter() { return current().has_value(); }
    /// Gives focus to a search of the page's own. False: it has none, and the window's filter is for it.
    virtual bool focusSearch() { return false; }
    /// Goes to this object if the page has it.
    virtual bool select(const ObjectKey& key);
    virtual void setFilter(const QString& text);
    virtual void setNamespace(const QString& ns);
    /// How times are told from now on.
    virtual void setTimes(const TimeStyle& times) { m_times = times; }
    const TimeStyle& times() const { return m_times; }
    /// A second has passed.
    virtual void tick() { }
    /// What is selected as it is seen, the columns' titles first; empty on a page without rows.
    virtual std::vector<QStringList> selectionAsTable() const { return {}; }
    /// The text of the cell that the page is at.
    virtual QString currentCell() const { return {}; }

signals:
    void currentChanged();
    /// A link was followed.
    void openRequested(const konductor::ui::Link& link);
    void menuRequested(const QPoint& global);
    void offered(konductor::ui::PageState::Offer offer);

private:
    QString m_title;
    TimeStyle m_times;
};

} // namespace konductor::ui
