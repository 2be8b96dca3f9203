// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QMap>
#include <QPointer>
#include <QSslConfiguration>
#include <QTcpServer>
#include <QTcpSocket>
#include <QUrl>
#include <QUrlQuery>

#include <functional>
#include <memory>
#include <optional>

namespace konductor::test {

struct ReceivedRequest {
    QByteArray method;
    QString path;
    QUrlQuery query;
    QMap<QByteArray, QByteArray> headers; ///< Names in lower case.
    QByteArray body;
    QString clientName; ///< Common name of the client certificate.
};

/// One request in the hands of a test: answer it whole, as a stream, badly or not at all.
class Exchange {
public:
    Exchange(QTcpSocket* socket, ReceivedRequest received) : request(std::move(received)), m_socket(socket) { }

    const ReceivedRequest request;

    void reply(int status, const QByteArray& body, const QMap<QByteArray, QByteArray>& headers = {});
    void json(const QByteArray& body) { reply(200, body); }
    /// Answers with a Status object.
    void status(int code, const QByteArray& reason, const QByteArray& message = "told so");
    void beginStream(const QByteArray& contentType = "application/json");
    void send(const QByteArray& chunk);
    void endStream();
    /// Writes bytes as they are.
    void raw(const QByteArray& bytes);
    void drop();
    bool isOpen() const { return m_socket && m_socket->state() == QAbstractSocket::ConnectedState; }

private:
    QPointer<QTcpSocket> m_socket;
};
using ExchangePtr = std::shared_ptr<Exchange>;

/// An HTTP/1.1 server on a port of its own whose behaviour a test writes, path by path. Lives on the test's thread.
class ScriptedServer final : public QTcpServer {
    Q_OBJECT
public:
    using Handler = std::function<void(const ExchangePtr&)>;

    /// With TLS when a configuration is given.
    explicit ScriptedServer(std::optional<QSslConfiguration> tls = std::nullopt);

    /// For requests whose path is `path`; the longest known prefix wins, "" is the rest.
    void on(const QString& path, Handler handler) { m_handlers[path] = std::move(handler); }
    QUrl url(const QString& host = QStringLiteral("127.0.0.1")) const;
    const QList<ReceivedRequest>& requests() const { return m_requests; }
    qsizetype count(const QString& path, bool watch) const;
    /// Cuts every connection and stops listening; resume() listens on the same port again.
    void die();
    bool resume();

signals:
    void received();

protected:
    void incomingConnection(qintptr handle) override;

private:
    void read(QTcpSocket* socket);
    void dispatch(QTcpSocket* socket, ReceivedRequest request);

    std::optional<QSslConfiguration> m_tls;
    QMap<QString, Handler> m_handlers;
    QList<ReceivedRequest> m_requests;
    QList<QPointer<QTcpSocket>> m_sockets;
    QMap<QTcpSocket*, QByteArray> m_buffers;
    quint16 m_port = 0;
};

/// A list page of leases for tests: names with resource versions.
QByteArray leaseListJson(const QStringList& names, const QString& resourceVersion, const QString& continueToken = {},
                         std::optional<int> remaining = std::nullopt);
QByteArray leaseJson(const QString& name, const QString& resourceVersion, const QString& uid = {},
                     const QString& ns = QStringLiteral("default"));
QByteArray eventJson(const QByteArray& type, const QByteArray& object);
QByteArray bookmarkJson(const QString& resourceVersion);
QByteArray statusJson(int code, const QByteArray& reason, const QByteArray& message = "told so");

} // namespace konductor::test
