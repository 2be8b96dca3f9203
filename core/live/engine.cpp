// SPDX-License-Identifier: Apache-2.0
#include "core/live/engine.h"

#include "core/kube/discovery.h"

#include <QPointer>
#include <QRandomGenerator>

#include <algorithm>

namespace konductor::live {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Phase = ScopeState::Phase;

namespace {

constexpr auto missingKindsAgain = 60s;

std::vector<Kind> kindsOf(const LiveOptions& options)
{
    std::vector<Kind> kinds = options.kinds;
    if (kinds.empty()) {
        kinds.assign(konductorKinds.begin(), konductorKinds.end());
    }
    if (options.watchJobs && std::find(kinds.begin(), kinds.end(), Kind::Job) == kinds.end()) {
        kinds.push_back(Kind::Job);
    }
    return kinds;
}

} // namespace

Engine::Engine(kube::ConnectionSettings settings, LiveOptions options)
    : m_settings(std::move(settings))
    , m_options(std::move(options))
    , m_clock(m_options.clock ? *m_options.clock : m_systemClock)
    , m_random([] { return QRandomGenerator::global()->generateDouble(); })
    , m_backoff({}, m_random)
{
    m_options.kinds = kindsOf(m_options);
    m_state.contextName = m_settings.contextName;
    m_state.server = m_settings.server.toString(QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment);
    m_state.insecure = m_settings.insecure;
    m_state.readOnly = m_settings.readOnly;
    m_state.namespaces = m_options.namespaces;
}

Engine::~Engine() = default;

void Engine::start()
{
    for (const Kind kind : m_options.kinds) {
        setScope(kind, {});
    }
    m_stateChanged = true;
    if (openConnection()) {
        m_connection->warmUp();
        discover();
    }
    scheduleFlush();
}

void Engine::setReadOnly(bool readOnly)
{
    m_settings.readOnly = readOnly;
    if (m_connection) {
        m_connection->setReadOnly(readOnly);
    }
    m_state.readOnly = readOnly;
    m_stateChanged = true;
    scheduleFlush();
}

void Engine::followEvents(const std::optional<EventSubject>& subject)
{
    m_eventsOf = subject;
    if (m_events) {
        m_events->follow(subject);
    }
}

bool Engine::openConnection()
{
    auto opened = kube::Connection::open(m_settings, m_clock);
    if (!opened) {
        discoveryFailed(opened.error());
        return false;
    }
    m_connection = std::move(*opened);
    QStringList known = m_options.knownNamespaces;
    if (!m_settings.ns.isEmpty() && !known.contains(m_settings.ns)) {
        known.append(m_settings.ns);
    }
    m_namespaces = std::make_unique<NamespaceFinder>(*m_connection, m_clock, std::move(known));
    connect(m_connection.get(), &kube::Connection::serverClockChanged, this, &Engine::updateConnection);
    m_events = std::make_unique<EventWatch>(*m_connection, m_clock, m_random);
    connect(m_events.get(), &EventWatch::ready, this, &Engine::eventsReady);
    m_events->follow(m_eventsOf);
    return true;
}

void Engine::reconnectNow()
{
    m_backoff.reset();
    m_retry.cancel();
    if (!m_connection && !openConnection()) {
        return;
    }
    discover();
    for (const auto& [kind, watch] : m_watches) {
        watch->retryNow();
    }
    if (m_pods) {
        m_pods->retryNow();
    }
    m_events->retryNow();
    m_namespaces->refresh();
    beat();
}

// ---- discovery

QCoro::Task<Result<Engine::Cluster>> Engine::explore(kube::Connection& connection)
{
    Cluster cluster;
    // Both at once: far away, each round trip is felt. Both are awaited, whatever the first says.
    const KindInfo& info = kindInfo(Kind::Lease);
    QCoro::Task<Result<QString>> askVersion = kube::serverVersion(connection);
    QCoro::Task<Result<QSet<QString>>> askResources =
        kube::resourcesOf(connection, info.group.toString(), info.version.toString());
    const Result<QString> version = co_await askVersion;
    const Result<QSet<QString>> resources = co_await askResources;
    if (version) {
        cluster.version = *version;
    } else if (version.error().kind != Error::Kind::Forbidden) {
        co_return fail(version.error()); // also when the connection is gone by now
    }
    if (resources) {
        cluster.resources = *resources;
    } else if (resources.error().kind != Error::Kind::Forbidden) {
        co_return fail(resources.error());
    }
    co_return cluster;
}

void Engine::discover()
{
    if (std::exchange(m_exploring, true)) {
        return;
    }
    if (std::exchange(m_retryAt, std::nullopt)) { // it is being tried, no longer waited for
        for (const Kind kind : m_options.kinds) {
            ScopeState scope = m_scopes[kind];
            scope.retryAt = m_watches.contains(kind) ? scope.retryAt : std::nullopt;
            setScope(kind, scope);
        }
        updateConnection();
    }
    const QPointer<Engine> self(this);
    explore(*m_connection).then([self](Result<Cluster> cluster) {
        if (self && self->m_connection) {
            self->m_exploring = false;
            self->discovered(cluster);
        }
    });
}

void Engine::discovered(const Result<Cluster>& cluster)
{
    if (!cluster) {
        if (cluster.error().kind != Error::Kind::Cancelled) {
            discoveryFailed(cluster.error());
        }
        return;
    }
    m_discovered = true;
    m_error.reset();
    m_retryAt.reset();
    m_backoff.reset();
    m_lastBeat = m_clock.now();
    m_state.serverVersion = cluster->version;
    bool missing = false;
    for (const Kind kind : m_options.kinds) {
        const KindInfo& info = kindInfo(kind);
        const bool known =
            kind == Kind::Job || !cluster->resources || cluster->resources->contains(info.plural.toString());
        missing |= !known;
        if (known) {
            watchKind(kind);
        } else if (!m_watches.contains(kind)) {
            ScopeState absent;
            absent.phase = Phase::NotInstalled;
            setScope(kind, absent);
        }
    }
    watchPods();
    if (missing) {
        m_retry = m_clock.after(missingKindsAgain, [this] { discover(); });
    }
    if (!m_heartbeat.isPending()) {
        m_heartbeat = m_clock.after(m_options.heartbeat, [this] { beat(); });
    }
    updateConnection();
}

void Engine::discoveryFailed(const Error& error)
{
    m_error = error;
    const bool hopeless = !m_connection; // nothing but other settings will help
    if (!hopeless) {
        auto wait = m_backoff.next(m_clock.monotonic());
        wait = std::max(wait, error.retryAfter.value_or(0ms));
        m_retryAt = m_clock.now() + wait;
        m_retry = m_clock.after(wait, [this] { discover(); });
    }
    for (const Kind kind : m_options.kinds) {
        if (!m_watches.contains(kind)) {
            ScopeState failed;
            failed.phase = Phase::Failed;
            failed.error = error;
            failed.retryAt = m_retryAt;
            setScope(kind, failed);
        }
    }
    updateConnection();
}

// ---- kinds

void Engine::watchKind(Kind kind)
{
    std::unique_ptr<KindWatch>& place = m_watches[kind];
    if (place) {
        if (place->state().phase == Phase::NotInstalled) {
            place->retryNow();
        }
        return;
    }
    const bool mayFallBack = !m_settings.ns.isEmpty() || !m_options.knownNamespaces.isEmpty();
    KindWatch::Options options{m_options.namespaces, mayFallBack, m_options.keepJson, m_options.tellJson};
    place = std::make_unique<KindWatch>(kind, std::move(options), *m_connection, m_store, m_clock, m_random);
    KindWatch* watch = place.get();
    connect(watch, &KindWatch::changed, this, [this, watch] { kindChanged(*watch); });
    connect(watch, &KindWatch::needsNamespaces, m_namespaces.get(), &NamespaceFinder::ask);
    connect(m_namespaces.get(), &NamespaceFinder::found, watch, &KindWatch::followFound);
    watch->start();
    kindChanged(*watch);
}

void Engine::watchPods()
{
    if (!m_options.watchPods || m_pods) {
        return;
    }
    m_pods = std::make_unique<PodWatch>(*m_connection, m_clock, m_random, m_options.namespaces);
    connect(m_pods.get(), &PodWatch::batchReady, this, &Engine::podsReady);
    connect(m_pods.get(), &PodWatch::needsNamespaces, m_namespaces.get(), &NamespaceFinder::ask);
    connect(m_namespaces.get(), &NamespaceFinder::found, m_pods.get(), &PodWatch::followFound);
    m_pods->start();
}

void Engine::kindChanged(KindWatch& watch)
{
    const ScopeState state = watch.state();
    const ScopeState before = m_scopes[watch.kind()];
    setScope(watch.kind(), state);
    if (before.phase == Phase::Stale && state.phase == Phase::Live) {
        // One got through, so the way is open: the others need not sit out their pauses.
        for (const auto& [kind, other] : m_watches) {
            if (other.get() != &watch) {
                other->networkIsBack();
            }
        }
    }
    // What judge() looks at. The reason and the next try change while the phase stays the same.
    if (before.phase != state.phase || before.error != state.error || before.retryAt != state.retryAt) {
        updateConnection();
    }
    scheduleFlush();
}

void Engine::setScope(Kind kind, const ScopeState& state)
{
    const auto place = m_scopes.find(kind);
    if (place == m_scopes.end() || !(place->second == state)) {
        m_scopes[kind] = state;
        m_changedScopes[kind] = state;
        scheduleFlush();
    }
}

// ---- heartbeat

/// A dead server shows no error on an idle stream (a frozen one accepts even new connections), so it is asked.
void Engine::beat()
{
    m_heartbeat.cancel();
    if (!m_connection || std::exchange(m_beating, true)) {
        return;
    }
    const QPointer<Engine> self(this);
    kube::serverVersion(*m_connection, m_options.heartbeat * 2 / 3).then([self](Result<QString> version) {
        if (self && self->m_connection) {
            self->m_beating = false;
            self->beatAnswered(version);
        }
    });
}

void Engine::beatAnswered(const Result<QString>& version)
{
    // Any answer will do, also a refusal: somebody is there.
    const bool alive = version || version.error().httpStatus > 0;
    if (!alive && version.error().kind == Error::Kind::Cancelled) {
        return;
    }
    if (alive) {
        m_lastBeat = m_clock.now();
        if (version) {
            m_state.serverVersion = *version;
        }
    }
    const bool wasDown = std::exchange(m_down, !alive);
    for (const auto& [kind, watch] : m_watches) {
        if (!alive) {
            watch->suspectDead(version.error());
        } else if (wasDown) {
            watch->networkIsBack();
        }
    }
    if (m_pods && !alive) {
        m_pods->suspectDead(version.error());
    } else if (m_pods && wasDown) {
        m_pods->retryNow();
    }
    if (!alive) {
        m_events->suspectDead(version.error());
    } else if (wasDown) {
        m_events->retryNow();
    }
    m_heartbeat = m_clock.after(alive ? m_options.heartbeat : m_options.heartbeat / 4, [this] { beat(); });
    updateConnection();
}

// ---- the connection in words

ConnectionState::Phase Engine::judge(ConnectionState& state) const
{
    if (!m_discovered) {
        state.error = m_error;
        state.retryAt = m_retryAt;
        return m_error ? ConnectionState::Phase::Offline : ConnectionState::Phase::Connecting;
    }
    int good = 0;
    int loading = 0;
    int stale = 0;
    int failed = 0;
    for (const auto& [kind, scope] : m_scopes) {
        good += scope.phase == Phase::Live;
        loading += scope.isPending();
        stale += scope.phase == Phase::Stale;
        failed += scope.phase == Phase::Failed;
        if (scope.phase == Phase::Stale || scope.phase == Phase::Failed) {
            state.error = state.error ? state.error : scope.error;
            if (scope.retryAt && (!state.retryAt || *scope.retryAt < *state.retryAt)) {
                state.retryAt = scope.retryAt;
            }
            if (scope.since && (!state.asOf || *scope.since < *state.asOf)) {
                state.asOf = scope.since;
            }
        }
    }
    if (stale + failed > 0) {
        return good > 0 ? ConnectionState::Phase::Degraded
            : stale > 0 ? ConnectionState::Phase::Stale
                        : ConnectionState::Phase::Offline;
    }
    return loading > 0 ? ConnectionState::Phase::Connecting : ConnectionState::Phase::Live;
}

void Engine::updateConnection()
{
    ConnectionState next = m_state;
    next.asOf = m_down ? m_lastBeat : std::nullopt;
    next.error.reset();
    next.retryAt.reset();
    next.phase = judge(next);
    if (next.phase == ConnectionState::Phase::Live && m_state.phase != ConnectionState::Phase::Live) {
        m_lastBeat = m_clock.now();
    }
    if (!next.asOf) {
        next.asOf = m_lastBeat;
    }
    if (m_connection && m_connection->serverClock().isKnown()) {
        next.clockOffset = m_connection->serverClock().offset();
        next.clockUncertainty = m_connection->serverClock().uncertainty();
    }
    next.namespaces = m_options.namespaces;
    for (const auto& [kind, watch] : m_watches) {
        for (const QString& ns : watch->namespaces()) {
            if (!next.namespaces.contains(ns)) {
                next.namespaces.append(ns);
            }
        }
    }
    m_stateChanged |= !(next == m_state);
    m_state = std::move(next);
    scheduleFlush();
}

// ---- batches

void Engine::scheduleFlush()
{
    const bool any = m_store.hasChanges() || !m_changedScopes.empty() || m_stateChanged;
    if (any && !m_batchUnderWay && !m_flush.isPending()) {
        m_flush = m_clock.after(m_options.batchInterval, [this] { flush(); });
    }
}

void Engine::flush()
{
    m_flush.cancel();
    auto batch = std::make_shared<ChangeBatch>();
    batch->changes = m_store.take();
    batch->scopes = std::exchange(m_changedScopes, {});
    for (const auto& [kind, watch] : m_watches) {
        if (Versions versions = watch->versions(); versions != m_toldVersions[kind]) {
            batch->versions[kind] = m_toldVersions[kind] = std::move(versions);
        }
    }
    if (std::exchange(m_stateChanged, false)) {
        batch->connection = m_state;
    }
    if (!batch->changes.empty() || !batch->scopes.empty() || batch->connection) {
        m_batchUnderWay = true;
        emit batchReady(batch);
    }
}

void Engine::acknowledge()
{
    m_batchUnderWay = false;
    scheduleFlush();
}

} // namespace konductor::live
