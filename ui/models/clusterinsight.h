// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/insight/holderbook.h"
#include "core/insight/insight.h"
#include "core/live/clustermirror.h"
#include "core/live/podwatch.h"

#include <QObject>

namespace konductor::ui {

/// Insight kept beside a mirror: takes in each batch, and looks again when time alone changes an answer. It never keeps
/// the window's thread for more than a few milliseconds at a time; what is still to be looked at has the answers of
/// before. A large cluster that is being listed is looked at once it stands still for a moment, not once for each kind
/// and slice. Window's thread.
class ClusterInsight final : public QObject {
    Q_OBJECT
public:
    /// Both must outlive it.
    ClusterInsight(const live::ClusterMirror& mirror, Clock& clock, QObject* parent = nullptr);

    const insight::Insight& insight() const { return m_insight; }
    /// Why a lease would not get on with this holder (insight/handoverjam.h), in a sentence; empty where nothing is
    /// known.
    QString handOverJam(const ObjectKey& lease, const QString& heir) const;
    /// Holders that are taken for those who have not come to a barrier.
    QStringList missingAt(const ObjectKey& barrier) const;
    /// Worst first, without their words. Made once per change, not per call.
    const std::vector<insight::NotedFinding>& findings() const;
    const insight::FindingCounts& findingCounts() const;
    /// What pods told of holders.
    const insight::HolderBook& holders() const { return m_book; }
    Timestamp now() const { return m_mirror.serverTime(m_clock.now()); }

    /// Verdicts from elsewhere than takePods(), such as a snapshot; they outlive it.
    void setVerdicts(const insight::HolderVerdicts& verdicts);

    /// What is known of the operator from elsewhere than its objects.
    void setOperator(const insight::OperatorState& state);

public slots:
    /// Pods tell whether holders still live. Without them every holder is unknown.
    void takePods(const konductor::live::PodBatchPtr& batch);

signals:
    /// The graph or a finding differs. At most once a batch; where there are more findings than anybody reads, or while
    /// there is much to look at, at most once a second, because listing them costs in proportion to all of them.
    void changed();

private:
    void take(const live::ChangeBatch& batch);
    void look();
    bool refreshSurroundings();
    bool isSliceOfAList(const live::ChangeBatch& batch) const;
    bool isLarge() const;
    void lookAtAllSoon();
    void lookAtAll();
    void work();
    void workLater();
    void lookLater();
    void tellChanged();
    void emitChanged();

    const live::ClusterMirror& m_mirror;
    Clock& m_clock;
    insight::Insight m_insight;
    mutable std::optional<std::vector<insight::NotedFinding>> m_findings;
    mutable std::optional<insight::FindingCounts> m_counts;
    insight::HolderBook m_book;
    const insight::HolderVerdicts* m_verdicts = &m_book;
    insight::Surroundings m_surroundings;
    TimerHandle m_timer;
    TimerHandle m_tellLater;
    TimerHandle m_lookAtAll; ///< Pending: all will be looked at anew, and no batch is taken in by itself.
    TimerHandle m_goOn; ///< Pending: there is more to look at.
    bool m_differs = false; ///< Not told yet.
    std::chrono::milliseconds m_behindSince{0};
};

} // namespace konductor::ui
