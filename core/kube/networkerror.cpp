// SPDX-License-Identifier: Apache-2.0
#include "core/kube/networkerror.h"

#include "core/base/text.h"
#include "core/base/words.h"
#include "core/kube/certificatefacts.h"

namespace konductor::kube {

using namespace Qt::StringLiterals;

namespace {

struct Words {
    Spoken message;
    Spoken advice;
};

Words wordsFor(const QSslError& problem, const QString& host)
{
    switch (problem.error()) {
    case QSslError::HostNameMismatch:
        return {spoken("Server", "the server's certificate is not for \"%1\"").arg(host),
                spoken("Server", "Use one of its names as the server's address, or name one in \"tls-server-name\".")};
    case QSslError::CertificateExpired:
        return {spoken("Server", "the server's certificate has expired"),
                spoken("Server", "Renew the server's certificate; check this machine's clock.")};
    case QSslError::CertificateNotYetValid:
        return {spoken("Server", "the server's certificate is not valid yet"),
                spoken("Server", "Check this machine's clock.")};
    case QSslError::SelfSignedCertificate:
    case QSslError::SelfSignedCertificateInChain:
    case QSslError::UnableToGetLocalIssuerCertificate:
    case QSslError::UnableToGetIssuerCertificate:
    case QSslError::UnableToVerifyFirstCertificate:
    case QSslError::CertificateUntrusted:
    case QSslError::CertificateSignatureFailed:
    case QSslError::AuthorityIssuerSerialNumberMismatch:
        return {
            spoken("Server", "the server's certificate is not signed by an authority that is trusted for this cluster"),
            spoken("Server", "Check \"certificate-authority\" or \"certificate-authority-data\" of the cluster.")};
    default:
        return {problem.errorString(), {}};
    }
}

Error tlsError(const QUrl& url, const QList<QSslError>& problems)
{
    const Words words = wordsFor(problems.first(), url.host());
    Spoken message = words.message;
    for (const QSslError& problem : problems) {
        if (!problem.certificate().isNull()) {
            message += u" ("_s + certificateFacts(problem.certificate()) + u")"_s;
            break;
        }
    }
    return makeError(Error::Kind::Tls, {}, message, words.advice);
}

Error::Kind kindOf(QNetworkReply::NetworkError code)
{
    switch (code) {
    case QNetworkReply::TimeoutError:
    case QNetworkReply::ProxyTimeoutError:
        return Error::Kind::Timeout;
    case QNetworkReply::SslHandshakeFailedError:
        return Error::Kind::Tls;
    case QNetworkReply::OperationCanceledError:
        return Error::Kind::Cancelled;
    case QNetworkReply::ProtocolFailure:
    case QNetworkReply::ProtocolUnknownError:
    case QNetworkReply::ProtocolInvalidOperationError:
    case QNetworkReply::UnknownContentError:
        return Error::Kind::Malformed;
    default:
        return Error::Kind::Offline;
    }
}

/// The words for what a proxy did; none for the rest.
Words proxyWords(QNetworkReply::NetworkError code, const QString& text)
{
    const Spoken check =
        spoken("Server", "Check \"proxy-url\" of the cluster, or HTTPS_PROXY and NO_PROXY of the environment.");
    switch (code) {
    case QNetworkReply::ProxyConnectionRefusedError:
        return {spoken("Server", "the proxy refused the connection"), check};
    case QNetworkReply::ProxyConnectionClosedError:
        return {spoken("Server", "the proxy closed the connection"), check};
    case QNetworkReply::ProxyNotFoundError:
        return {spoken("Server", "the proxy's host name is not known"), check};
    case QNetworkReply::ProxyTimeoutError:
        return {spoken("Server", "the proxy did not answer in time"), check};
    case QNetworkReply::ProxyAuthenticationRequiredError:
        return {spoken("Server", "the proxy wants a user name and a password, or does not accept the given ones"),
                spoken("Server", "Put them into the proxy's address: http://user:password@host:port.")};
    case QNetworkReply::UnknownProxyError:
        return {spoken("Server", "the proxy could not make the connection"), check};
    default:
        break;
    }
    // Qt 6.4 has one code for most of what a proxy does, and tells them apart in words only.
    if (code == QNetworkReply::UnknownNetworkError && text.contains(u"proxy", Qt::CaseInsensitive)) {
        return {spoken("Server", "the proxy made no connection: %1").arg(elided(visibleText(text), 200)), check};
    }
    return {};
}

} // namespace

Error networkError(QNetworkReply::NetworkError code, const QString& text, const QUrl& url,
                   const QList<QSslError>& tlsProblems)
{
    Error error;
    const QString where = u"%1:%2"_s.arg(url.host()).arg(url.port(url.scheme() == u"https" ? 443 : 80));
    if (code == QNetworkReply::SslHandshakeFailedError && !tlsProblems.isEmpty()) {
        error = tlsError(url, tlsProblems);
    } else if (code == QNetworkReply::SslHandshakeFailedError) {
        error.message = spoken("Server", "no TLS connection came about: %1").arg(elided(visibleText(text), 200));
        error.advice =
            spoken("Server", "Does the server speak TLS at this address, and does it accept the client certificate?");
    } else if (code == QNetworkReply::ConnectionRefusedError) {
        error.message = spoken("Server", "connection refused");
        error.advice = spoken("Server", "Is the API server running at this address?");
    } else if (code == QNetworkReply::HostNotFoundError) {
        error.message = spoken("Server", "the host name \"%1\" is not known").arg(visibleText(url.host()));
    } else if (code == QNetworkReply::RemoteHostClosedError) {
        error.message = spoken("Server", "the server closed the connection");
    } else if (const Words words = proxyWords(code, text); !words.message.isEmpty()) {
        error.message = words.message;
        error.advice = words.advice;
    } else {
        error.message = elided(visibleText(text), 300);
    }
    error.kind = kindOf(code);
    error.subject = where;
    return error;
}

} // namespace konductor::kube
