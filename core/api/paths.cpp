// SPDX-License-Identifier: Apache-2.0
#include "core/api/paths.h"

#include <QUrl>

namespace konductor {

using namespace Qt::StringLiterals;

namespace {
QString segment(const QString& name)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(name));
}
} // namespace

QString collectionPath(Kind kind, const QString& ns)
{
    const KindInfo& info = kindInfo(kind);
    QString path = u"/apis/%1/%2"_s.arg(info.group, info.version);
    if (!ns.isEmpty()) {
        path += u"/namespaces/"_s + segment(ns);
    }
    return path.append(u'/').append(info.plural);
}

QString objectPath(const ObjectKey& key, QStringView subresource)
{
    QString path = collectionPath(key.kind, key.ns) + u'/' + segment(key.name);
    if (!subresource.isEmpty()) {
        path.append(u'/').append(subresource);
    }
    return path;
}

} // namespace konductor
