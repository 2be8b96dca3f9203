// SPDX-License-Identifier: Apache-2.0
#include "app/inspect/findingwatch.h"

#include "app/inspect/insightcommand.h"
#include "core/api/kinds.h"
#include "core/insight/querysubject.h"
#include "core/live/clustermirror.h"

#include <algorithm>

namespace konductor::inspect {

using namespace std::chrono_literals;

namespace {

/// What belongs together has come by then, and a lively cluster is not judged at each of its changes.
constexpr auto standsStill = 1s;
constexpr std::chrono::milliseconds longestPause = 1h;

size_t identityOf(const insight::FindingHead& head)
{
    return qHashMulti(0, head.rule, head.about, head.subject ? qHash(*head.subject) : size_t{0});
}

} // namespace

FindingWatch::FindingWatch(live::LiveSession& session, Clock& clock, insight::Severity least, insight::Query query)
    : m_session(session)
    , m_clock(clock)
    , m_least(least)
    , m_query(std::move(query))
    , m_insight(session.mirror().objects())
{
    connect(&session.mirror(), &live::ClusterMirror::applied, this, &FindingWatch::take);
    connect(&session, &live::LiveSession::podsChanged, this, &FindingWatch::takePods);
}

Timestamp FindingWatch::now() const
{
    return m_session.mirror().serverTime(m_clock.now());
}

void FindingWatch::start()
{
    m_started = true;
    lookSoon();
}

void FindingWatch::take(const live::ChangeBatch& batch)
{
    if (!m_started) {
        return; // the first look takes in everything
    }
    std::vector<insight::ObjectChange> changes;
    changes.reserve(batch.changes.size());
    for (const live::Change& change : batch.changes) {
        changes.push_back({change.before, change.after});
    }
    m_insight.enqueue(changes, now());
    lookSoon();
}

void FindingWatch::takePods(const live::PodBatchPtr& batch)
{
    std::vector<insight::Place> concerned;
    for (const live::PodStep& step : batch->steps) {
        m_pods.pod(step.before, step.after, now());
        const std::vector<insight::Place> more = insight::HolderBook::concernedBy(step.before, step.after);
        concerned.insert(concerned.end(), more.begin(), more.end());
    }
    // What absence means has changed for everybody.
    m_afresh = m_afresh || !(batch->coverage == m_pods.coverage());
    m_pods.setCoverage(batch->coverage);
    if (m_started) {
        m_insight.enqueueHolders(concerned);
        lookSoon();
    }
}

void FindingWatch::lookSoon()
{
    if (!m_soon.isPending()) {
        m_soon = m_clock.after(standsStill, [this] { look(); });
    }
}

/// What is seen late is no finding that goes and comes back.
bool FindingWatch::isHeard() const
{
    const auto phase = m_session.mirror().connection().phase;
    return phase == live::ConnectionState::Phase::Live || phase == live::ConnectionState::Phase::Degraded;
}

void FindingWatch::look()
{
    m_soon.cancel();
    if (!isHeard()) {
        return; // its return is a change
    }
    const insight::Surroundings surroundings = surroundingsOf(m_session.mirror(), &m_pods);
    if (std::exchange(m_afresh, false)) {
        m_insight.startOver(surroundings);
    } else {
        m_insight.setSurroundings(surroundings, now());
    }
    m_insight.enqueue({}, now());
    m_insight.catchUp(now());
    QSet<size_t> present = wantedFindings();
    const bool isNew = !m_present.contains(present);
    m_present = std::move(present);
    lookLater();
    if (isNew) {
        emit appeared();
    }
}

QSet<size_t> FindingWatch::wantedFindings() const
{
    const ObjectIndex& objects = m_session.mirror().objects();
    insight::QueryCandidate candidate(objects, now(),
                                      [this](const ObjectKey& key) { return m_insight.findingWords(key); });
    candidate.setCluster(m_session.mirror().connection().contextName);
    const auto isChosen = [&](const std::optional<ObjectKey>& subject) {
        const ObjectPtr object = subject ? objects.find(*subject) : nullptr;
        return object && m_query.matches(candidate.at(parentKey(*object).value_or(*subject)));
    };
    QSet<size_t> wanted;
    for (const insight::NotedFinding& finding : m_insight.notedFindings(m_least)) {
        if (m_query.isEmpty() || isChosen(finding.subject)) {
            wanted.insert(identityOf(finding));
        }
    }
    return wanted;
}

void FindingWatch::lookLater()
{
    m_later.cancel();
    if (const auto next = m_insight.nextLook()) {
        const auto pause = std::chrono::duration_cast<std::chrono::milliseconds>(*next - now());
        m_later =
            m_clock.after(std::clamp<std::chrono::milliseconds>(pause, 0ms, longestPause), [this] { lookSoon(); });
    }
}

} // namespace konductor::inspect
