// SPDX-License-Identifier: Apache-2.0
#include "app/console/sessionlogreader.h"

#include "core/base/words.h"
#include "core/live/livesession.h"

namespace konductor::app {

namespace {

using Box = std::shared_ptr<live::Mailbox<SessionLogReader>>;

void tell(const Box& box, const kube::PodLogQuestion& question, const Result<kube::PodLog>& log)
{
    live::Mailbox<SessionLogReader>::deliver(
        box, [question, log](SessionLogReader& reader) { emit reader.finished(question, log); });
}

QCoro::Task<void> fetch(kube::Connection& connection, kube::PodLogQuestion question, std::stop_token stop, Box box)
{
    const Result<kube::PodLog> log = co_await kube::readPodLog(connection, question, stop);
    if (log || log.error().kind != Error::Kind::Cancelled) {
        tell(box, question, log);
    }
}

} // namespace

SessionLogReader::SessionLogReader(live::LiveSession& session, QObject* parent)
    : LogReader(parent)
    , m_session(session)
    , m_mailbox(std::make_shared<live::Mailbox<SessionLogReader>>(*this))
{
}

SessionLogReader::~SessionLogReader()
{
    m_mailbox->close();
    m_stop.request_stop();
}

void SessionLogReader::read(const kube::PodLogQuestion& question)
{
    m_stop.request_stop();
    m_stop = {};
    m_session.post([question, stop = m_stop.get_token(), box = m_mailbox](kube::Connection* connection) {
        if (connection) {
            fetch(*connection, question, stop, box);
        } else {
            tell(box, question,
                 fail(makeError(Error::Kind::Offline, question.pod,
                                inWords("SessionObjectReader", "There is no connection."))));
        }
    });
}

} // namespace konductor::app
