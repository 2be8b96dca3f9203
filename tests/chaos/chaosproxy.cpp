// SPDX-License-Identifier: Apache-2.0
#include "tests/chaos/chaosproxy.h"

#include <QHostAddress>

namespace konductor::test {

ChaosProxy::ChaosProxy(Upstream upstream, quint64 seed)
    : m_upstream(std::move(upstream))
    , m_plan(seed)
    , m_server(new QTcpServer)
{
    QObject::connect(m_server, &QTcpServer::newConnection, m_server, [this] { accept(); });
    m_server->listen(QHostAddress::LocalHost);
    m_port = m_server->serverPort();
    m_server->moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::finished, m_server, &QObject::deleteLater);
    m_thread.start();
}

ChaosProxy::~ChaosProxy()
{
    m_thread.quit();
    m_thread.wait();
}

QUrl ChaosProxy::url() const
{
    QUrl url;
    url.setScheme(QStringLiteral("http"));
    url.setHost(QStringLiteral("127.0.0.1"));
    url.setPort(m_port);
    return url;
}

void ChaosProxy::accept()
{
    while (QTcpSocket* client = m_server->nextPendingConnection()) {
        auto* tunnel = new Tunnel(client, m_upstream, [this](const QByteArray& path, bool isWatch) {
            const Fault drawn = m_plan.next(path, isWatch);
            const Fault fault = m_faults ? drawn : Fault();
            ++m_counts[static_cast<size_t>(fault.type)];
            return fault;
        });
        tunnel->setParent(m_server);
    }
}

} // namespace konductor::test
