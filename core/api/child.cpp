// SPDX-License-Identifier: Apache-2.0
#include "core/api/child.h"

#include "core/api/kinds.h"

using namespace Qt::StringLiterals;

namespace konductor {

namespace {

bool isAlphanumeric(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9');
}

} // namespace

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
    while (!name.isEmpty() && !isAlphanumeric(name.back())) {
        name.chop(1);
    }
    return name;
}

ObjectMeta childMeta(Kind child, const Object& parent, const QString& name, bool owned)
{
    ObjectMeta meta;
    meta.name = name;
    meta.ns = parent.meta.ns;
    meta.labels.insert(kindInfo(child).parentLabel.toString(), parent.meta.name);
    if (owned) {
        const KindInfo& info = kindInfo(parent.kind);
        meta.ownerReferences.append({.apiVersion = u"%1/%2"_s.arg(info.group, info.version),
                                     .kind = info.name.toString(),
                                     .name = parent.meta.name,
                                     .uid = parent.meta.uid,
                                     .controller = true,
                                     .blockOwnerDeletion = true});
    }
    return meta;
}

} // namespace konductor
