// SPDX-License-Identifier: Apache-2.0
#include "core/snapshot/opened.h"

#include "core/api/memoryorder.h"
#include "core/base/words.h"
#include "core/live/clustermirror.h"

#include <limits>

using namespace Qt::StringLiterals;

namespace konductor::snapshot {

namespace {

live::ScopeState::Phase phaseOf(Visibility::State state)
{
    using Phase = live::ScopeState::Phase;
    switch (state) {
    case Visibility::State::Complete:
        return Phase::Live;
    case Visibility::State::Outdated:
        return Phase::Stale;
    case Visibility::State::NotInstalled:
        return Phase::NotInstalled;
    case Visibility::State::Forbidden:
        return Phase::Forbidden;
    case Visibility::State::Unavailable:
        break;
    }
    return Phase::Failed;
}

live::ScopeState scopeOf(const Visibility& visibility, const Snapshot& snapshot)
{
    live::ScopeState scope;
    scope.phase = phaseOf(visibility.state);
    scope.since = visibility.since;
    if (!visibility.why.isEmpty()) {
        const bool forbidden = visibility.state == Visibility::State::Forbidden;
        scope.error = makeError(forbidden ? Error::Kind::Forbidden : Error::Kind::Offline, {}, visibility.why);
    }
    if (scope.phase == live::ScopeState::Phase::Live && !snapshot.selection.isEmpty()) {
        // What was left out must not be taken for absent.
        scope.phase = live::ScopeState::Phase::Stale;
        scope.since = snapshot.takenAt;
        scope.error =
            makeError(Error::Kind::Unsupported, {},
                      snapshot.redacted ? spoken("SnapshotFile", "Only a part of the cluster is in this snapshot.")
                                        : spoken("SnapshotFile", "Only what this filter shows is in this snapshot: %1")
                                              .arg(snapshot.selection));
    }
    return scope;
}

live::ConnectionState connectionOf(const Snapshot& snapshot)
{
    live::ConnectionState connection;
    connection.phase = live::ConnectionState::Phase::Closed;
    connection.contextName = snapshot.context;
    connection.server = snapshot.server;
    connection.serverVersion = snapshot.serverVersion;
    connection.asOf = snapshot.takenAt;
    connection.clockOffset = snapshot.serverTime - snapshot.takenAt;
    connection.clockUncertainty = snapshot.uncertainty.value_or(std::chrono::milliseconds(0));
    connection.namespaces = snapshot.namespaces;
    return connection;
}

/// Puts objects into batches, the last of which is open.
class Slices {
public:
    Slices(const Snapshot& snapshot, size_t most) : m_snapshot(snapshot), m_most(most) { m_all.push_back({}); }

    void add(Kind kind)
    {
        const qint64 all = m_snapshot.objects.count(kind);
        qint64 loaded = 0;
        for (const ObjectPtr& object : inMemoryOrder(m_snapshot.objects, kind)) {
            if (m_all.back().changes.size() >= m_most) {
                m_all.back().scopes[kind] = loading(loaded, all);
                m_all.push_back({});
            }
            m_all.back().changes.push_back({nullptr, object});
            ++loaded;
        }
        if (const auto seen = m_snapshot.visibility.find(kind); seen != m_snapshot.visibility.end()) {
            m_all.back().scopes[kind] = scopeOf(seen->second, m_snapshot);
            m_all.back().versions[kind] = seen->second.versions;
            if (m_all.size() > 1) { // it is shown as being on its way from the beginning
                m_all.front().scopes.try_emplace(kind, loading(0, all));
            }
        }
    }

    std::vector<live::ChangeBatchPtr> take()
    {
        m_all.front().connection = connectionOf(m_snapshot);
        std::vector<live::ChangeBatchPtr> shared;
        shared.reserve(m_all.size());
        for (live::ChangeBatch& batch : m_all) {
            shared.push_back(std::make_shared<const live::ChangeBatch>(std::move(batch)));
        }
        return shared;
    }

private:
    static live::ScopeState loading(qint64 loaded, qint64 all)
    {
        live::ScopeState scope;
        scope.phase = live::ScopeState::Phase::Loading;
        scope.loaded = loaded;
        scope.expected = all;
        return scope;
    }

    const Snapshot& m_snapshot;
    size_t m_most;
    std::vector<live::ChangeBatch> m_all;
};

} // namespace

std::vector<live::ChangeBatchPtr> batchesOf(const Snapshot& snapshot, size_t most)
{
    Slices slices(snapshot, most);
    for (const Kind kind : snapshotKinds()) {
        slices.add(kind);
    }
    return slices.take();
}

void fillMirror(const Snapshot& snapshot, live::ClusterMirror& mirror)
{
    for (const live::ChangeBatchPtr& batch : batchesOf(snapshot, std::numeric_limits<size_t>::max())) {
        mirror.apply(batch);
    }
}

} // namespace konductor::snapshot
