// SPDX-License-Identifier: Apache-2.0
#include "app/console/sessionobjectreader.h"

#include "core/api/paths.h"
#include "core/base/words.h"
#include "core/kube/connection.h"
#include "core/live/livesession.h"

namespace konductor::app {

namespace {

using Box = std::shared_ptr<live::Mailbox<SessionObjectReader>>;

void tell(const Box& box, const ObjectKey& key, const Result<QByteArray>& json)
{
    live::Mailbox<SessionObjectReader>::deliver(
        box, [key, json](SessionObjectReader& reader) { emit reader.finished(key, json); });
}

QCoro::Task<void> fetch(kube::Connection& connection, ObjectKey key, std::stop_token stop, Box box)
{
    kube::Request request;
    request.path = objectPath(key);
    request.subject = toString(key);
    const Result<kube::Response> answer = co_await connection.send(request, stop);
    if (answer) {
        tell(box, key, answer->body);
    } else if (answer.error().kind != Error::Kind::Cancelled) {
        tell(box, key, fail(answer.error()));
    }
}

} // namespace

SessionObjectReader::SessionObjectReader(live::LiveSession& session, QObject* parent)
    : ObjectReader(parent)
    , m_session(session)
    , m_mailbox(std::make_shared<live::Mailbox<SessionObjectReader>>(*this))
{
}

SessionObjectReader::~SessionObjectReader()
{
    m_mailbox->close();
    m_stop.request_stop();
}

void SessionObjectReader::read(const ObjectKey& key)
{
    m_stop.request_stop();
    m_stop = {};
    m_session.post([key, stop = m_stop.get_token(), box = m_mailbox](kube::Connection* connection) {
        if (connection) {
            fetch(*connection, key, stop, box);
        } else {
            tell(box, key,
                 fail(makeError(Error::Kind::Offline, toString(key),
                                inWords("SessionObjectReader", "There is no connection."))));
        }
    });
}

} // namespace konductor::app
