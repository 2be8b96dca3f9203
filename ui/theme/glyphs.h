// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/kind.h"

#include <QColor>
#include <QIcon>

namespace konductor::ui {

/// The name of a primitive's glyph in resources/icons ("lease").
QString glyphName(Kind kind);
/// One of the project's line drawings in one colour, sharp at any device-pixel ratio. An unknown name is a null icon.
QIcon glyphIcon(const QString& name, const QColor& ink);

} // namespace konductor::ui
