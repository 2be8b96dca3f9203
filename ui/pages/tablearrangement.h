// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStringList>

namespace konductor::ui {

/// How a table stands: which columns are seen, in which order, and by what its rows are sorted. Columns by their ids
/// (Column::id). A value.
struct TableArrangement {
    QStringList columns; ///< The visible ones, from the left. Empty: as the table has them.
    QString sort; ///< Empty: as the table is sorted.
    bool descending = false;

    friend bool operator==(const TableArrangement&, const TableArrangement&) = default;
};

} // namespace konductor::ui
