// SPDX-License-Identifier: Apache-2.0
#include "app/console/sessionobjectreader.h"

#include "core/api/paths.h"
#include "core/kube/connection.h"
#include "core/live/livesession.h"

namespace konductor::app {

/// Where the engine thread leaves an answer. Shared, so that it outlives whichever side goes first; `reader` is read
/// and cleared on the reader's own thread only.
struct SessionObjectReader::Mailbox final : QObject {
    SessionObjectReader* reader = nullptr;

    static void deliver(const std::shared_ptr<Mailbox>& box, const ObjectKey& key, const Result<QByteArray>& json)
    {
        QMetaObject::invokeMethod(
            box.get(),
            [box, key, json] {
                if (box->reader) {
                    emit box->reader->finished(key, json);
                }
            },
            Qt::QueuedConnection);
    }

    static QCoro::Task<void> fetch(kube::Connection& connection, ObjectKey key, std::stop_token stop,
                                   std::shared_ptr<Mailbox> box)
    {
        kube::Request request;
        request.path = objectPath(key);
        request.subject = toString(key);
        const Result<kube::Response> answer = co_await connection.send(request, stop);
        if (answer) {
            deliver(box, key, answer->body);
        } else if (answer.error().kind != Error::Kind::Cancelled) {
            deliver(box, key, fail(answer.error()));
        }
    }
};

SessionObjectReader::SessionObjectReader(live::LiveSession& session, QObject* parent)
    : ObjectReader(parent)
    , m_session(session)
    , m_mailbox(new Mailbox, [](Mailbox* box) { box->deleteLater(); })
{
    m_mailbox->reader = this;
}

SessionObjectReader::~SessionObjectReader()
{
    m_mailbox->reader = nullptr;
    m_stop.request_stop();
}

void SessionObjectReader::read(const ObjectKey& key)
{
    m_stop.request_stop();
    m_stop = {};
    m_session.post([key, stop = m_stop.get_token(), box = m_mailbox](kube::Connection* connection) {
        if (connection) {
            Mailbox::fetch(*connection, key, stop, box);
        } else {
            Mailbox::deliver(
                box, key,
                fail(makeError(Error::Kind::Offline, toString(key), QStringLiteral("There is no connection."))));
        }
    });
}

} // namespace konductor::app
