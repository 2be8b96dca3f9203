// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/sandbox/objectapi.h"

namespace konductor::sandbox {

/// What a scenario file says of one worker (resources/scenarios, "workers"): who does what, where, how long.
struct WorkerSpec {
    QString task; ///< "permits", "lease", "mutex", "read", "write", "barrier", "job", "waitgroup", "once"
    QString ns;
    QString at; ///< The primitive's name.
    QStringList holders;
    std::pair<Duration, Duration> hold; ///< How long something is held or done, at random between the two.
    std::pair<Duration, Duration> pause; ///< Between two of them.
    std::optional<Duration> ttl;
    qint64 priority = 0;
    qint64 size = 1; ///< Of a wait group.
};

/// A scenario file, read: namespaces, pods, objects with times relative to its start, and the workers that keep it
/// alive. README.md beside the files describes the format.
class Scenario {
public:
    /// Fails with Config when there is none of that name or it says something wrong.
    static Result<Scenario> read(const QString& name);
    static QStringList names();

    const QString& description() const { return m_description; }
    const std::vector<WorkerSpec>& workers() const { return m_workers; }

    /// Puts everything into the store, as of now.
    Result<void> plant(ObjectApi& api) const;

private:
    Result<void> plantObject(ObjectApi& api, const QString& ns, const QJsonObject& entry) const;
    Result<void> plantEvents(ObjectApi& api, const Resource& resource, const Stored& about,
                             const QJsonArray& events) const;

    QString m_name;
    QString m_description;
    QStringList m_namespaces;
    QJsonObject m_pods; ///< By namespace: names.
    QJsonObject m_objects; ///< By namespace: entries.
    std::vector<WorkerSpec> m_workers;
};

} // namespace konductor::sandbox
