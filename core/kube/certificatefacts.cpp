// SPDX-License-Identifier: Apache-2.0
#include "core/kube/certificatefacts.h"

#include "core/base/text.h"
#include "core/base/words.h"

#include <QCryptographicHash>
#include <QDateTime>

namespace konductor::kube {

using namespace Qt::StringLiterals;

namespace {

Spoken nameIn(const QStringList& names)
{
    return names.isEmpty() ? spoken("Server", "(no name)") : elided(visibleText(names.first()), 80);
}

Spoken alternativeNames(const QSslCertificate& certificate)
{
    QStringList names;
    const auto all = certificate.subjectAlternativeNames();
    for (auto it = all.cbegin(); it != all.cend(); ++it) {
        names += visibleText(*it);
    }
    names.sort();
    return names.isEmpty() ? spoken("Server", "no names at all") : elided(names.join(u", "_s), 200);
}

} // namespace

Spoken commonNameOf(const QSslCertificate& certificate)
{
    return nameIn(certificate.subjectInfo(QSslCertificate::CommonName));
}

Spoken certificateFacts(const QSslCertificate& certificate)
{
    const QByteArray print = certificate.digest(QCryptographicHash::Sha256).toHex(':').toUpper();
    return spoken("Server", "certificate \"%1\" issued by \"%2\", valid from %3 to %4, for %5, SHA-256 %6")
        .arg(commonNameOf(certificate), nameIn(certificate.issuerInfo(QSslCertificate::CommonName)),
             certificate.effectiveDate().toUTC().toString(Qt::ISODate),
             certificate.expiryDate().toUTC().toString(Qt::ISODate), alternativeNames(certificate),
             QString::fromLatin1(print));
}

} // namespace konductor::kube
