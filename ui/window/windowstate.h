// SPDX-License-Identifier: Apache-2.0
#pragma once

class QSettings;
class QWidget;

namespace konductor::ui {

class CombinedWindow;
class MainWindow;

/// What of a window outlives it, under the group "window" of the settings: its place and size, the splitters, the page,
/// the columns of each table, a person's own among them, with their order, width and sorting. What does not fit this
/// window (another version's columns, a value of another type) is passed over. Nothing of a cluster is kept: no name,
/// no filter.
void saveWindow(const MainWindow& window, QSettings& settings);
/// True when there was a place and size to restore.
bool restoreWindow(MainWindow& window, const QSettings& settings);

/// The same without place and size, which belong to the window that holds several of them.
void saveView(const MainWindow& window, QSettings& settings);
void restoreView(MainWindow& window, const QSettings& settings);
/// Of the table over all clusters: which one it shows, and the columns of each.
void saveCombined(const CombinedWindow& window, QSettings& settings);
void restoreCombined(CombinedWindow& window, const QSettings& settings);
/// Place and size alone.
bool restoreGeometry(QWidget& window, const QSettings& settings);

} // namespace konductor::ui
