// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/live/clustermirror.h"
#include "ui/models/clusterinsight.h"

#include <QObject>

#include <deque>

namespace konductor::ui {

/// How much of a cluster was in use at one moment, all namespaces together.
struct UtilisationSample {
    Timestamp time; ///< Server time.
    qint64 permits = 0; ///< Of all semaphores.
    qint64 permitsHeld = 0; ///< May be more than there are.
    qint64 locks = 0; ///< Leases, mutexes and read-write mutexes.
    qint64 locksHeld = 0;
    qint64 waiting = 0; ///< Holders and objects that wait for something.

    friend bool operator==(const UtilisationSample&, const UtilisationSample&) = default;
};

/// What is in use now, counted from the objects; costs in proportion to permits and locks.
UtilisationSample utilisationOf(const ObjectIndex& objects, qint64 waiting, Timestamp now);

/// The utilisation of a cluster since its window was opened, a sample every ten seconds for the last two hours. Nothing
/// is sampled from kinds that are not listed or no longer current: a gap is not a zero. Window's thread.
class Utilisation final : public QObject {
    Q_OBJECT
public:
    static constexpr std::chrono::seconds interval{10};
    static constexpr size_t most = 720;

    /// All must outlive it.
    Utilisation(const ClusterInsight& insight, const live::ClusterMirror& mirror, Clock& clock,
                QObject* parent = nullptr);

    const std::deque<UtilisationSample>& samples() const { return m_samples; }

signals:
    void sampled();

private:
    void sampleLater();
    void sample();
    bool isCurrent() const;

    const ClusterInsight& m_insight;
    const live::ClusterMirror& m_mirror;
    Clock& m_clock;
    std::deque<UtilisationSample> m_samples;
    TimerHandle m_timer;
};

} // namespace konductor::ui
