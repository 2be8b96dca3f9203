// SPDX-License-Identifier: Apache-2.0
#include "app/console/sessionobjectreader.h"

#include "core/api/paths.h"

namespace konductor::app {

namespace {
QCoro::Task<Result<QByteArray>> ask(kube::Connection& connection, ObjectKey key, std::stop_token stop)
{
    kube::Request request;
    request.path = objectPath(key);
    request.subject = toString(key);
    const Result<kube::Response> answer = co_await connection.send(request, stop);
    co_return answer ? Result<QByteArray>(answer->body) : fail(answer.error());
}
} // namespace

SessionObjectReader::SessionObjectReader(live::LiveSession& session, QObject* parent)
    : ObjectReader(parent)
    , m_question(session, *this)
{
}

void SessionObjectReader::read(const ObjectKey& key)
{
    m_question.put(key, toString(key), &ask);
}

} // namespace konductor::app
