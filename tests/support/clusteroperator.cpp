// SPDX-License-Identifier: Apache-2.0
#include "tests/support/clusteroperator.h"

#include "core/api/encoder.h"
#include "core/api/paths.h"
#include "core/kube/connection.h"
#include "core/live/clustermirror.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QPointer>

using namespace Qt::StringLiterals;

namespace konductor::test {

namespace {

live::LiveOptions everything()
{
    live::LiveOptions options;
    options.watchJobs = true;
    options.batchInterval = std::chrono::milliseconds(0); // a real operator draws no frames
    return options;
}

kube::Request deletion(const rules::Write& write)
{
    kube::Request request;
    request.verb = kube::Verb::Delete;
    request.path = objectPath(write.key);
    request.contentType = "application/json";
    const QJsonObject preconditions{{u"uid"_s, write.object->meta.uid.toString()}};
    request.body = QJsonDocument(QJsonObject{{u"preconditions"_s, preconditions}}).toJson();
    return request;
}

/// The whole typed object, guarded by the resourceVersion it carries; on /status the server takes only the status.
kube::Request statusUpdate(const rules::Write& write)
{
    kube::Request request;
    request.verb = kube::Verb::Put;
    request.path = objectPath(write.key, u"status");
    // As the operator's: under this program's own name it would count as a person's.
    request.query.addQueryItem(u"fieldManager"_s, u"manager"_s);
    request.contentType = "application/json";
    request.body = QJsonDocument(toJson(*write.object)).toJson();
    return request;
}

QCoro::Task<void> send(kube::Connection& connection, kube::Request request, std::function<void(bool)> done)
{
    const Result<kube::Response> response = co_await connection.send(request);
    done(response.has_value());
}

} // namespace

ClusterOperator::ClusterOperator(const kube::ConnectionSettings& settings, QObject* parent)
    : QObject(parent)
    , m_session(settings, everything())
{
    if (auto opened = kube::Connection::open(settings, m_clock)) {
        m_connection = std::move(*opened);
    }
    connect(&m_session.mirror(), &live::ClusterMirror::applied, this, &ClusterOperator::observe);
    connect(&m_session, &live::LiveSession::settled, this, &ClusterOperator::begin);
}

/// Closing the connection answers what is under way.
ClusterOperator::~ClusterOperator()
{
    m_started = false;
    m_connection.reset();
}

Timestamp ClusterOperator::now()
{
    return m_session.mirror().serverTime(m_clock.now());
}

void ClusterOperator::begin()
{
    m_started = true;
    for (int kind = 0; kind < kindCount; ++kind) {
        for (const ObjectPtr& object : m_session.mirror().objects().sorted(static_cast<Kind>(kind))) {
            m_operator.observe(nullptr, object, now());
        }
    }
    arm();
}

void ClusterOperator::observe(const live::ChangeBatch& batch)
{
    if (!m_started) {
        return;
    }
    for (const live::Change& change : batch.changes) {
        m_operator.observe(change.before, change.after, now());
    }
    arm();
}

void ClusterOperator::arm()
{
    if (const auto wake = m_operator.nextWake(); wake && m_writes.empty()) {
        const std::chrono::milliseconds wait = std::chrono::duration_cast<std::chrono::milliseconds>(*wake - now());
        m_timer = m_clock.after(std::clamp(wait, std::chrono::milliseconds(1), std::chrono::milliseconds(30'000)),
                                [this] { run(); });
    }
}

void ClusterOperator::run()
{
    const std::vector<rules::Write> due = m_operator.due(now());
    m_writes.assign(due.begin(), due.end());
    m_writes.empty() ? arm() : writeNext();
}

void ClusterOperator::writeNext()
{
    const rules::Write& write = m_writes.front();
    const bool deletes = write.type == rules::Write::Type::Delete;
    auto done = [self = QPointer<ClusterOperator>(this)](bool accepted) {
        if (self && self->m_started) {
            self->answered(accepted);
        }
    };
    send(*m_connection, deletes ? deletion(write) : statusUpdate(write), std::move(done));
}

void ClusterOperator::answered(bool accepted)
{
    if (!accepted) {
        ++m_refusals;
        m_operator.refused(m_writes.front(), now());
    }
    do {
        m_writes.pop_front();
    } while (!m_writes.empty() && m_operator.isStopped(m_writes.front()));
    m_writes.empty() ? arm() : writeNext();
}

} // namespace konductor::test
