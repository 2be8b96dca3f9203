// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/action/plan.h"
#include "tests/core/insight/make.h"

#include <QJsonDocument>

namespace konductor::test {

inline QByteArray body(const action::Call& call)
{
    return QJsonDocument(call.body).toJson(QJsonDocument::Compact);
}

/// The calls as "Type name body", one a line.
inline QString written(const action::Plan& plan)
{
    static const QStringList types{QStringLiteral("Create"), QStringLiteral("Patch"), QStringLiteral("PatchStatus"),
                                   QStringLiteral("Delete")};
    QStringList lines;
    for (const action::Call& call : plan.calls) {
        lines.append(types[int(call.type)] + u' ' + call.key.name + u' ' + QString::fromUtf8(body(call)));
    }
    return lines.join(u'\n');
}

/// Of lease db.
inline LeaseRequest request(const QString& holder, qint64 priority)
{
    auto made = childOf<LeaseRequest>(QStringLiteral("db"), QStringLiteral("db-") + holder, holder);
    made.spec.priority = priority;
    return made;
}

} // namespace konductor::test
