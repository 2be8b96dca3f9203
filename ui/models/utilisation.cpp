// SPDX-License-Identifier: Apache-2.0
#include "ui/models/utilisation.h"

#include "core/api/kinds.h"
#include "core/insight/relations.h"
#include "core/insight/semaphoreusage.h"

#include <algorithm>

namespace konductor::ui {

namespace {

constexpr std::array countedKinds{Kind::Semaphore, Kind::Permit, Kind::Lease, Kind::Mutex, Kind::RWMutex};

/// As insight::holdBy() has it (a test holds them together), without making the hold: it is asked of all permits at
/// once, on the window's thread.
bool isHeld(const Permit& permit, Timestamp now)
{
    return !permit.spec.semaphore.isEmpty() && !insight::isExpired(permit, now);
}

} // namespace

UtilisationSample utilisationOf(const ObjectIndex& objects, qint64 waiting, Timestamp now)
{
    UtilisationSample sample{.time = now, .waiting = waiting};
    objects.forEach(Kind::Semaphore,
                    [&](const ObjectPtr& semaphore) { sample.permits += as<Semaphore>(semaphore)->spec.permits; });
    objects.forEach(Kind::Permit,
                    [&](const ObjectPtr& permit) { sample.permitsHeld += isHeld(*as<Permit>(permit), now) ? 1 : 0; });
    for (const Kind kind : {Kind::Lease, Kind::Mutex, Kind::RWMutex}) {
        objects.forEach(kind, [&](const ObjectPtr& lock) {
            ++sample.locks;
            sample.locksHeld += insight::holdersNamedBy(*lock).empty() ? 0 : 1;
        });
    }
    return sample;
}

Utilisation::Utilisation(const ClusterInsight& insight, const live::ClusterMirror& mirror, Clock& clock,
                         QObject* parent)
    : QObject(parent)
    , m_insight(insight)
    , m_mirror(mirror)
    , m_clock(clock)
{
    // The first one as soon as there is something to count, so that nobody looks at an empty chart.
    connect(&mirror, &live::ClusterMirror::applied, this, [this](const live::ChangeBatch& batch) {
        if (!batch.scopes.empty() && m_samples.empty() && isCurrent()) {
            sample();
        }
    });
    connect(&mirror, &live::ClusterMirror::wasReset, this, [this] {
        m_samples.clear();
        emit sampled();
    });
    sampleLater();
}

void Utilisation::sampleLater()
{
    m_timer = m_clock.after(interval, [this] {
        if (isCurrent()) {
            sample();
        }
        sampleLater();
    });
}

void Utilisation::sample()
{
    m_samples.push_back(utilisationOf(m_mirror.objects(), m_insight.insight().graph().waiterCount(), m_insight.now()));
    if (m_samples.size() > most) {
        m_samples.pop_front();
    }
    emit sampled();
}

bool Utilisation::isCurrent() const
{
    return std::all_of(countedKinds.begin(), countedKinds.end(), [this](Kind kind) {
        const live::ScopeState::Phase phase = m_mirror.scope(kind).phase;
        return phase == live::ScopeState::Phase::Live || phase == live::ScopeState::Phase::NotInstalled;
    });
}

} // namespace konductor::ui
