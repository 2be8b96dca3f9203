// SPDX-License-Identifier: Apache-2.0
#include "core/action/arrivalname.h"

#include "core/api/child.h"

#include <QCryptographicHash>

using namespace Qt::StringLiterals;

namespace konductor::action {

namespace {

constexpr qsizetype hashLength = 10;

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
    const QString whole = dnsName(barrier + u'-' + holder);
    if (whole.size() <= longestObjectName && !taken.contains(whole)) {
        return whole;
    }
    const QString start = dnsName(whole.left(longestObjectName - hashLength - 1));
    for (int round = 0;; ++round) {
        const QString name = start + u'-' + hashOf(holder, round);
        if (!taken.contains(name)) {
            return name;
        }
    }
}

} // namespace konductor::action
