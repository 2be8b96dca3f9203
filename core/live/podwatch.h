// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/pod.h"
#include "core/kube/reflector.h"

#include <QMetaType>
#include <QObject>
#include <QStringList>

#include <map>
#include <memory>

namespace konductor::live {

/// One pod's step: no `before` is an addition, no `after` a deletion. A re-creation may come as one step.
struct PodStep {
    PodPtr before;
    PodPtr after;
};

/// What happened to pods since the last hand-over. Immutable, shared between threads.
struct PodBatch {
    std::vector<PodStep> steps; ///< Several of one pod are coalesced.
    PodCoverage coverage; ///< As of now.
};
using PodBatchPtr = std::shared_ptr<const PodBatch>;

/// Follows the pods of a cluster, of which only what tells about holders is kept; cluster-wide, or where that is
/// forbidden in the namespaces it is given. Pods are read whole because a verdict needs status and commands; most are
/// then thrown away. Lives on the engine's thread and hands over at most once an interval.
class PodWatch final : public QObject {
    Q_OBJECT
public:
    static constexpr auto interval = std::chrono::milliseconds(250);

    /// `namespaces` as in LiveOptions. Connection and clock outlive it.
    PodWatch(kube::Connection& connection, Clock& clock, std::function<double()> random, QStringList namespaces);
    ~PodWatch() override;

    void start();
    /// The answer to needsNamespaces().
    void followFound(const QStringList& namespaces);
    void retryNow();
    void suspectDead(const Error& why);

signals:
    void batchReady(const konductor::live::PodBatchPtr& batch);
    /// Cluster-wide it is forbidden: which namespaces are there?
    void needsNamespaces();

private:
    class Feed;
    using Place = std::pair<QString, QString>;
    struct Part;

    void follow(const QString& ns);
    void partChanged(const QString& ns);
    void step(const PodPtr& before, const PodPtr& after);
    void apply(const PodPtr& pod);
    void remove(const PodPtr& pod);
    void replace(const QString& ns, const std::vector<PodPtr>& pods);
    void handOverSoon();
    void handOver();

    kube::Connection& m_connection;
    Clock& m_clock;
    std::function<double()> m_random;
    QStringList m_namespaces;
    std::map<Place, PodPtr> m_pods;
    std::map<QString, std::unique_ptr<Part>> m_parts;
    bool m_fellBack = false;
    std::map<Place, PodStep> m_steps;
    PodCoverage m_coverage;
    PodCoverage m_told;
    TimerHandle m_handOver;
};

} // namespace konductor::live

Q_DECLARE_METATYPE(konductor::live::PodBatchPtr)
