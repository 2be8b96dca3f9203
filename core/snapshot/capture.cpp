// SPDX-License-Identifier: Apache-2.0
#include "core/snapshot/capture.h"

#include "core/live/clustermirror.h"

using namespace Qt::StringLiterals;

namespace konductor::snapshot {

namespace {

Visibility::State stateOf(live::ScopeState::Phase phase)
{
    using Phase = live::ScopeState::Phase;
    switch (phase) {
    case Phase::Live:
        return Visibility::State::Complete;
    case Phase::Stale:
        return Visibility::State::Outdated;
    case Phase::NotInstalled:
        return Visibility::State::NotInstalled;
    case Phase::Forbidden:
        return Visibility::State::Forbidden;
    case Phase::Waiting:
    case Phase::Loading:
    case Phase::Failed:
        break;
    }
    return Visibility::State::Unavailable;
}

Visibility visibilityOf(const live::ScopeState& scope)
{
    Visibility visibility;
    visibility.state = stateOf(scope.phase);
    visibility.since = scope.since;
    if (scope.error) {
        visibility.why = oneLine(*scope.error);
    } else if (visibility.state == Visibility::State::NotInstalled) {
        visibility.why = u"the server does not have this kind"_s;
    } else if (visibility.state == Visibility::State::Unavailable) {
        visibility.why = u"not loaded yet"_s;
    }
    return visibility;
}

} // namespace

Snapshot captured(const live::ClusterMirror& mirror, Timestamp localNow)
{
    const live::ConnectionState& connection = mirror.connection();
    Snapshot snapshot;
    snapshot.context = connection.contextName;
    snapshot.server = connection.server;
    snapshot.serverVersion = connection.serverVersion;
    snapshot.namespaces = connection.namespaces;
    snapshot.takenAt = localNow;
    snapshot.serverTime = mirror.serverTime(localNow);
    if (connection.clockUncertainty.count() > 0) {
        snapshot.uncertainty = connection.clockUncertainty;
    }
    snapshot.objects = mirror.objects();
    for (const Kind kind : konductorKinds) {
        snapshot.visibility[kind] = visibilityOf(mirror.scope(kind));
    }
    return snapshot;
}

} // namespace konductor::snapshot
