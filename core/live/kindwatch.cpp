// SPDX-License-Identifier: Apache-2.0
#include "core/live/kindwatch.h"

#include "core/api/paths.h"

#include <algorithm>

namespace konductor::live {

using namespace Qt::StringLiterals;
using Phase = kube::ReflectorState::Phase;

namespace {

ScopeState::Phase phaseOf(Phase phase)
{
    switch (phase) {
    case Phase::Waiting:
        return ScopeState::Phase::Waiting;
    case Phase::Loading:
        return ScopeState::Phase::Loading;
    case Phase::Live:
        return ScopeState::Phase::Live;
    case Phase::Stale:
        return ScopeState::Phase::Stale;
    case Phase::Forbidden:
        return ScopeState::Phase::Forbidden;
    case Phase::NotFound:
        return ScopeState::Phase::NotInstalled;
    case Phase::Failed:
        return ScopeState::Phase::Failed;
    }
    Q_UNREACHABLE();
}

/// Which of two phases stands for both: what is still under way, then the worse.
int weight(Phase phase)
{
    switch (phase) {
    case Phase::Live:
        return 0;
    case Phase::NotFound:
        return 1;
    case Phase::Forbidden:
        return 2;
    case Phase::Stale:
        return 3;
    case Phase::Failed:
        return 4;
    case Phase::Waiting:
        return 5;
    case Phase::Loading:
        return 6;
    }
    Q_UNREACHABLE();
}

bool isNetwork(const std::optional<Error>& error)
{
    return error && (error->kind == Error::Kind::Offline || error->kind == Error::Kind::Timeout);
}

} // namespace

KindWatch::KindWatch(Kind kind, Options options, kube::Connection& connection, Store& store, Clock& clock,
                     std::function<double()> random)
    : m_kind(kind)
    , m_options(std::move(options))
    , m_connection(connection)
    , m_store(store)
    , m_clock(clock)
    , m_random(std::move(random))
{
}

KindWatch::~KindWatch() = default;

void KindWatch::start()
{
    follow(m_options.namespaces.isEmpty() ? QStringList{QString()} : m_options.namespaces);
}

void KindWatch::follow(const QStringList& namespaces)
{
    m_parts.clear();
    for (const QString& ns : namespaces) {
        Part part;
        part.ns = ns;
        part.feed = std::make_unique<KindFeed>(m_kind, ns, m_options.keepJson, m_store, [this] { emit changed(); });
        kube::Reflector::Options options;
        options.path = collectionPath(m_kind, ns);
        options.subject =
            ns.isEmpty() ? kindInfo(m_kind).plural.toString() : u"%1 in %2"_s.arg(kindInfo(m_kind).plural, ns);
        part.reflector = std::make_unique<kube::Reflector>(m_connection, *part.feed, m_clock, m_random, options);
        connect(part.reflector.get(), &kube::Reflector::stateChanged, this, &KindWatch::partChanged);
        connect(part.reflector.get(), &kube::Reflector::heard, this, &KindWatch::heard);
        m_parts.push_back(std::move(part));
    }
    for (size_t i = 0; i < m_parts.size(); ++i) {
        m_parts[i].reflector->start();
    }
}

void KindWatch::partChanged()
{
    const bool refused = m_parts.size() == 1 && m_parts.front().ns.isEmpty()
        && m_parts.front().reflector->state().phase == Phase::Forbidden;
    if (refused && !m_changing && !m_options.fallbackNamespace.isEmpty()) {
        m_changing = true; // not here: the reflector is in the middle of telling
        QMetaObject::invokeMethod(this, &KindWatch::fallBack, Qt::QueuedConnection);
    }
    emit changed();
}

void KindWatch::fallBack()
{
    m_fellBack = true;
    follow({m_options.fallbackNamespace});
    m_changing = false;
    emit changed();
}

void KindWatch::retryNow()
{
    if (m_fellBack && state().phase == ScopeState::Phase::Forbidden) {
        m_fellBack = false;
        start();
        return;
    }
    for (const Part& part : m_parts) {
        part.reflector->retryNow();
    }
}

void KindWatch::networkIsBack()
{
    for (const Part& part : m_parts) {
        if (isNetwork(part.reflector->state().error)) {
            part.reflector->retryNow();
        }
    }
}

void KindWatch::suspectDead(const Error& why)
{
    for (const Part& part : m_parts) {
        part.reflector->suspectDead(why);
    }
}

QStringList KindWatch::namespaces() const
{
    return m_fellBack ? QStringList{m_options.fallbackNamespace} : m_options.namespaces;
}

ScopeState KindWatch::state() const
{
    ScopeState scope;
    if (m_changing) {
        scope.phase = ScopeState::Phase::Loading;
        return scope;
    }
    scope.namespaces = namespaces();
    const Part* worst = nullptr;
    for (const Part& part : m_parts) {
        const kube::ReflectorState& state = part.reflector->state();
        if (!worst || weight(state.phase) > weight(worst->reflector->state().phase)) {
            worst = &part;
        }
        scope.loaded += state.loaded;
        if (state.expected) {
            scope.expected = scope.expected.value_or(0) + *state.expected;
        }
        if (state.since) {
            scope.since = scope.since ? std::min(*scope.since, *state.since) : *state.since;
        }
        scope.problems += part.feed->problems();
        if (!part.feed->lastProblem().isEmpty()) {
            scope.lastProblem = part.feed->lastProblem();
        }
    }
    if (worst) {
        const kube::ReflectorState& state = worst->reflector->state();
        scope.phase = phaseOf(state.phase);
        scope.error = state.error;
        scope.retryAt = state.retryAt;
    }
    return scope;
}

} // namespace konductor::live
