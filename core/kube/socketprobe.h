// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/base/error.h"

#include <QNetworkProxy>
#include <QObject>
#include <QSslConfiguration>
#include <QSslError>
#include <QSslSocket>
#include <QUrl>

namespace konductor::kube {

/// Opens one TCP or TLS connection to see whether it can be, and closes it again; sends nothing over it. Each does
/// that once. Lives on the thread that made it; destroying it ends the attempt.
class SocketProbe final : public QObject {
    Q_OBJECT
public:
    struct Report {
        std::optional<Error> error;
        QString peer; ///< "10.0.0.7:6443"; empty through a proxy.
        QList<QSslCertificate> chain; ///< The server's own first; also after a failure, as far as it came.
        QString protocol; ///< "TLS 1.3, TLS_AES_256_GCM_SHA384"
    };

    SocketProbe(Clock& clock, std::chrono::milliseconds patience, const QNetworkProxy& proxy);

    void tcp(const QString& host, quint16 port);
    /// `name` is what the certificate must be for; empty: the server's host.
    void tls(const QUrl& server, const QSslConfiguration& configuration, const QString& name);

signals:
    void ended(const konductor::kube::SocketProbe::Report& report);

private:
    void begin(const QUrl& server);
    void end();
    void fail(QAbstractSocket::SocketError code);

    QUrl m_server;
    QSslSocket m_socket;
    QList<QSslError> m_problems;
    Report m_report;
    bool m_ended = false;
    Clock& m_clock;
    std::chrono::milliseconds m_patience;
    TimerHandle m_deadline;
};

/// The port that the URL means.
quint16 portOf(const QUrl& server);

} // namespace konductor::kube
