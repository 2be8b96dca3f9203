// SPDX-License-Identifier: Apache-2.0
#include "app/console/linksocket.h"

#include "ui/window/deeplink.h"

#include <QFileInfo>
#include <QLocalSocket>
#include <QUrl>

#include <unistd.h>

namespace konductor::app {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
constexpr qint64 longestLine = 8'192;
constexpr size_t mostConnected = 8;
constexpr auto patience = 2s;
constexpr int connectMs = 1'000; ///< The system's part alone.
constexpr int answerMs =
    5'000; ///< A running console may be busy; whoever gives up opens a window of its own beside it.
} // namespace

LinkSocket::LinkSocket(Clock& clock) : m_clock(clock)
{
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, &LinkSocket::take);
    connect(&m_folder, &QFileSystemWatcher::directoryChanged, this, &LinkSocket::takeOver);
}

LinkSocket::~LinkSocket()
{
    for (const auto& [socket, deadline] : m_deadlines) {
        socket->disconnect(this);
    }
}

QString LinkSocket::defaultPath()
{
    const QFileInfo folder(qEnvironmentVariable("XDG_RUNTIME_DIR"));
    const auto others =
        QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;
    const bool ours = folder.isAbsolute() && folder.isDir() && !folder.isSymLink() && folder.ownerId() == geteuid()
        && !(folder.permissions() & others);
    return ours ? folder.filePath() + u"/konductor-console"_s : QString();
}

QString LinkSocket::fileOf(const QString& url)
{
    const QUrl file(url, QUrl::StrictMode);
    return file.isLocalFile() && file.host().isEmpty() ? file.toLocalFile() : QString();
}

bool LinkSocket::listen(const QString& path)
{
    m_path = path;
    if (const QStringList watched = m_folder.directories(); !watched.isEmpty()) {
        m_folder.removePaths(watched);
    }
    m_folder.addPath(QFileInfo(path).absolutePath());
    return takeOver();
}

/// Asked first: with access options, QLocalServer puts its socket in the place of one that another still listens at.
/// Where two take over at once, the later one has the place, and the other takes its turn after it.
bool LinkSocket::takeOver()
{
    QLocalSocket other;
    other.connectToServer(m_path);
    if (other.waitForConnected(connectMs)) {
        return false; // perhaps ourselves
    }
    m_server.close();
    QLocalServer::removeServer(m_path);
    return m_server.listen(m_path);
}

void LinkSocket::take()
{
    while (QLocalSocket* socket = m_server.nextPendingConnection()) {
        connect(socket, &QLocalSocket::disconnected, this, [this, socket] {
            m_deadlines.erase(socket);
            socket->deleteLater();
        });
        if (m_deadlines.size() >= mostConnected) {
            socket->abort();
            continue;
        }
        m_deadlines[socket] = m_clock.after(patience, [socket] { socket->abort(); });
        connect(socket, &QLocalSocket::readyRead, this, [this, socket] { read(*socket); });
    }
}

void LinkSocket::read(QLocalSocket& socket)
{
    if (!socket.canReadLine()) {
        if (socket.bytesAvailable() > longestLine) {
            socket.abort();
        }
        return;
    }
    const QString link = QString::fromUtf8(socket.readLine(longestLine)).chopped(1);
    const bool sound = ui::parseDeepLink(link).has_value() || !fileOf(link).isEmpty();
    socket.write(sound ? "ok\n" : "no\n");
    socket.disconnectFromServer();
    if (sound) {
        emit received(link);
    }
}

bool LinkSocket::handOver(const QString& path, const QString& link)
{
    QLocalSocket socket;
    if (path.isEmpty()) {
        return false;
    }
    socket.connectToServer(path);
    if (!socket.waitForConnected(connectMs)) {
        return false;
    }
    socket.write(link.toUtf8() + '\n');
    while (!socket.canReadLine() && socket.waitForReadyRead(answerMs)) { }
    return socket.readLine(longestLine) == "ok\n";
}

} // namespace konductor::app
