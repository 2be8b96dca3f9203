// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/action/plan.h"
#include "core/base/clock.h"
#include "core/live/mailbox.h"

#include <QObject>

#include <memory>
#include <stop_token>

namespace konductor::live {
class LiveSession;
}

namespace konductor::action {

/// Carries one plan out: makes its calls on the session's engine thread, then watches the mirror until the effect
/// shows or the time is over (design decision 9: the watch, not the response, proves it). Lives on the thread of the
/// session's mirror; used once, for start() or dryRun(). Deleting it cancels calls not yet made and stays silent.
class PlanRun final : public QObject {
    Q_OBJECT
public:
    /// `session` and `clock` must outlive the run.
    PlanRun(live::LiveSession& session, Plan plan, Clock& clock, QObject* parent = nullptr);
    ~PlanRun() override;

    /// How long the effect is waited for, counted from the last answer.
    void setPatience(std::chrono::milliseconds patience) { m_patience = patience; }

    /// How long the operator is given, once the effect shows, to do the rest of what was predicted.
    void setSettling(std::chrono::milliseconds settling) { m_settling = settling; }

    void start();
    /// Asks the server to try every call; nothing is written and nothing is waited for.
    void dryRun();

    const Plan& plan() const { return m_plan; }

signals:
    /// All calls were taken; the effect is now waited for. Not after a dry run.
    void written(qsizetype calls);
    /// Exactly once.
    void finished(const konductor::action::Outcome& outcome);

private:
    struct Work;
    void post(bool dryRun);
    void answered(const Outcome& outcome);
    void check();
    void giveUp();
    Comparison comparison() const;
    void reachedWith(const Comparison& comparison);
    void finish(Outcome outcome);

    live::LiveSession& m_session;
    Clock& m_clock;
    Plan m_plan;
    std::chrono::milliseconds m_patience{10'000};
    std::chrono::milliseconds m_settling{1'500};
    std::unique_ptr<Prediction> m_prediction;
    ObjectIndex m_before; ///< What the prediction was made from; shares the objects.
    std::shared_ptr<live::Mailbox<PlanRun>> m_mailbox;
    std::stop_source m_stop;
    TimerHandle m_timer;
    std::chrono::milliseconds m_started{0};
    std::optional<Outcome> m_written;
    bool m_reached = false;
    bool m_done = false;
};

} // namespace konductor::action

Q_DECLARE_METATYPE(konductor::action::Outcome)
