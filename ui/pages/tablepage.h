// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/livetablemodel.h"
#include "ui/pages/pagestate.h"

#include <QWidget>

class QLabel;
class QStackedWidget;
class QTableView;

namespace konductor::ui {

class RowView;
class StateView;

/// One page: its title line in words, its table, or the state that stands in the table's place. The same class for
/// all kinds; what differs is the TableSpec.
class TablePage final : public QWidget {
    Q_OBJECT
public:
    TablePage(TableSpec spec, const live::ClusterMirror& mirror, const Clock& clock, QWidget* parent = nullptr);

    LiveTableModel& model() { return *m_model; }
    QTableView& table();
    std::optional<ObjectKey> current() const;
    /// The primitives of the selected rows, in their order on screen.
    std::vector<ObjectKey> selected() const;
    void select(const ObjectKey& key);
    void setFilter(const QString& text);
    void setNamespace(const QString& ns);
    /// A second has passed: countdowns and states.
    void tick();
    /// The selected rows as tab-separated text, names of the columns first.
    QString selectionAsText() const;

    QByteArray headerState() const;
    void restoreHeaderState(const QByteArray& state);

signals:
    void currentChanged();
    void menuRequested(const QPoint& global);
    void offered(konductor::ui::PageState::Offer offer);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void buildTable();
    void refreshState();
    void refreshSummary();
    QModelIndexList selectedRows() const;

    const live::ClusterMirror& m_mirror;
    const Clock& m_clock;
    LiveTableModel* m_model;
    QLabel* m_title;
    QLabel* m_summary;
    QLabel* m_band;
    QStackedWidget* m_stack;
    RowView* m_table;
    StateView* m_state;
    PageState m_shown;
    bool m_summaryDue = true;
};

} // namespace konductor::ui
