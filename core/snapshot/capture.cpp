// SPDX-License-Identifier: Apache-2.0
#include "core/snapshot/capture.h"

#include "core/insight/relations.h"
#include "core/live/clustermirror.h"

#include <QUrl>

#include <set>

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

/// As the document writes them, so that a snapshot read back is the same.
Timestamp wholeSeconds(Timestamp time)
{
    return std::chrono::floor<std::chrono::seconds>(time);
}

std::optional<Timestamp> wholeSeconds(const std::optional<Timestamp>& time)
{
    return time ? std::optional(wholeSeconds(*time)) : std::nullopt;
}

Visibility visibilityOf(const live::ScopeState& scope)
{
    Visibility visibility;
    visibility.state = stateOf(scope.phase);
    visibility.since = wholeSeconds(scope.since);
    if (scope.error) {
        visibility.why = oneLine(*scope.error);
    } else if (visibility.state == Visibility::State::NotInstalled) {
        visibility.why = u"the server does not have this kind"_s;
    } else if (visibility.state == Visibility::State::Unavailable) {
        visibility.why = u"not loaded yet"_s;
    }
    return visibility;
}

/// Without the path: a gateway's, and the sandbox's, may be what keeps others out.
QString originOf(const QString& server)
{
    const QUrl url(server);
    QUrl origin;
    origin.setScheme(url.scheme());
    origin.setHost(url.host());
    origin.setPort(url.port());
    return origin.isValid() ? origin.toString() : QString();
}

Health::State stateOf(live::ConnectionState::Phase phase)
{
    using Phase = live::ConnectionState::Phase;
    switch (phase) {
    case Phase::Connecting:
        return Health::State::Connecting;
    case Phase::Live:
        return Health::State::Live;
    case Phase::Degraded:
        return Health::State::Degraded;
    case Phase::Stale:
        return Health::State::Stale;
    case Phase::Offline:
        return Health::State::Offline;
    case Phase::Closed:
        break;
    }
    return Health::State::Closed;
}

/// Everybody whom an object names or whose containers call, with what is known of them.
std::vector<HolderFact> factsOf(const ObjectIndex& objects, const insight::HolderVerdicts& verdicts)
{
    std::set<insight::Place> places;
    for (const Kind kind : konductorKinds) {
        objects.forEach(kind, [&](const ObjectPtr& object) {
            for (const QString& holder : insight::holdersNamedBy(*object)) {
                places.emplace(object->meta.ns, holder);
            }
        });
    }
    for (const insight::Place& caller : verdicts.callers()) {
        places.insert(caller);
    }
    std::vector<HolderFact> facts;
    facts.reserve(places.size());
    for (const insight::Place& place : places) {
        insight::HolderVerdict verdict = verdicts.of(place.first, place.second);
        verdict.since = wholeSeconds(verdict.since);
        facts.push_back({place, verdict, verdicts.callsOf(place.first, place.second)});
    }
    return facts;
}

} // namespace

std::vector<Kind> snapshotKinds()
{
    std::vector<Kind> kinds(konductorKinds.begin(), konductorKinds.end());
    kinds.push_back(Kind::Job);
    return kinds;
}

Snapshot captured(const live::ClusterMirror& mirror, Timestamp localNow, const CaptureOptions& options)
{
    const live::ConnectionState& connection = mirror.connection();
    Snapshot snapshot;
    snapshot.context = connection.contextName;
    snapshot.server = originOf(connection.server);
    snapshot.serverVersion = connection.serverVersion;
    snapshot.namespaces = connection.namespaces;
    snapshot.serverTime = wholeSeconds(mirror.serverTime(localNow));
    // Both cut to seconds would put clocks that agree a second apart.
    snapshot.takenAt = snapshot.serverTime - std::chrono::round<std::chrono::seconds>(connection.clockOffset);
    if (connection.clockUncertainty.count() > 0) {
        snapshot.uncertainty = connection.clockUncertainty;
    }
    snapshot.takenBy = options.takenBy;
    snapshot.operatorHealth = options.operatorHealth;
    if (snapshot.operatorHealth) {
        snapshot.operatorHealth->renewed = wholeSeconds(snapshot.operatorHealth->renewed);
        snapshot.operatorHealth->lastWrite = wholeSeconds(snapshot.operatorHealth->lastWrite);
    }
    snapshot.connection = {stateOf(connection.phase), connection.error ? oneLine(*connection.error) : QString(),
                           wholeSeconds(connection.asOf)};
    snapshot.objects = mirror.objects();
    for (const Kind kind : snapshotKinds()) {
        snapshot.visibility[kind] = visibilityOf(mirror.scope(kind));
        snapshot.visibility[kind].versions = mirror.versions(kind);
    }
    if (options.verdicts) {
        snapshot.pods = options.pods;
        snapshot.holders = factsOf(snapshot.objects, *options.verdicts);
    }
    return snapshot;
}

} // namespace konductor::snapshot
