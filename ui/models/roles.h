// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/object.h"

#include <QMetaType>

namespace konductor::ui {

/// Roles of LiveTableModel beside Qt's own. Qt::DisplayRole is the cell's text, Qt::ToolTipRole is escaped.
enum Role : int {
    CellRole = Qt::UserRole, ///< A Cell.
    KindRole, ///< int, the target's Kind.
    KeyRole ///< An ObjectKey: the primitive the row is about.
};

} // namespace konductor::ui

Q_DECLARE_METATYPE(konductor::ObjectKey)
