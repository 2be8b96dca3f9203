// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/live/clustermirror.h"
#include "ui/pages/page.h"

class QAbstractItemModel;
class QStackedWidget;
class QTableView;

namespace konductor::ui {

class PageHeading;
class StateView;

/// A page with one plain table over a model of its own that is no TableSpec: findings, history. The rows' objects come
/// by KeyRole. What differs is in the hooks below.
class ModelPage : public Page {
    Q_OBJECT
public:
    QTableView& table() { return *m_table; }
    std::optional<ObjectKey> current() const override;
    bool enter() override;
    bool select(const ObjectKey& key) override;
    void tick() override;
    std::vector<QStringList> selectionAsTable() const override;
    QString currentCell() const override;

protected:
    /// `model` must belong to the page; mirror and clock must outlive it. `widest` is the column that takes the room
    /// that is left; the others get `widths`, in average characters.
    ModelPage(const QString& id, const QString& title, const live::ClusterMirror& mirror, const Clock& clock,
              QWidget* parent);
    void setModel(QAbstractItemModel& model, int widest, const std::vector<int>& widths);

    /// How many rows there are without the filter.
    virtual qsizetype total() const = 0;
    virtual QString summary() const = 0;
    /// What stands in the place of an empty table.
    virtual PageState emptyState(PageState state) const = 0;
    /// The page is seen from now on, or no more: a model that nobody looks at need not follow what happens.
    virtual void setAwake(bool awake) = 0;
    /// Something beside the table may look otherwise.
    virtual void refreshTools() { }

    void refresh();
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    PageHeading& heading() { return *m_heading; }
    const live::ClusterMirror& mirror() const { return m_mirror; }
    /// -1 at none.
    int currentRow() const;

private:
    const live::ClusterMirror& m_mirror;
    const Clock& m_clock;
    PageHeading* m_heading;
    QStackedWidget* m_stack;
    QTableView* m_table;
    StateView* m_state;
};

} // namespace konductor::ui
