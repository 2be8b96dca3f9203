// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/snapshot/difference.h"
#include "ui/window/comparisonwindow.h"
#include "ui/window/mainwindow.h"

#include <QObject>
#include <QPointer>

namespace konductor::app {

/// One of two to be compared: a file, or what an open cluster has at this moment.
struct ComparedSide {
    QString name; ///< For a person; hostile text.
    QString path; ///< Of a file that is still to be read; empty: `taken` is it.
    snapshot::Snapshot taken;
    QPointer<ui::MainWindow> view; ///< Where it is open; null when it is not, or no longer.
    bool isLive = false; ///< `taken` is of a cluster as it is now.
};

/// Compares snapshots on a thread of its own and shows the result in a window of its own.
class Comparer final : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    /// The window is there at once and belongs to `parent`; it deletes itself when it is closed.
    ui::ComparisonWindow* compare(ComparedSide one, ComparedSide other, const ui::TimeStyle& times, QWidget* parent);

signals:
    /// An object or holder of this side is to be shown.
    void openRequested(const konductor::app::ComparedSide& side, const konductor::ui::Link& link);
};

} // namespace konductor::app
