// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/chaos/answerreader.h"
#include "tests/chaos/fault.h"
#include "tests/chaos/outlet.h"

#include <QSslConfiguration>
#include <QSslSocket>
#include <QUrl>

#include <functional>

namespace konductor::test {

/// The API server behind a proxy, and who the proxy is to it.
struct Upstream {
    QUrl server; ///< http or https, with its path prefix.
    QSslConfiguration tls;
    QByteArray authorization; ///< Value of the header; may be empty.
};

/// One connection of a client through the proxy: one exchange after another, each with its own fault. Only requests
/// without a body pass; a client under test does nothing but read. Ends itself when the client leaves.
class Tunnel final : public QObject {
    Q_OBJECT
public:
    /// `faultFor` is asked once for each request.
    using FaultFor = std::function<Fault(const QByteArray& path, bool isWatch)>;
    Tunnel(QTcpSocket* client, Upstream upstream, FaultFor faultFor);
    ~Tunnel() override;

private:
    void clientSent();
    void begin(const QByteArray& head);
    void forward(const QByteArray& head);
    void upstreamSent();
    void upstreamLeft();
    void passHead();
    void passFrames(const QByteArray& bytes);
    void passFrame(const QByteArray& frame);
    void passBytes(const QByteArray& bytes);
    bool cut(const QByteArray& part, qsizetype passes);
    void send(const QByteArray& bytes);
    void ended();

    QTcpSocket* m_client;
    Upstream m_upstream;
    FaultFor m_faultFor;
    QSslSocket m_server;
    Outlet m_outlet;
    QByteArray m_request;
    AnswerReader m_answer;
    Fault m_fault;
    QByteArray m_line;
    qsizetype m_passed = 0; ///< Bytes or frames.
    quint32 m_turn = 0;
    bool m_busy = false;
    bool m_headPassed = false;
    bool m_chunked = false;
    bool m_watch = false;
    bool m_dead = false; ///< Nothing more comes of this exchange.
};

} // namespace konductor::test
