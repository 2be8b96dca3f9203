// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <QTcpSocket>
#include <QTimer>

namespace konductor::test {

/// The side of a tunnel towards the client: what is written arrives at once, late, or a few bytes at a time.
class Outlet final : public QObject {
    Q_OBJECT
public:
    explicit Outlet(QTcpSocket& client);

    /// For what is written from now on.
    void setDelay(int milliseconds) { m_delay = milliseconds; }
    void setDrip(int bytes) { m_drip = bytes; }

    void write(const QByteArray& bytes);
    /// Ends the connection after what was written.
    void close();
    /// Resets the connection now.
    void reset();
    bool isIdle() const { return m_waiting.isEmpty(); }

private:
    void pour();

    QTcpSocket& m_client;
    QByteArray m_waiting;
    QTimer m_timer;
    int m_delay = 0;
    int m_drip = 0;
    bool m_closing = false;
};

} // namespace konductor::test
