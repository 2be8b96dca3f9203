// SPDX-License-Identifier: Apache-2.0
#include "core/sandbox/apipath.h"

#include <QUrl>

using namespace Qt::StringLiterals;

namespace konductor::sandbox {

Query::Query(const QByteArray& encoded)
{
    // Go writes a space as "+", which QUrlQuery leaves alone.
    m_query.setQuery(QString::fromUtf8(encoded).replace(u'+', u"%20"_s));
}

QString Query::value(const char16_t* name) const
{
    return m_query.queryItemValue(QString::fromUtf16(name), QUrl::FullyDecoded);
}

bool Query::isSet(const char16_t* name) const
{
    const QString text = value(name);
    return text == "true"_L1 || text == "1"_L1;
}

Target splitTarget(const QByteArray& target)
{
    const qsizetype mark = target.indexOf('?');
    Target result;
    result.query = mark < 0 ? QByteArray() : target.mid(mark + 1);
    for (const QByteArray& segment : target.left(mark < 0 ? target.size() : mark).split('/')) {
        if (!segment.isEmpty()) {
            result.segments.append(QUrl::fromPercentEncoding(segment));
        }
    }
    return result;
}

Answer<ApiPath> readPath(const Catalog& catalog, const QStringList& segments)
{
    const bool core = segments.value(0) == "api"_L1;
    const qsizetype start = core ? 2 : 3;
    if (segments.size() <= start || (!core && segments.value(0) != "apis"_L1)) {
        return refuse(pathNotFound());
    }
    const QString group = core ? QString() : segments[1];
    const QString version = segments[start - 1];
    QStringList rest = segments.mid(start);
    ApiPath path;
    // "namespaces/NS/RESOURCE…" is a place; "namespaces[/NS[/status]]" is about the namespace itself.
    const bool isPlace = rest[0] == "namespaces"_L1 && rest.size() > 2 && !(core && rest[2] == "status"_L1);
    if (isPlace) {
        path.ns = rest[1];
        rest = rest.mid(2);
    }
    path.resource = catalog.find(group, version, rest[0]);
    path.name = rest.value(1);
    path.status = rest.value(2) == "status"_L1;
    path.log = path.resource && path.resource->kind == "Pod"_L1 && rest.value(2) == "log"_L1;
    const bool tooLong = rest.size() > (path.status || path.log ? 3 : 2);
    const bool misplaced =
        path.resource && (path.resource->namespaced ? !path.name.isEmpty() && path.ns.isEmpty() : isPlace);
    if (!path.resource || tooLong || misplaced) {
        return refuse(pathNotFound());
    }
    return path;
}

} // namespace konductor::sandbox
