// SPDX-License-Identifier: Apache-2.0
#include "core/kube/networkerror.h"

#include "core/base/text.h"
#include "core/kube/certificatefacts.h"

namespace konductor::kube {

using namespace Qt::StringLiterals;

namespace {

struct Words {
    QString message;
    QString advice;
};

Words wordsFor(const QSslError& problem, const QString& host)
{
    switch (problem.error()) {
    case QSslError::HostNameMismatch:
        return {u"the server's certificate is not for \"%1\""_s.arg(host),
                u"Use one of its names as the server's address, or name one in \"tls-server-name\"."_s};
    case QSslError::CertificateExpired:
        return {u"the server's certificate has expired"_s,
                u"Renew the server's certificate; check this machine's clock."_s};
    case QSslError::CertificateNotYetValid:
        return {u"the server's certificate is not valid yet"_s, u"Check this machine's clock."_s};
    case QSslError::SelfSignedCertificate:
    case QSslError::SelfSignedCertificateInChain:
    case QSslError::UnableToGetLocalIssuerCertificate:
    case QSslError::UnableToGetIssuerCertificate:
    case QSslError::UnableToVerifyFirstCertificate:
    case QSslError::CertificateUntrusted:
    case QSslError::CertificateSignatureFailed:
    case QSslError::AuthorityIssuerSerialNumberMismatch:
        return {u"the server's certificate is not signed by an authority that is trusted for this cluster"_s,
                u"Check \"certificate-authority\" or \"certificate-authority-data\" of the cluster."_s};
    default:
        return {problem.errorString(), {}};
    }
}

Error tlsError(const QUrl& url, const QList<QSslError>& problems)
{
    const Words words = wordsFor(problems.first(), url.host());
    QString message = words.message;
    for (const QSslError& problem : problems) {
        if (!problem.certificate().isNull()) {
            message += u" ("_s + certificateFacts(problem.certificate()) + u')';
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
    const QString check = u"Check \"proxy-url\" of the cluster, or HTTPS_PROXY and NO_PROXY of the environment."_s;
    switch (code) {
    case QNetworkReply::ProxyConnectionRefusedError:
        return {u"the proxy refused the connection"_s, check};
    case QNetworkReply::ProxyConnectionClosedError:
        return {u"the proxy closed the connection"_s, check};
    case QNetworkReply::ProxyNotFoundError:
        return {u"the proxy's host name is not known"_s, check};
    case QNetworkReply::ProxyTimeoutError:
        return {u"the proxy did not answer in time"_s, check};
    case QNetworkReply::ProxyAuthenticationRequiredError:
        return {u"the proxy wants a user name and a password, or does not accept the given ones"_s,
                u"Put them into the proxy's address: http://user:password@host:port."_s};
    case QNetworkReply::UnknownProxyError:
        return {u"the proxy could not make the connection"_s, check};
    default:
        break;
    }
    // Qt 6.4 has one code for most of what a proxy does, and tells them apart in words only.
    if (code == QNetworkReply::UnknownNetworkError && text.contains(u"proxy", Qt::CaseInsensitive)) {
        return {u"the proxy made no connection: %1"_s.arg(elided(visibleText(text), 200)), check};
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
        error.message = u"no TLS connection came about: %1"_s.arg(elided(visibleText(text), 200));
        error.advice = u"Does the server speak TLS at this address, and does it accept the client certificate?"_s;
    } else if (code == QNetworkReply::ConnectionRefusedError) {
        error.message = u"connection refused"_s;
        error.advice = u"Is the API server running at this address?"_s;
    } else if (code == QNetworkReply::HostNotFoundError) {
        error.message = u"the host name \"%1\" is not known"_s.arg(visibleText(url.host()));
    } else if (code == QNetworkReply::RemoteHostClosedError) {
        error.message = u"the server closed the connection"_s;
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
