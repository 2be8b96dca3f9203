// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/console/openedsnapshot.h"

#include <QObject>

#include <functional>

class QProgressDialog;
class QWidget;

namespace konductor::app {

/// Reads snapshot files, each on a thread of the pool, so that the window remains usable meanwhile. What takes longer
/// than a moment is told in a small dialog, and closing that gives the file up. Window's thread.
class SnapshotOpener final : public QObject {
    Q_OBJECT
public:
    /// An error is that of snapshot::readDocumentFile().
    using Done = std::function<void(Result<std::unique_ptr<OpenedSnapshot>>)>;

    using QObject::QObject;

    /// `done` is called later, and never once the person gave the file up, nor after `over`, which the dialog belongs
    /// to, is gone.
    void open(const QString& path, QWidget* over, Done done);

    /// What tells of a file that is being read; shows itself after a moment. The gallery shows it too.
    static QProgressDialog* dialogFor(const QString& path, QWidget* over);

signals:
    void gaveUp();
};

} // namespace konductor::app
