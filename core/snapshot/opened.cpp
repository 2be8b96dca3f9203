// SPDX-License-Identifier: Apache-2.0
#include "core/snapshot/opened.h"

#include "core/live/clustermirror.h"

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
        scope.error = makeError(Error::Kind::Unsupported, {},
                                u"only what was chosen is in the snapshot: "_s + snapshot.selection);
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

} // namespace

void fillMirror(const Snapshot& snapshot, live::ClusterMirror& mirror)
{
    auto batch = std::make_shared<live::ChangeBatch>();
    batch->changes.reserve(static_cast<size_t>(snapshot.objects.count()));
    for (const Kind kind : snapshotKinds()) {
        snapshot.objects.forEach(kind, [&](const ObjectPtr& object) { batch->changes.push_back({nullptr, object}); });
    }
    for (const auto& [kind, visibility] : snapshot.visibility) {
        batch->scopes[kind] = scopeOf(visibility, snapshot);
        batch->versions[kind] = visibility.versions;
    }
    batch->connection = connectionOf(snapshot);
    mirror.apply(batch);
}

} // namespace konductor::snapshot
