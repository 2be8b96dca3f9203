// SPDX-License-Identifier: Apache-2.0
#include "core/kube/socketprobe.h"

#include "core/base/words.h"
#include "core/kube/networkerror.h"

#include <QHostAddress>
#include <QSslCipher>

namespace konductor::kube {

using namespace Qt::StringLiterals;

namespace {

/// What QNetworkAccessManager makes of the same trouble, so that both have the same words.
QNetworkReply::NetworkError replyErrorOf(QAbstractSocket::SocketError code)
{
    switch (code) {
    case QAbstractSocket::ConnectionRefusedError:
        return QNetworkReply::ConnectionRefusedError;
    case QAbstractSocket::RemoteHostClosedError:
        return QNetworkReply::RemoteHostClosedError;
    case QAbstractSocket::HostNotFoundError:
        return QNetworkReply::HostNotFoundError;
    case QAbstractSocket::SocketTimeoutError:
        return QNetworkReply::TimeoutError;
    case QAbstractSocket::ProxyAuthenticationRequiredError:
        return QNetworkReply::ProxyAuthenticationRequiredError;
    case QAbstractSocket::ProxyConnectionRefusedError:
        return QNetworkReply::ProxyConnectionRefusedError;
    case QAbstractSocket::ProxyConnectionClosedError:
        return QNetworkReply::ProxyConnectionClosedError;
    case QAbstractSocket::ProxyConnectionTimeoutError:
        return QNetworkReply::ProxyTimeoutError;
    case QAbstractSocket::ProxyNotFoundError:
        return QNetworkReply::ProxyNotFoundError;
    case QAbstractSocket::ProxyProtocolError:
        return QNetworkReply::UnknownProxyError;
    case QAbstractSocket::SslHandshakeFailedError:
        return QNetworkReply::SslHandshakeFailedError;
    default:
        return QNetworkReply::UnknownNetworkError;
    }
}

QString nameOf(QSsl::SslProtocol protocol)
{
    switch (protocol) {
    case QSsl::TlsV1_2:
        return u"TLS 1.2"_s;
    case QSsl::TlsV1_3:
        return u"TLS 1.3"_s;
    default:
        return u"TLS"_s;
    }
}

} // namespace

quint16 portOf(const QUrl& server)
{
    return static_cast<quint16>(server.port(server.scheme() == u"https" ? 443 : 80));
}

SocketProbe::SocketProbe(Clock& clock, std::chrono::milliseconds patience, const QNetworkProxy& proxy)
    : m_clock(clock)
    , m_patience(patience)
{
    m_socket.setProxy(proxy);
    connect(&m_socket, &QSslSocket::sslErrors, this, [this](const QList<QSslError>& problems) {
        m_problems = problems; // and no more: they end the handshake
    });
    connect(&m_socket, &QAbstractSocket::errorOccurred, this, &SocketProbe::fail);
}

void SocketProbe::begin(const QUrl& server)
{
    m_server = server;
    m_deadline = m_clock.after(m_patience, [this] {
        m_report.error =
            makeError(Error::Kind::Timeout, u"%1:%2"_s.arg(m_server.host()).arg(portOf(m_server)),
                      spoken("Server", "no answer within %1 s").arg(std::chrono::duration<double>(m_patience).count()),
                      spoken("Server", "A firewall may drop what is sent there; a VPN may be needed."));
        end();
    });
}

void SocketProbe::tcp(const QString& host, quint16 port)
{
    QUrl server;
    server.setScheme(u"tcp"_s);
    server.setHost(host);
    server.setPort(port);
    begin(server);
    connect(&m_socket, &QAbstractSocket::connected, this, &SocketProbe::end);
    m_socket.connectToHost(host, port);
}

void SocketProbe::tls(const QUrl& server, const QSslConfiguration& configuration, const QString& name)
{
    begin(server);
    m_socket.setSslConfiguration(configuration);
    connect(&m_socket, &QSslSocket::encrypted, this, [this] {
        m_report.protocol = nameOf(m_socket.sessionProtocol()) + u", "_s + m_socket.sessionCipher().name();
        end();
    });
    m_socket.connectToHostEncrypted(server.host(), portOf(server), name.isEmpty() ? server.host() : name);
}

void SocketProbe::fail(QAbstractSocket::SocketError code)
{
    if (m_ended) {
        return;
    }
    m_report.error = networkError(replyErrorOf(code), m_socket.errorString(), m_server, m_problems);
    end();
}

void SocketProbe::end()
{
    if (std::exchange(m_ended, true)) {
        return;
    }
    m_deadline.cancel();
    m_report.chain = m_socket.peerCertificateChain();
    if (!m_report.error && m_socket.proxy().type() == QNetworkProxy::NoProxy) {
        const QHostAddress address = m_socket.peerAddress();
        const bool six = address.protocol() == QAbstractSocket::IPv6Protocol;
        m_report.peer = (six ? u"[%1]:%2"_s : u"%1:%2"_s).arg(address.toString()).arg(m_socket.peerPort());
    }
    m_socket.abort();
    // From the event loop: whoever hears it may end this object, and the socket is still in its own signal.
    QMetaObject::invokeMethod(
        this, [this] { emit ended(m_report); }, Qt::QueuedConnection);
}

} // namespace konductor::kube
