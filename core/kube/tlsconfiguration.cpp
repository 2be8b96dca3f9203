// SPDX-License-Identifier: Apache-2.0
#include "core/kube/tlsconfiguration.h"

#include "core/base/words.h"

#include <QSslCertificate>
#include <QSslKey>
#include <QSslSocket>

namespace konductor::kube {

using namespace Qt::StringLiterals;

namespace {

Spoken userSubject(const ConnectionSettings& settings)
{
    return settings.userName.isEmpty() ? spoken("Kubeconfig", "client certificate")
                                       : spoken("Kubeconfig", "user \"%1\"").arg(settings.userName);
}

Result<QSslKey> readKey(const ConnectionSettings& settings)
{
    const QByteArray& pem = settings.clientKeyPem.reveal();
    const bool encrypted = pem.contains("ENCRYPTED");
    if (encrypted && settings.keyPassphrase.isEmpty()) {
        Error error =
            makeError(Error::Kind::Config, userSubject(settings), spoken("Kubeconfig", "the client key is encrypted"),
                      spoken("Kubeconfig", "Its passphrase is needed."));
        error.reason = encryptedKeyReason;
        return fail(error);
    }
    // QSslKey must be told the algorithm, and a PKCS#8 block does not say it on its first line.
    for (const QSsl::KeyAlgorithm algorithm : {QSsl::Rsa, QSsl::Ec, QSsl::Dsa}) {
        QSslKey key(pem, algorithm, QSsl::Pem, QSsl::PrivateKey, settings.keyPassphrase.reveal());
        if (!key.isNull()) {
            return key;
        }
    }
    if (encrypted) {
        Error error =
            makeError(Error::Kind::Config, userSubject(settings),
                      spoken("Kubeconfig", "the passphrase of the client key is wrong, or its type is unsupported"),
                      spoken("Kubeconfig", "RSA and EC keys can be used; Ed25519 cannot."));
        error.reason = encryptedKeyReason;
        return fail(error);
    }
    return fail(makeError(
        Error::Kind::Unsupported, userSubject(settings), spoken("Kubeconfig", "unsupported key type of the client key"),
        spoken("Kubeconfig", "RSA and EC keys in PEM form (PKCS#1, SEC1 or PKCS#8) can be used; Ed25519 cannot.")));
}

/// The public half stands in both encodings as the same bytes: modulus and exponent, or the point of the curve.
bool belongTogether(const QSslCertificate& certificate, const QSslKey& key)
{
    const QSslKey known = certificate.publicKey();
    if (known.algorithm() != key.algorithm()) {
        return false;
    }
    const int bytes = (known.length() + 7) / 8;
    const QByteArray shared = known.toDer().right(key.algorithm() == QSsl::Rsa ? bytes + 5 : 2 * bytes);
    return key.algorithm() == QSsl::Dsa || key.toDer().contains(shared);
}

Result<void> addIdentity(QSslConfiguration& tls, const ConnectionSettings& settings)
{
    if (settings.clientCertificatePem.isEmpty() && settings.clientKeyPem.isEmpty()) {
        return {};
    }
    if (settings.clientKeyPem.isEmpty() || settings.clientCertificatePem.isEmpty()) {
        return fail(makeError(Error::Kind::Config, userSubject(settings),
                              settings.clientKeyPem.isEmpty()
                                  ? spoken("Kubeconfig", "a client certificate without its key")
                                  : spoken("Kubeconfig", "a client key without its certificate")));
    }
    const QList<QSslCertificate> chain = QSslCertificate::fromData(settings.clientCertificatePem, QSsl::Pem);
    if (chain.isEmpty()) {
        return fail(makeError(Error::Kind::Config, userSubject(settings),
                              spoken("Kubeconfig", "the client certificate is not a PEM certificate")));
    }
    const Result<QSslKey> key = readKey(settings);
    if (!key) {
        return fail(key.error());
    }
    if (!belongTogether(chain.first(), *key)) {
        return fail(makeError(Error::Kind::Config, userSubject(settings),
                              spoken("Kubeconfig", "the client key does not belong to the client certificate")));
    }
    tls.setLocalCertificateChain(chain);
    tls.setPrivateKey(*key);
    return {};
}

} // namespace

Result<QSslConfiguration> tlsConfiguration(const ConnectionSettings& settings)
{
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    if (settings.server.scheme() == u"https" && !QSslSocket::supportsSsl()) {
        return fail(makeError(Error::Kind::Unsupported, {}, spoken("Kubeconfig", "this installation of Qt has no TLS"),
                              spoken("Kubeconfig", "Install OpenSSL (libssl3).")));
    }
    tls.setProtocol(QSsl::TlsV1_2OrLater);
    tls.setAllowedNextProtocols({QSslConfiguration::NextProtocolHttp1_1});
    if (settings.insecure) {
        tls.setPeerVerifyMode(QSslSocket::VerifyNone);
    } else if (!settings.caPem.isEmpty()) {
        const QList<QSslCertificate> authorities = QSslCertificate::fromData(settings.caPem, QSsl::Pem);
        if (authorities.isEmpty()) {
            return fail(makeError(Error::Kind::Config, spoken("Kubeconfig", "cluster \"%1\"").arg(settings.clusterName),
                                  spoken("Kubeconfig", "the certificate authority is not a PEM certificate")));
        }
        tls.setCaCertificates(authorities);
    }
    if (const auto added = addIdentity(tls, settings); !added) {
        return fail(added.error());
    }
    return tls;
}

} // namespace konductor::kube
