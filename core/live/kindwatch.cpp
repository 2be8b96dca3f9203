// SPDX-License-Identifier: Apache-2.0
#include "core/live/kindwatch.h"

#include "core/api/paths.h"
#include "core/base/words.h"

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

KindWatch::Part KindWatch::makePart(const QString& ns)
{
    Part part;
    part.ns = ns;
    part.feed = std::make_unique<KindFeed>(m_kind, ns, m_options.keepJson, m_store, [this] { emit changed(); });
    part.feed->setTellJson(m_options.tellJson);
    kube::Reflector::Options options;
    options.path = collectionPath(m_kind, ns);
    options.subject = ns.isEmpty() ? Spoken(kindInfo(m_kind).plural.toString())
                                   : spoken("Server", "%1 in %2").arg(kindInfo(m_kind).plural.toString(), ns);
    part.reflector = std::make_unique<kube::Reflector>(m_connection, *part.feed, m_clock, m_random, options);
    connect(part.reflector.get(), &kube::Reflector::stateChanged, this, &KindWatch::partChanged);
    connect(part.reflector.get(), &kube::Reflector::heard, this, &KindWatch::heard);
    return part;
}

void KindWatch::follow(const QStringList& namespaces)
{
    const size_t first = m_parts.size();
    for (const QString& ns : namespaces) {
        m_parts.push_back(makePart(ns));
    }
    for (size_t i = first; i < m_parts.size(); ++i) {
        m_parts[i].reflector->start();
    }
}

/// Nothing is taken away here: a reflector is in the middle of telling.
void KindWatch::partChanged()
{
    const bool clusterWide = m_parts.size() == 1 && m_parts.front().ns.isEmpty();
    if (clusterWide && m_parts.front().reflector->state().phase == Phase::Forbidden) {
        if (m_options.mayFallBack && !std::exchange(m_changing, true)) {
            QMetaObject::invokeMethod(this, &KindWatch::needsNamespaces, Qt::QueuedConnection);
        }
    } else if (m_fellBack && !std::exchange(m_leaving, true)) {
        QMetaObject::invokeMethod(this, &KindWatch::leaveRefused, Qt::QueuedConnection);
    }
    emit changed();
}

/// Of the namespaces found, those that refuse are not ours to follow. The last one stays, to say why nothing is seen.
void KindWatch::leaveRefused()
{
    m_leaving = false;
    for (size_t i = m_parts.size(); m_fellBack && i-- > 0 && m_parts.size() > 1;) {
        if (m_parts[i].reflector->state().phase == Phase::Forbidden) {
            m_refused += m_parts[i].ns;
            m_parts.erase(m_parts.begin() + static_cast<std::ptrdiff_t>(i));
        }
    }
    emit changed();
}

void KindWatch::followFound(const QStringList& namespaces)
{
    if (std::exchange(m_changing, false)) {
        m_parts.clear();
        m_fellBack = true;
    } else if (!m_fellBack) {
        return;
    }
    m_refused.removeIf([&](const QString& ns) { return !namespaces.contains(ns); });
    QStringList fresh = namespaces;
    for (size_t i = m_parts.size(); i-- > 0;) {
        const QString ns = m_parts[i].ns;
        if (!fresh.removeAll(ns) && m_parts.size() > 1) {
            m_parts.erase(m_parts.begin() + static_cast<std::ptrdiff_t>(i));
            m_store.replace(m_kind, ns, {}); // the namespace is gone, and what was in it
        }
    }
    for (const QString& ns : std::as_const(m_refused)) {
        fresh.removeAll(ns);
    }
    follow(fresh);
    emit changed();
}

void KindWatch::retryNow()
{
    m_refused.clear();
    if (m_fellBack && state().phase == ScopeState::Phase::Forbidden) {
        m_fellBack = false;
        m_parts.clear();
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
    if (!m_fellBack) {
        return m_options.namespaces;
    }
    QStringList followed;
    for (const Part& part : m_parts) {
        followed += part.ns;
    }
    return followed;
}

Versions KindWatch::versions() const
{
    Versions versions;
    for (const Part& part : m_parts) {
        if (!part.feed->version().isEmpty()) {
            versions.insert(part.ns, part.feed->version());
        }
    }
    return versions;
}

ScopeState KindWatch::state() const
{
    ScopeState scope;
    if (m_changing) {
        scope.phase = ScopeState::Phase::Loading;
        return scope;
    }
    scope.namespaces = namespaces();
    scope.refused = m_refused;
    scope.refused.sort();
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
