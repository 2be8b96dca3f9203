// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/sandbox/objectapi.h"
#include "core/sandbox/scenario.h"

#include <random>

namespace konductor::sandbox {

/// One script-driven client of a living scenario. It behaves as a careful client does (semantics.md §3, §4) and goes
/// on when a person takes something from it.
class Worker {
public:
    virtual ~Worker() = default;

    /// Does the next thing and returns the pause until the one after it.
    virtual std::chrono::milliseconds step() = 0;

protected:
    Worker(ObjectApi& api, WorkerSpec spec, quint64 seed) : m_api(api), m_spec(std::move(spec)), m_random(seed) { }

    std::chrono::milliseconds between(const std::pair<Duration, Duration>& range);
    std::chrono::milliseconds hold() { return between(m_spec.hold); }
    std::chrono::milliseconds pause() { return between(m_spec.pause); }
    QString timeIn(Duration span) const;

    StoredPtr find(Kind kind, const QString& name) const;
    template <class T> std::shared_ptr<const T> primitive() const
    {
        const StoredPtr stored = find(T::staticKind, m_spec.at);
        return stored ? as<T>(stored->typed) : nullptr;
    }
    /// Creates the permit, arrival or request of a holder: name, label, and owner where the kind has one.
    bool createChild(Kind kind, const QString& holder, QJsonObject spec = {});
    bool create(Kind kind, const QString& name, const QJsonObject& metadata, const QJsonObject& spec);
    void remove(Kind kind, const QString& name);
    /// A merge patch of the status.
    bool patchStatus(Kind kind, const QString& name, const QJsonObject& status);
    /// An annotation, to wake the operator.
    void touch(Kind kind, const QString& name);

    ObjectApi& m_api;
    const WorkerSpec m_spec;
    std::mt19937_64 m_random;
};

/// Those that take something, hold it and give it back; one worker a holder.
std::unique_ptr<Worker> makeHoldWorker(ObjectApi& api, const WorkerSpec& spec, const QString& holder, quint64 seed);
/// Those that run a primitive through rounds; one worker a primitive. Null for a task that is not of this sort.
std::unique_ptr<Worker> makeRoundWorker(ObjectApi& api, const WorkerSpec& spec, quint64 seed);

} // namespace konductor::sandbox
