// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

class QLabel;
class QWidget;

/// The texts that sheets and dialogs are made of. Plain text that wraps: names from a cluster are never markup.
namespace konductor::ui {

QLabel* plainLabel(const QString& text, QWidget* parent);
/// The title of a sheet or a dialog.
QLabel* headingLabel(const QString& text, QWidget* parent);
/// What explains something, in the secondary colour.
QLabel* quietLabel(const QString& text, QWidget* parent);
/// For what was wrong with what a person gave, in the colour of what is broken. Empty and hidden to begin with.
QLabel* problemLabel(QWidget* parent);

/// An arrow the way this language is read.
QString onwards();

} // namespace konductor::ui
