// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/window/savedview.h"

#include <QObject>
#include <QPointer>

class QMenu;

namespace konductor::ui {

class FormSheet;

/// The menu of saved views: saves what the window shows, lists what was saved, renames and removes it. Keeping them is
/// for others (changed()), and so are files.
class SavedViews final : public QObject {
    Q_OBJECT
public:
    /// Fills the menu, and keeps it filled. Both must outlive this object.
    SavedViews(MainWindow& window, QMenu& menu);

    const std::vector<SavedView>& views() const { return m_views; }
    void setViews(std::vector<SavedView> views);
    /// In place of those with the same names.
    void add(const std::vector<SavedView>& views);

signals:
    /// By the person: saved, renamed, removed or imported.
    void changed();
    void linkRequested();
    void exportRequested();
    void importRequested();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void fill();
    void askName();
    void askOtherName(const QString& name);
    Result<void> rename(const QString& name, const QString& other);
    void remove(const QString& name);

    MainWindow& m_window;
    QMenu& m_menu;
    std::vector<SavedView> m_views; ///< Sorted by name.
    QPointer<FormSheet> m_form;
};

} // namespace konductor::ui
