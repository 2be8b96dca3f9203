// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/action/bulkrun.h"
#include "core/history/recorder.h"
#include "core/live/livesession.h"
#include "ui/dialogs/planrunner.h"

namespace konductor::app {

/// The plan sheet's runner on a live session.
class SessionPlanRunner final : public ui::PlanRunner {
    Q_OBJECT
public:
    /// Both must outlive the runner.
    SessionPlanRunner(live::LiveSession& session, Clock& clock, QObject* parent = nullptr);

    /// What is carried out from now on stands in this journal.
    void setRecorder(std::unique_ptr<history::Recorder> recorder) { m_recorder = std::move(recorder); }

    void dryRun(const action::BulkPlan& plan) override;
    void execute(const action::BulkPlan& plan, action::OnSurprise onSurprise) override;

private:
    action::BulkRun* newRun(const action::BulkPlan& plan, action::OnSurprise onSurprise);

    live::LiveSession& m_session;
    Clock& m_clock;
    std::unique_ptr<history::Recorder> m_recorder;
};

} // namespace konductor::app
