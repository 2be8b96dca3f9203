// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"

#include <QFileSystemWatcher>
#include <QLocalServer>
#include <QObject>

#include <map>

namespace konductor::app {

/// Where what another start of this program was given arrives: a socket in the user's runtime folder, which only this
/// user can reach. One line in, a link or the URL of a snapshot's file; one line out, "ok" when it was taken. Whoever
/// can write to it can show something here and do nothing else. Lives on the window's thread.
class LinkSocket final : public QObject {
    Q_OBJECT
public:
    explicit LinkSocket(Clock& clock);
    ~LinkSocket() override;

    /// "$XDG_RUNTIME_DIR/konductor-console"; empty where there is no such folder or others may enter it.
    static QString defaultPath();

    /// The path of a file's URL ("file:///home/me/now.json"); empty where it is none, or of another machine.
    static QString fileOf(const QString& url);

    /// False: another instance listens there, or it cannot be. What a dead one left is cleared away. Once the other has
    /// quit, this one listens in its place.
    bool listen(const QString& path);
    /// Gives a link or a file's URL to the instance that listens; true when it took it. Waits for it, 5 s at most:
    /// for the start of a program, before there is a window.
    static bool handOver(const QString& path, const QString& link);

signals:
    void received(const QString& link);

private:
    bool takeOver();
    void take();
    void read(QLocalSocket& socket);

    Clock& m_clock;
    QLocalServer m_server;
    QString m_path;
    QFileSystemWatcher m_folder; ///< Of the path: the socket of who quits goes from there.
    std::map<QLocalSocket*, TimerHandle> m_deadlines; ///< Of those that are connected.
};

} // namespace konductor::app
