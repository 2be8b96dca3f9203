// SPDX-License-Identifier: Apache-2.0
#include "app/console/sessionplanrunner.h"

namespace konductor::app {

SessionPlanRunner::SessionPlanRunner(live::LiveSession& session, Clock& clock, QObject* parent)
    : PlanRunner(parent)
    , m_session(session)
    , m_clock(clock)
{
}

action::BulkRun* SessionPlanRunner::newRun(const action::BulkPlan& plan, action::OnSurprise onSurprise)
{
    auto* run = new action::BulkRun(m_session, plan, onSurprise, m_clock, this);
    connect(run, &action::BulkRun::finished, run, &QObject::deleteLater);
    return run;
}

void SessionPlanRunner::dryRun(const action::BulkPlan& plan)
{
    action::BulkRun* run = newRun(plan, action::OnSurprise::GoOn);
    connect(run, &action::BulkRun::finished, this, &PlanRunner::dryRunFinished);
    run->dryRun();
}

void SessionPlanRunner::execute(const action::BulkPlan& plan, action::OnSurprise onSurprise)
{
    action::BulkRun* run = newRun(plan, onSurprise);
    connect(run, &action::BulkRun::itemFinished, this, &PlanRunner::itemExecuted);
    connect(run, &action::BulkRun::finished, this, &PlanRunner::executed);
    connect(run, &action::BulkRun::itemStarting, this, [this](action::PlanRun& item) {
        if (m_recorder) {
            m_recorder->follow(item);
        }
    });
    run->start();
}

} // namespace konductor::app
