// SPDX-License-Identifier: Apache-2.0
#include "tests/support/scriptedserver.h"

#include <QDateTime>
#include <QLocale>
#include <QSslCertificate>
#include <QSslSocket>

namespace konductor::test {

using namespace Qt::StringLiterals;

void Exchange::reply(int status, const QByteArray& body, const QMap<QByteArray, QByteArray>& headers)
{
    QByteArray head =
        "HTTP/1.1 " + QByteArray::number(status) + " X\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n";
    QMap<QByteArray, QByteArray> all{
        {"Content-Type", "application/json"},
        {"Date",
         QLocale::c().toString(QDateTime::currentDateTimeUtc(), u"ddd, dd MMM yyyy hh:mm:ss 'GMT'"_s).toLatin1()}};
    all.insert(headers);
    for (auto it = all.cbegin(); it != all.cend(); ++it) {
        head += it.key() + ": " + it.value() + "\r\n";
    }
    raw(head + "\r\n" + body);
}

void Exchange::status(int code, const QByteArray& reason, const QByteArray& message)
{
    reply(code, statusJson(code, reason, message));
}

void Exchange::beginStream(const QByteArray& contentType)
{
    raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: " + contentType + "\r\n\r\n");
}

void Exchange::send(const QByteArray& chunk)
{
    raw(QByteArray::number(chunk.size(), 16) + "\r\n" + chunk + "\r\n");
}

void Exchange::endStream()
{
    raw("0\r\n\r\n");
}

void Exchange::raw(const QByteArray& bytes)
{
    if (m_socket) {
        m_socket->write(bytes);
        m_socket->flush();
    }
}

void Exchange::drop()
{
    if (m_socket) {
        m_socket->abort();
    }
}

ScriptedServer::ScriptedServer(std::optional<QSslConfiguration> tls) : m_tls(std::move(tls))
{
    listen(QHostAddress::LocalHost);
    m_port = serverPort();
}

QUrl ScriptedServer::url(const QString& host) const
{
    return QUrl(u"%1://%2:%3"_s.arg(m_tls ? u"https"_s : u"http"_s, host).arg(m_port));
}

qsizetype ScriptedServer::count(const QString& path, bool watch) const
{
    return std::count_if(m_requests.begin(), m_requests.end(), [&](const ReceivedRequest& r) {
        return r.path == path && r.query.hasQueryItem(u"watch"_s) == watch;
    });
}

void ScriptedServer::die()
{
    close();
    for (const auto& socket : std::as_const(m_sockets)) {
        if (socket) {
            socket->abort();
        }
    }
    m_sockets.clear();
}

bool ScriptedServer::resume()
{
    return listen(QHostAddress::LocalHost, m_port);
}

void ScriptedServer::incomingConnection(qintptr handle)
{
    QTcpSocket* socket = nullptr;
    if (m_tls) {
        auto* secure = new QSslSocket(this);
        secure->setSslConfiguration(*m_tls);
        secure->setSocketDescriptor(handle);
        secure->startServerEncryption();
        socket = secure;
    } else {
        socket = new QTcpSocket(this);
        socket->setSocketDescriptor(handle);
    }
    m_sockets.append(socket);
    connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
    connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
        m_buffers.remove(socket);
        socket->deleteLater();
    });
}

void ScriptedServer::read(QTcpSocket* socket)
{
    QByteArray& buffer = m_buffers[socket];
    buffer += socket->readAll();
    const qsizetype end = buffer.indexOf("\r\n\r\n");
    if (end < 0) {
        return;
    }
    const QList<QByteArray> lines = buffer.left(end).split('\n');
    ReceivedRequest request;
    const QList<QByteArray> first = lines.first().trimmed().split(' ');
    const QUrl target = QUrl::fromEncoded(first.value(1));
    request.method = first.value(0);
    request.path = target.path(QUrl::FullyEncoded);
    request.query = QUrlQuery(target.query(QUrl::FullyEncoded));
    for (const QByteArray& line : lines.mid(1)) {
        const qsizetype colon = line.indexOf(':');
        request.headers.insert(line.left(colon).trimmed().toLower(), line.mid(colon + 1).trimmed());
    }
    const qsizetype length = request.headers.value("content-length").toLongLong();
    if (buffer.size() < end + 4 + length) {
        return;
    }
    request.body = buffer.mid(end + 4, length);
    buffer.remove(0, end + 4 + length);
    dispatch(socket, std::move(request));
}

void ScriptedServer::dispatch(QTcpSocket* socket, ReceivedRequest request)
{
    if (auto* secure = qobject_cast<QSslSocket*>(socket)) {
        request.clientName = secure->peerCertificate().subjectInfo(QSslCertificate::CommonName).value(0);
    }
    m_requests.append(request);
    Handler handler;
    for (auto it = m_handlers.cbegin(); it != m_handlers.cend(); ++it) {
        if (request.path.startsWith(it.key())) {
            handler = it.value(); // sorted, so a longer prefix comes later
        }
    }
    const auto exchange = std::make_shared<Exchange>(socket, std::move(request));
    if (handler) {
        handler(exchange);
    } else {
        exchange->status(404, "NotFound", "the server could not find the requested resource");
    }
    emit received();
}

QByteArray leaseJson(const QString& name, const QString& resourceVersion, const QString& uid, const QString& ns)
{
    return u"{\"apiVersion\":\"sync.konductor.io/"
           u"v1\",\"kind\":\"Lease\",\"metadata\":{\"name\":\"%1\",\"namespace\":\"%4\","
           "\"uid\":\"%3\",\"resourceVersion\":\"%2\"},\"spec\":{\"ttl\":\"10m\"},\"status\":{\"phase\":\"Available\"}}"_s
               .arg(name, resourceVersion, uid.isEmpty() ? u"uid-"_s + name : uid, ns)
               .toUtf8();
}

QByteArray leaseListJson(const QStringList& names, const QString& resourceVersion, const QString& continueToken,
                         std::optional<int> remaining)
{
    QByteArrayList items;
    for (const QString& name : names) {
        const QStringList parts = name.split(u'@'); // "db@7" has resource version 7
        items += leaseJson(parts.first(), parts.value(1, u"1"_s));
    }
    QByteArray meta = "\"resourceVersion\":\"" + resourceVersion.toUtf8() + '"';
    if (!continueToken.isEmpty()) {
        meta += ",\"continue\":\"" + continueToken.toUtf8() + '"';
    }
    if (remaining) {
        meta += ",\"remainingItemCount\":" + QByteArray::number(*remaining);
    }
    return "{\"apiVersion\":\"sync.konductor.io/v1\",\"kind\":\"LeaseList\",\"metadata\":{" + meta + "},\"items\":["
        + items.join(',') + "]}";
}

QByteArray eventJson(const QByteArray& type, const QByteArray& object)
{
    return "{\"type\":\"" + type + "\",\"object\":" + object + "}\n";
}

QByteArray bookmarkJson(const QString& resourceVersion)
{
    return eventJson("BOOKMARK",
                     "{\"kind\":\"Lease\",\"apiVersion\":\"sync.konductor.io/v1\",\"metadata\":{\"resourceVersion\":\""
                         + resourceVersion.toUtf8() + "\"}}");
}

QByteArray statusJson(int code, const QByteArray& reason, const QByteArray& message)
{
    return "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"metadata\":{},\"status\":\"Failure\",\"message\":\"" + message
        + "\",\"reason\":\"" + reason + "\",\"code\":" + QByteArray::number(code) + '}';
}

} // namespace konductor::test
