// SPDX-License-Identifier: Apache-2.0
#include "tests/chaos/outlet.h"

#include <sys/socket.h>

namespace konductor::test {

Outlet::Outlet(QTcpSocket& client) : m_client(client)
{
    m_timer.setTimerType(Qt::PreciseTimer);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Outlet::pour);
}

void Outlet::write(const QByteArray& bytes)
{
    m_waiting += bytes;
    if (m_delay > 0 || m_drip > 0) {
        if (!m_timer.isActive()) {
            m_timer.start(m_delay > 0 ? m_delay : 1);
        }
    } else if (!m_timer.isActive()) {
        pour();
    }
}

void Outlet::pour()
{
    const QByteArray now = m_drip > 0 ? m_waiting.first(qMin<qsizetype>(m_drip, m_waiting.size())) : m_waiting;
    m_waiting.remove(0, now.size());
    m_client.write(now);
    m_client.flush();
    if (!m_waiting.isEmpty()) {
        m_timer.start(1);
    } else if (m_closing) {
        m_client.disconnectFromHost();
    }
}

void Outlet::close()
{
    m_closing = true;
    if (m_waiting.isEmpty()) {
        m_client.disconnectFromHost();
    }
}

void Outlet::reset()
{
    m_timer.stop();
    m_client.flush();
    const linger atOnce{1, 0};
    setsockopt(static_cast<int>(m_client.socketDescriptor()), SOL_SOCKET, SO_LINGER, &atOnce, sizeof(atOnce));
    m_client.abort();
}

} // namespace konductor::test
