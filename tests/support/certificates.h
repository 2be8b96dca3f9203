// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QSslConfiguration>
#include <QTemporaryDir>

namespace konductor::test {

/// A certificate authority in a temporary folder, made by the openssl program.
class Authority {
public:
    explicit Authority(const QString& name);
    /// False when there is no openssl program here.
    bool isUsable() const { return m_usable; }

    struct Identity {
        QByteArray certificate;
        QByteArray key;
    };
    /// `algorithm` as openssl genpkey takes it with its options ("RSA", "EC", "ED25519"); the key is in PKCS#8 form,
    /// or in the older one of its kind when `traditional`.
    Identity issue(const QString& commonName, const QString& algorithm, const QString& alternativeNames = {},
                   bool traditional = false);
    /// What issue() makes from now on is valid in this time only, as ASN.1 writes it: "20200101000000Z".
    void setValidity(const QString& from, const QString& to);
    QByteArray pem() const;
    /// For a server of that identity which accepts this authority's client certificates.
    QSslConfiguration serverConfiguration(const Identity& identity, bool askForClient = false) const;

private:
    bool sign(const QString& base);
    bool openssl(const QStringList& arguments);
    QString path(const QString& name) const { return m_folder.filePath(name); }
    QByteArray file(const QString& name) const;

    QTemporaryDir m_folder;
    bool m_usable = false;
    int m_serial = 0;
    QString m_from;
    QString m_to;
};

} // namespace konductor::test
