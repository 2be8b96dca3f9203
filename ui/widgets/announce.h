// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QAccessible>
#include <QWidget>

namespace konductor::ui {

/// Has a screen reader say what has just come on screen, without moving the focus there. Window's thread.
inline void announce(QWidget& widget, const QString& text)
{
    widget.setAccessibleName(text);
    if (QAccessible::isActive()) {
        QAccessibleEvent event(&widget, QAccessible::Alert);
        QAccessible::updateAccessibility(&event);
    }
}

} // namespace konductor::ui
