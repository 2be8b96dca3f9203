// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <QTcpServer>
#include <QTcpSocket>
#include <QUrl>

namespace konductor::test {

/// The wire between one client and the server: bytes both ways over a loopback port, on the caller's thread, until it
/// is cut or held up. A cut wire is what the server sees of a killed process, and a client of a partition.
class Wire final : public QObject {
    Q_OBJECT
public:
    explicit Wire(const QUrl& server);

    /// The server's URL through here.
    QUrl url() const;
    /// For good: every connection is reset, none is taken any more.
    void cut();
    bool isCut() const { return m_cut; }
    /// Nothing passes until then; what was sent meanwhile arrives late.
    void holdUp(std::chrono::milliseconds time);
    /// Resets the connections there are; new ones are taken.
    void reset();

private:
    void accept();
    void pass(QTcpSocket* from, QTcpSocket* to);

    QUrl m_server;
    QTcpServer m_listener;
    bool m_cut = false;
    bool m_held = false;
};

} // namespace konductor::test
