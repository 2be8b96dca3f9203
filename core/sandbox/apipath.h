// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/sandbox/http.h"
#include "core/sandbox/resource.h"

#include <QUrlQuery>

namespace konductor::sandbox {

/// The query parameters of a request, decoded.
class Query {
public:
    explicit Query(const QByteArray& encoded);
    QString value(const char16_t* name) const;
    bool has(const char16_t* name) const { return m_query.hasQueryItem(QString::fromUtf16(name)); }
    /// "true" or "1"
    bool isSet(const char16_t* name) const;

private:
    QUrlQuery m_query;
};

/// What a path below the prefix names: objects of a resource, one object, its status or its log.
struct ApiPath {
    const Resource* resource = nullptr;
    QString ns;
    QString name; ///< Empty: the collection.
    bool status = false;
    bool log = false; ///< Of a pod.
};

/// The decoded segments of a request's path, and what comes after the question mark.
struct Target {
    QStringList segments;
    QByteArray query;
};
Target splitTarget(const QByteArray& target);

/// Segments after the prefix; refuses paths that name nothing this server has.
Answer<ApiPath> readPath(const Catalog& catalog, const QStringList& segments);

} // namespace konductor::sandbox
