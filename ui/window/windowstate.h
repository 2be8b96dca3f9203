// SPDX-License-Identifier: Apache-2.0
#pragma once

class QSettings;

namespace konductor::ui {

class MainWindow;

/// What of a window outlives it, under the group "window" of the settings: its place and size, the splitters, the page,
/// the columns of each table with their order, width and sorting. What does not fit this window (another version's
/// columns, a value of another type) is passed over. Nothing of a cluster is kept: no name, no filter.
void saveWindow(const MainWindow& window, QSettings& settings);
/// True when there was a place and size to restore.
bool restoreWindow(MainWindow& window, const QSettings& settings);

} // namespace konductor::ui
