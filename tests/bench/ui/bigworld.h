// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/permit.h"
#include "core/api/semaphore.h"
#include "core/base/clock.h"
#include "core/live/clustermirror.h"

#include <random>

namespace konductor::bench {

/// A mirror with `permits` permits, fifty a semaphore, as the load server has them; and batches of changes to them.
class BigWorld {
public:
    explicit BigWorld(int permits) : m_permits(permits) { mirror.apply(everything()); }

    live::ChangeBatchPtr changes(int count)
    {
        live::ChangeBatch batch;
        for (int i = 0; i < count; ++i) {
            const int number = static_cast<int>(m_random() % static_cast<quint32>(m_permits));
            auto after = permit(number, clock.now() - std::chrono::milliseconds(m_random() % 100'000));
            batch.changes.push_back({mirror.objects().find(after->key()), std::move(after), false});
        }
        return std::make_shared<const live::ChangeBatch>(std::move(batch));
    }

    live::ClusterMirror mirror;
    SystemClock clock;

private:
    static constexpr int permitsPerSemaphore = 50;

    live::ChangeBatchPtr everything()
    {
        live::ChangeBatch batch;
        const Timestamp start = clock.now() - std::chrono::hours(1);
        for (int i = 0; i < m_permits; ++i) {
            if (i % permitsPerSemaphore == 0) {
                auto semaphore = std::make_shared<Semaphore>();
                name(*semaphore, i);
                semaphore->meta.name = semaphoreOf(i);
                semaphore->spec.permits = permitsPerSemaphore;
                batch.changes.push_back({nullptr, std::move(semaphore), false});
            }
            batch.changes.push_back({nullptr, permit(i, start), false});
        }
        for (const Kind kind : {Kind::Semaphore, Kind::Permit, Kind::Barrier, Kind::Lease}) {
            batch.scopes[kind].phase = live::ScopeState::Phase::Live;
        }
        return std::make_shared<const live::ChangeBatch>(std::move(batch));
    }

    std::shared_ptr<const Permit> permit(int number, Timestamp acquired) const
    {
        auto permit = std::make_shared<Permit>();
        name(*permit, number);
        permit->spec.semaphore = semaphoreOf(number);
        permit->spec.holder = QStringLiteral("worker-%1").arg(number * 7919 % m_permits);
        permit->meta.name = permit->spec.semaphore + u'-' + permit->spec.holder;
        permit->status.phase = PermitPhase::Granted;
        permit->status.acquiredAt = acquired;
        permit->status.expiresAt = acquired + std::chrono::hours(5);
        return permit;
    }

    void name(Object& object, int number) const
    {
        object.meta.ns = QStringLiteral("team-%1").arg(number / permitsPerSemaphore % 40);
        object.meta.creationTimestamp = clock.now() - std::chrono::hours(2);
    }

    static QString semaphoreOf(int number) { return QStringLiteral("api-quota-%1").arg(number / permitsPerSemaphore); }

    int m_permits;
    std::mt19937 m_random{1};
};

} // namespace konductor::bench
