// SPDX-License-Identifier: Apache-2.0
#include "app/console/sessionlogreader.h"

namespace konductor::app {

namespace {
QCoro::Task<Result<kube::PodLog>> ask(kube::Connection& connection, kube::PodLogQuestion question, std::stop_token stop)
{
    return kube::readPodLog(connection, std::move(question), std::move(stop));
}
} // namespace

SessionLogReader::SessionLogReader(live::LiveSession& session, QObject* parent)
    : LogReader(parent)
    , m_question(session, *this)
{
}

void SessionLogReader::read(const kube::PodLogQuestion& question)
{
    m_question.put(question, question.pod, &ask);
}

} // namespace konductor::app
