// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/sandbox/lister.h"
#include "core/sandbox/objectapi.h"

namespace konductor::sandbox {

/// Requests in, answers out: the Kubernetes API over ObjectApi and Lister.
class ApiServer {
public:
    /// `prefix`: "/s-…", the only path below which anything is served.
    ApiServer(ObjectApi& api, Lister& lister, QString prefix);

    HttpResponse handle(const HttpRequest& request);

private:
    Answer<HttpResponse> route(const HttpRequest& request, const QStringList& segments, const Query& query);
    Answer<HttpResponse> read(const HttpRequest& request, const ApiPath& path, const Query& query);
    Answer<HttpResponse> log(const ApiPath& path, const Query& query);
    Answer<HttpResponse> create(const HttpRequest& request, const ApiPath& path, const Query& query);
    Answer<HttpResponse> update(const HttpRequest& request, const ApiPath& path, const Query& query);
    Answer<HttpResponse> patch(const HttpRequest& request, const ApiPath& path, const Query& query);
    Answer<HttpResponse> remove(const HttpRequest& request, const ApiPath& path, const Query& query);
    Answer<HttpResponse> removeAll(const HttpRequest& request, const ApiPath& path, const Query& query);
    Answer<HttpResponse> object(const HttpRequest& request, const Query& query, const Resource& resource,
                                const Stored& stored, int status, const QStringList& warnings = {}) const;

    ObjectApi& m_api;
    Lister& m_lister;
    QString m_prefix;
};

} // namespace konductor::sandbox
