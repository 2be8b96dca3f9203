// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"

#include <QFileSystemWatcher>
#include <QMap>
#include <QObject>
#include <QStringList>

namespace konductor::kube {

/// Tells when a kubeconfig, or a file it names, changes (kube.md 2.8). Folders are watched too, because kubectl and
/// most tools replace a file instead of writing into it, and a file may appear only later. What changed within a
/// quarter of a second is one change. Lives on the thread that made it; the clock must outlive it.
class KubeConfigWatcher final : public QObject {
    Q_OBJECT
public:
    explicit KubeConfigWatcher(Clock& clock, QObject* parent = nullptr);

    /// Watches these instead of the former ones: KubeConfig::watchedFiles(), again after each reload.
    void watch(const QStringList& files);

signals:
    /// At least one of the files has other contents or another time, is new, or is gone.
    void changed();

private:
    /// Enough to see a file replaced, written or removed.
    struct Print {
        qint64 size = -1;
        qint64 modified = 0;
        QString target;

        friend bool operator==(const Print&, const Print&) = default;
    };
    static Print printOf(const QString& file);
    void look();
    void compare();
    void follow();

    Clock& m_clock;
    QFileSystemWatcher m_watcher;
    QMap<QString, Print> m_prints;
    TimerHandle m_pause;
};

} // namespace konductor::kube
