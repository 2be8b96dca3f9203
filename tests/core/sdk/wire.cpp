// SPDX-License-Identifier: Apache-2.0
#include "tests/core/sdk/wire.h"

#include <QPointer>
#include <QTimer>

namespace konductor::test {

Wire::Wire(const QUrl& server) : m_server(server)
{
    connect(&m_listener, &QTcpServer::newConnection, this, &Wire::accept);
    m_listener.listen(QHostAddress::LocalHost);
}

QUrl Wire::url() const
{
    QUrl url = m_server;
    url.setPort(m_listener.serverPort());
    return url;
}

void Wire::accept()
{
    while (QTcpSocket* client = m_listener.nextPendingConnection()) {
        auto* upstream = new QTcpSocket(client);
        upstream->connectToHost(m_server.host(), static_cast<quint16>(m_server.port()));
        for (const auto& [from, to] : {std::pair(client, upstream), std::pair(upstream, client)}) {
            connect(from, &QTcpSocket::readyRead, this, [this, from = from, to = to] { pass(from, to); });
            connect(from, &QTcpSocket::disconnected, to, [this, from = from, to = to] {
                pass(from, to);
                to->disconnectFromHost();
            });
        }
        connect(upstream, &QTcpSocket::connected, this, [this, client, upstream] { pass(client, upstream); });
        connect(client, &QTcpSocket::disconnected, client, &QObject::deleteLater);
    }
}

void Wire::pass(QTcpSocket* from, QTcpSocket* to)
{
    if (!m_held && !m_cut && from->isReadable() && to->state() == QAbstractSocket::ConnectedState) {
        to->write(from->readAll());
    }
}

void Wire::cut()
{
    m_cut = true;
    m_listener.close();
    reset();
}

void Wire::reset()
{
    for (QTcpSocket* client : m_listener.findChildren<QTcpSocket*>(Qt::FindDirectChildrenOnly)) {
        for (QTcpSocket* upstream : client->findChildren<QTcpSocket*>()) {
            upstream->abort();
        }
        client->abort();
        client->deleteLater();
    }
}

void Wire::holdUp(std::chrono::milliseconds time)
{
    m_held = true;
    QTimer::singleShot(time, this, [this] {
        m_held = false;
        for (QTcpSocket* client : m_listener.findChildren<QTcpSocket*>(Qt::FindDirectChildrenOnly)) {
            for (QTcpSocket* upstream : client->findChildren<QTcpSocket*>()) {
                pass(client, upstream);
                pass(upstream, client);
            }
        }
    });
}

} // namespace konductor::test
