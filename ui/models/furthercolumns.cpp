// SPDX-License-Identifier: Apache-2.0
// The columns that LiveTableModel has beyond those of its spec.
#include "ui/models/livetablemodel.h"

namespace konductor::ui {

int LiveTableModel::addFurtherColumn(Column column)
{
    const int place = columnCount();
    beginInsertColumns({}, place, place);
    m_spec.columns.push_back(std::move(column));
    endInsertColumns();
    return place;
}

void LiveTableModel::retitleFurtherColumn(int column, Column retitled)
{
    if (column >= m_firstFurther && column < columnCount()) {
        m_spec.columns[static_cast<size_t>(column)] = std::move(retitled);
        emit headerDataChanged(Qt::Horizontal, column, column);
    }
}

void LiveTableModel::removeFurtherColumn(int column)
{
    if (column < m_firstFurther || column >= columnCount()) {
        return;
    }
    if (m_sortColumn == column) {
        sort(0);
    }
    beginRemoveColumns({}, column, column);
    m_spec.columns.erase(m_spec.columns.begin() + column);
    m_sortColumn -= m_sortColumn > column ? 1 : 0;
    endRemoveColumns();
}

} // namespace konductor::ui
