// SPDX-License-Identifier: Apache-2.0
#include "core/kube/kubeconfigwatcher.h"

#include <QDateTime>
#include <QFileInfo>

namespace konductor::kube {

using namespace std::chrono_literals;

KubeConfigWatcher::KubeConfigWatcher(Clock& clock, QObject* parent) : QObject(parent), m_clock(clock)
{
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, &KubeConfigWatcher::look);
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, &KubeConfigWatcher::look);
}

KubeConfigWatcher::Print KubeConfigWatcher::printOf(const QString& file)
{
    const QFileInfo info(file);
    if (!info.exists()) {
        return {};
    }
    // Projected service account tokens are links that move to another folder.
    return {info.size(), info.lastModified().toMSecsSinceEpoch(), info.canonicalFilePath()};
}

void KubeConfigWatcher::watch(const QStringList& files)
{
    m_pause.cancel();
    m_prints.clear();
    for (const QString& file : files) {
        m_prints.insert(file, printOf(file));
    }
    const QStringList before = m_watcher.files() + m_watcher.directories();
    if (!before.isEmpty()) {
        m_watcher.removePaths(before);
    }
    follow();
}

/// A replaced file leaves the watcher by itself, so it is added again after each change.
void KubeConfigWatcher::follow()
{
    QStringList missing;
    const QStringList known = m_watcher.files() + m_watcher.directories();
    for (auto it = m_prints.cbegin(); it != m_prints.cend(); ++it) {
        const QFileInfo info(it.key());
        for (const QString& path : {it.key(), info.absolutePath()}) {
            if (!known.contains(path) && !missing.contains(path) && QFileInfo::exists(path)) {
                missing += path;
            }
        }
    }
    if (!missing.isEmpty()) {
        m_watcher.addPaths(missing);
    }
}

void KubeConfigWatcher::look()
{
    if (!m_pause.isPending()) {
        m_pause = m_clock.after(250ms, [this] { compare(); });
    }
}

void KubeConfigWatcher::compare()
{
    m_pause.cancel();
    bool different = false;
    for (auto it = m_prints.begin(); it != m_prints.end(); ++it) {
        const Print print = printOf(it.key());
        different = different || !(print == it.value());
        it.value() = print;
    }
    follow();
    if (different) {
        emit changed();
    }
}

} // namespace konductor::kube
