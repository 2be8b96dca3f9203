// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/tokens.h"

#include <QPalette>

#include <functional>

class QTreeWidgetItem;
class QWidget;

namespace konductor::ui {

/// What of the tokens something is coloured in.
using Ink = std::function<QColor(const Tokens&)>;

/// Calls it with the tokens of the widget's palette, now and whenever that becomes another: a colour that is taken once
/// stays that of the scheme before. Ends with the widget. For what no painter takes its colours for as it paints;
/// window's thread.
void withTokens(QWidget& widget, std::function<void(const Tokens&)> color);

/// Paints one role of the widget so, in the place of what was said before. Not for QPalette::Window: that is what tells
/// the scheme.
void setInk(QWidget& widget, Ink ink, QPalette::ColorRole role = QPalette::WindowText);
/// The same for the words of an item that is in a tree.
void setInk(QTreeWidgetItem& item, int column, Ink ink);

} // namespace konductor::ui
