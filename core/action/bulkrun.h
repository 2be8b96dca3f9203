// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/action/bulkplan.h"
#include "core/action/planrun.h"

namespace konductor::action {

/// How the items of a bulk plan ended; none for those that were not begun.
struct BulkOutcome {
    std::vector<std::optional<Outcome>> items;
    qsizetype surprises = 0; ///< Items that were refused or had no effect.

    /// Whether the item ended as planned.
    static bool isFine(const Outcome& outcome)
    {
        return outcome.phase == Outcome::Phase::Done || outcome.phase == Outcome::Phase::Accepted;
    }
};

/// Carries a bulk plan out, one item after the other, each as PlanRun does. Stops at the first surprise or goes on, as
/// chosen. Same thread and life rules as PlanRun.
class BulkRun final : public QObject {
    Q_OBJECT
public:
    BulkRun(live::LiveSession& session, BulkPlan plan, OnSurprise onSurprise, Clock& clock, QObject* parent = nullptr);

    void start() { next(false); }
    /// Tries every item; a refusal does not keep the others from being tried.
    void dryRun() { next(true); }

    const BulkPlan& plan() const { return m_plan; }

signals:
    /// Before the item's first call; not in a dry run.
    void itemStarting(konductor::action::PlanRun& run);
    void itemFinished(qsizetype item, const konductor::action::Outcome& outcome);
    /// Exactly once.
    void finished(const konductor::action::BulkOutcome& outcome);

private:
    void next(bool dry);
    void itemEnded(bool dry, const Outcome& outcome);

    live::LiveSession& m_session;
    BulkPlan m_plan;
    OnSurprise m_onSurprise;
    Clock& m_clock;
    BulkOutcome m_outcome;
    size_t m_item = 0;
    std::unique_ptr<PlanRun> m_run;
};

} // namespace konductor::action

Q_DECLARE_METATYPE(konductor::action::BulkOutcome)
