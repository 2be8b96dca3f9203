// SPDX-License-Identifier: Apache-2.0
#include "tests/support/certificates.h"

#include <QFile>
#include <QProcess>
#include <QSslCertificate>
#include <QSslKey>
#include <QSslSocket>

namespace konductor::test {

using namespace Qt::StringLiterals;

Authority::Authority(const QString& name)
{
    m_usable = m_folder.isValid()
        && openssl({u"req"_s, u"-x509"_s, u"-newkey"_s, u"ec"_s, u"-pkeyopt"_s, u"ec_paramgen_curve:P-256"_s,
                    u"-nodes"_s, u"-keyout"_s, path(u"ca.key"_s), u"-out"_s, path(u"ca.crt"_s), u"-days"_s, u"2"_s,
                    u"-subj"_s, u"/CN="_s + name});
}

Authority::Identity Authority::issue(const QString& commonName, const QString& algorithm,
                                     const QString& alternativeNames, bool traditional)
{
    const QString base = QString::number(++m_serial);
    QStringList generate{u"genpkey"_s, u"-algorithm"_s, algorithm, u"-out"_s, path(base + u".key"_s)};
    if (algorithm == u"EC") {
        generate << u"-pkeyopt"_s << u"ec_paramgen_curve:P-256"_s;
    }
    bool made = openssl(generate)
        && openssl({u"req"_s, u"-new"_s, u"-key"_s, path(base + u".key"_s), u"-subj"_s, u"/CN="_s + commonName,
                    u"-out"_s, path(base + u".csr"_s)});
    QFile extensions(path(base + u".ext"_s));
    made = made && extensions.open(QIODevice::WriteOnly);
    extensions.write(alternativeNames.isEmpty() ? "keyUsage=digitalSignature\n"
                                                : "subjectAltName=" + alternativeNames.toUtf8() + '\n');
    extensions.close();
    made = made && sign(base);
    if (traditional) {
        QStringList convert{algorithm == u"EC" ? u"ec"_s : u"rsa"_s, u"-in"_s, path(base + u".key"_s), u"-out"_s,
                            path(base + u".old"_s)};
        if (algorithm != u"EC") {
            convert << u"-traditional"_s;
        }
        made = made && openssl(convert);
    }
    return made ? Identity{file(base + u".crt"_s), file(base + (traditional ? u".old"_s : u".key"_s))} : Identity();
}

void Authority::setValidity(const QString& from, const QString& to)
{
    m_from = from;
    m_to = to;
}

/// Only `openssl ca` takes dates, and it wants a book of what it signed.
bool Authority::sign(const QString& base)
{
    const QString request = path(base + u".csr"_s);
    const QString extensions = path(base + u".ext"_s);
    const QString out = path(base + u".crt"_s);
    if (m_from.isEmpty()) {
        return openssl({u"x509"_s, u"-req"_s, u"-in"_s, request, u"-CA"_s, path(u"ca.crt"_s), u"-CAkey"_s,
                        path(u"ca.key"_s), u"-set_serial"_s, base, u"-days"_s, u"90"_s, u"-extfile"_s, extensions,
                        u"-out"_s, out});
    }
    QFile settings(path(u"ca.cnf"_s));
    QFile book(path(u"index"_s));
    if (!settings.open(QIODevice::WriteOnly) || !book.open(QIODevice::WriteOnly)) {
        return false;
    }
    settings.write("[ca]\ndefault_ca=d\n[d]\ndatabase=" + book.fileName().toUtf8()
                   + "\nnew_certs_dir=" + m_folder.path().toUtf8()
                   + "\ndefault_md=sha256\npolicy=p\nunique_subject=no\nrand_serial=yes\n[p]\ncommonName=supplied\n");
    settings.close();
    return openssl({u"ca"_s, u"-batch"_s, u"-notext"_s, u"-config"_s, settings.fileName(), u"-cert"_s,
                    path(u"ca.crt"_s), u"-keyfile"_s, path(u"ca.key"_s), u"-startdate"_s, m_from, u"-enddate"_s, m_to,
                    u"-extfile"_s, extensions, u"-in"_s, request, u"-out"_s, out});
}

QByteArray Authority::pem() const
{
    return file(u"ca.crt"_s);
}

QSslConfiguration Authority::serverConfiguration(const Identity& identity, bool askForClient) const
{
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setLocalCertificateChain(QSslCertificate::fromData(identity.certificate));
    tls.setPrivateKey(QSslKey(identity.key, QSsl::Ec));
    tls.setCaCertificates(QSslCertificate::fromData(pem()));
    tls.setPeerVerifyMode(askForClient ? QSslSocket::QueryPeer : QSslSocket::VerifyNone);
    return tls;
}

bool Authority::openssl(const QStringList& arguments)
{
    QProcess process;
    process.start(u"openssl"_s, arguments);
    return process.waitForFinished(30'000) && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
}

QByteArray Authority::file(const QString& name) const
{
    QFile file(path(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace konductor::test
