// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "ui/models/combinedmodel.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QTableView;

namespace konductor::ui {

class MainWindow;
class PageHeading;
class QueryLine;

/// One kind over all open clusters, in a window of its own: a row's cluster comes first, in its colour. Nothing is done
/// here: Return opens the row in its cluster's view, and so does each action of its menu before it begins, with that
/// cluster's rights and read-only switch. Window's thread.
class CombinedWindow final : public QWidget {
    Q_OBJECT
public:
    /// The clock must outlive it.
    explicit CombinedWindow(Clock& clock, QWidget* parent = nullptr);

    /// The open clusters from now on. Each must stay until it is left out here.
    void setClusters(const std::vector<MainWindow*>& views);
    void setKind(Kind kind);
    CombinedModel& model() { return *m_model; }
    QTableView& table() { return *m_table; }

signals:
    /// This cluster is to be shown.
    void viewChosen(konductor::ui::MainWindow* view);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void buildTable();
    void syncSoon();
    void refresh();
    void tick();
    void open(const QModelIndex& index);
    void showMenu(const QPoint& at);
    QString notSeen() const;

    Clock& m_clock;
    std::vector<MainWindow*> m_views;
    Kind m_kind = Kind::Lease;
    CombinedModel* m_model;
    QComboBox* m_kinds;
    QueryLine* m_filter;
    PageHeading* m_heading;
    QTableView* m_table;
    TimerHandle m_sync;
    TimerHandle m_tick;
};

} // namespace konductor::ui
