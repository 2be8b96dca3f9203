// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/rowview.h"

#include "ui/models/livetablemodel.h"

#include <QAccessible>
#include <QHeaderView>
#include <QScrollBar>

namespace konductor::ui {

RowView::RowView(LiveTableModel& model, QWidget* parent) : QTableView(parent), m_model(model)
{
    setModel(&model);
    setVerticalScrollMode(ScrollPerItem);
    connect(&model, &LiveTableModel::aboutToRearrange, this, &RowView::remember);
    connect(&model, &LiveTableModel::rearranged, this, &RowView::restore);
}

std::pair<int, int> RowView::visibleRows() const
{
    const int first = rowAt(0);
    const int last = rowAt(viewport()->height() - 1);
    return first < 0 ? std::pair(0, -1) : std::pair(first, last < 0 ? m_model.rowCount() - 1 : last);
}

void RowView::remember()
{
    m_seen.clear();
    m_atTop = verticalScrollBar()->value() == 0;
    const auto [first, last] = visibleRows();
    for (int row = first; row <= last; ++row) {
        m_seen.emplace_back(m_model.index(row, 0));
    }
    const int pointed = viewport()->underMouse() ? rowAt(viewport()->mapFromGlobal(QCursor::pos()).y()) : -1;
    m_pointed = pointed < 0 ? -1 : pointed - first;
    const int current = currentIndex().row();
    m_current = current >= first && current <= last ? currentIndex() : QModelIndex();
    m_currentOffset = current - first;
}

void RowView::restore(bool sortedByHand)
{
    updateGeometries(); // the scroll bar knows the new rows from here on
    if (sortedByHand) {
        moveTo(m_current, m_currentOffset);
    } else if (m_pointed < 0 || !moveTo(m_seen[static_cast<size_t>(m_pointed)], m_pointed)) {
        if (m_atTop) {
            verticalScrollBar()->setValue(0); // Qt scrolls to another current row when the current one goes
        }
        for (size_t i = 0; i < m_seen.size() && !m_atTop; ++i) {
            if (m_seen[i].isValid() && !m_model.movedByItself(m_seen[i].row())
                && moveTo(m_seen[i], static_cast<int>(i))) {
                break;
            }
        }
    }
    m_seen.clear();
    m_current = QModelIndex();
}

/// Scrolls so that the row stands so many rows below the topmost.
bool RowView::moveTo(const QModelIndex& index, int offset)
{
    if (index.isValid()) {
        verticalScrollBar()->setValue(index.row() - offset);
    }
    return index.isValid();
}

/// Qt repaints the whole viewport for a range of cells anywhere, and fills open editors again.
void RowView::dataChanged(const QModelIndex& topLeft, const QModelIndex& bottomRight, const QList<int>&)
{
    if (QAccessible::isActive()) {
        QAccessibleTableModelChangeEvent event(this, QAccessibleTableModelChangeEvent::DataChanged);
        event.setFirstRow(topLeft.row());
        event.setFirstColumn(topLeft.column());
        event.setLastRow(bottomRight.row());
        event.setLastColumn(bottomRight.column());
        QAccessible::updateAccessibility(&event);
    }
    const auto [first, last] = visibleRows();
    const int top = std::max(topLeft.row(), first);
    const int bottom = std::min(bottomRight.row(), last);
    for (int column = topLeft.column(); top <= bottom && column <= bottomRight.column(); ++column) {
        const int y = rowViewportPosition(top);
        viewport()->update(columnViewportPosition(column), y, columnWidth(column),
                           rowViewportPosition(bottom) + rowHeight(bottom) - y);
    }
}

} // namespace konductor::ui
