// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QPersistentModelIndex>
#include <QTableView>

#include <vector>

namespace konductor::ui {

class LiveTableModel;

/// A table view under which nothing jumps. Rows that come and go above what is seen move the scroll bar, not the rows:
/// the row under the pointer keeps its place, else the topmost one, unless the view stands at the top. After a sort
/// by hand the current row keeps its place if it was seen. Changed cells cost a repaint of themselves only, and an
/// open editor keeps what has been typed.
class RowView final : public QTableView {
    Q_OBJECT
public:
    /// The model must outlive the view.
    explicit RowView(LiveTableModel& model, QWidget* parent = nullptr);

    /// First and last row that are seen; {0, -1} when there are none.
    std::pair<int, int> visibleRows() const;

protected:
    void dataChanged(const QModelIndex& topLeft, const QModelIndex& bottomRight, const QList<int>& roles) override;

private:
    void remember();
    void restore(bool sortedByHand);
    bool moveTo(const QModelIndex& index, int offset);

    LiveTableModel& m_model;
    std::vector<QPersistentModelIndex> m_seen; ///< From the topmost row down.
    QPersistentModelIndex m_current; ///< If it is seen.
    int m_pointed = -1; ///< Its place among the seen.
    int m_currentOffset = 0;
    bool m_atTop = true;
};

} // namespace konductor::ui
