// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "ui/pages/tablearrangement.h"

#include <QString>

#include <vector>

class QJsonObject;

namespace konductor::ui {

class MainWindow;

/// A way to look at a cluster that somebody gave a name: the page, what the query line and the namespace leave of it,
/// and how its table stands. Of no one cluster. A value.
struct SavedView {
    QString name; ///< Empty in a link.
    QString page; ///< Page::id().
    QString query;
    QString ns; ///< Empty: all.
    TableArrangement table = {}; ///< Empty on a page that is no table.

    friend bool operator==(const SavedView&, const SavedView&) = default;
};

inline constexpr qsizetype mostViews = 200;

/// What the window shows now, without a name.
SavedView viewOf(const MainWindow& window);
/// Shows it. What this version has no more, a page or a column, is passed over.
void showView(MainWindow& window, const SavedView& view);

/// Whether it can be one: names and ids of the form they have, no control characters, lengths within bounds.
Result<void> checkView(const SavedView& view);

/// The document that is exported, and kept in the settings: {"format": "konductor-views", "version": 1, "views": […]}.
QByteArray writeViews(const std::vector<SavedView>& views);
/// Reads it; it may come from anywhere. Malformed names what is wrong; members it does not know are passed over.
Result<std::vector<SavedView>> readViews(const QByteArray& document);

} // namespace konductor::ui
