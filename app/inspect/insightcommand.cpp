// SPDX-License-Identifier: Apache-2.0
#include "app/inspect/insightcommand.h"

#include "app/inspect/console.h"
#include "app/inspect/podreader.h"
#include "core/live/clustermirror.h"
#include "core/live/livesession.h"

#include <set>

namespace konductor::inspect {

namespace {

/// Where there are holders whose pods are worth a look.
QStringList namespacesWithHolders(const ObjectIndex& objects)
{
    std::set<QString> namespaces;
    for (const Kind kind : konductorKinds) {
        objects.forEach(kind, [&](const ObjectPtr& object) {
            if (!insight::holdersNamedBy(*object).empty()) {
                namespaces.insert(object->meta.ns);
            }
        });
    }
    return {namespaces.begin(), namespaces.end()};
}

} // namespace

void InsightCommand::look(LookFor what)
{
    if (!openCluster(Source::ClusterOrFile)) {
        return;
    }
    if (m_cluster->file()) {
        return readFile();
    }
    live::LiveOptions options;
    options.watchJobs = true;
    options.keepJson = what != LookFor::Answers;
    options.watchPods = what == LookFor::Changes;
    live::LiveSession& session = m_cluster->connect(options);
    connecting(session);
    connect(&session, &live::LiveSession::settled, this, &InsightCommand::settled);
}

std::optional<int> InsightCommand::tellGaps()
{
    const live::ClusterMirror& mirror = m_cluster->mirror();
    const Gaps gaps = gapsOf(mirror, std::vector<Kind>(konductorKinds.begin(), konductorKinds.end()));
    for (const QString& line : gaps.lines) {
        writeError(line);
    }
    const int code = gaps.exitCode(false);
    if (code == NotConnected) {
        unseen(code);
        return std::nullopt;
    }
    return code;
}

void InsightCommand::readFile()
{
    const std::optional<int> code = tellGaps();
    if (!code) {
        return;
    }
    m_meaning = std::make_unique<snapshot::Meaning>(*m_cluster->file());
    judged(m_meaning->insight(), m_meaning->now(), *code);
}

void InsightCommand::settled()
{
    const live::ClusterMirror& mirror = m_cluster->mirror();
    const std::optional<int> seen = tellGaps();
    if (!seen) {
        return;
    }
    const int code = *seen;
    readPods(m_cluster->session(), namespacesWithHolders(mirror.objects()), this,
             [this, code](const std::shared_ptr<insight::HolderBook>& pods) {
                 m_pods = pods;
                 const live::ClusterMirror& current = m_cluster->mirror();
                 const Timestamp now = current.serverTime(m_clock.now());
                 m_insight = std::make_unique<insight::Insight>(current.objects());
                 m_insight->setSurroundings(surroundingsOf(current, m_pods.get()), now);
                 judged(*m_insight, now, code);
             });
}

insight::Surroundings surroundingsOf(const live::ClusterMirror& mirror, const insight::HolderVerdicts* pods)
{
    insight::Surroundings around;
    around.verdicts = pods;
    for (int i = 0; i < kindCount; ++i) {
        const auto kind = static_cast<Kind>(i);
        const auto phase = mirror.scope(kind).phase;
        around.known[static_cast<size_t>(i)] = phase == live::ScopeState::Phase::Live;
        if (phase == live::ScopeState::Phase::NotInstalled && kind != Kind::Job) {
            around.notInstalled.push_back(kind);
        }
    }
    around.clockOffset = mirror.connection().clockOffset;
    around.clockUncertainty = mirror.connection().clockUncertainty;
    return around;
}

} // namespace konductor::inspect
