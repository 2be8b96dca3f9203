// SPDX-License-Identifier: Apache-2.0
#include "core/action/arrivalname.h"

#include <QCryptographicHash>

using namespace Qt::StringLiterals;

namespace konductor::action {

namespace {

constexpr qsizetype longestName = 253;
constexpr qsizetype hashLength = 10;

bool isAlphanumeric(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9');
}

/// A DNS-1123 subdomain: lower-case letters, digits and '-', parts joined by '.', each part beginning and ending
/// with a letter or digit.
QString dnsName(const QString& text)
{
    QString name;
    const QString lower = text.toLower();
    for (qsizetype i = 0; i < lower.size(); ++i) {
        const QChar c = lower[i];
        const bool joint =
            c == u'.' && i > 0 && i + 1 < lower.size() && isAlphanumeric(lower[i - 1]) && isAlphanumeric(lower[i + 1]);
        name += isAlphanumeric(c) || joint ? c : QChar(u'-');
    }
    return name;
}

QString trimmedEnd(QString name)
{
    while (!name.isEmpty() && !isAlphanumeric(name.back())) {
        name.chop(1);
    }
    return name;
}

QString hashOf(const QString& holder, int round)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(holder.toUtf8());
    hash.addData(QByteArray::number(round));
    return QString::fromLatin1(hash.result().toHex().left(hashLength));
}

} // namespace

QString arrivalName(const QString& barrier, const QString& holder, const QSet<QString>& taken)
{
    const QString whole = trimmedEnd(dnsName(barrier + u'-' + holder));
    if (whole.size() <= longestName && !taken.contains(whole)) {
        return whole;
    }
    const QString start = trimmedEnd(whole.left(longestName - hashLength - 1));
    for (int round = 0;; ++round) {
        const QString name = start + u'-' + hashOf(holder, round);
        if (!taken.contains(name)) {
            return name;
        }
    }
}

} // namespace konductor::action
