// SPDX-License-Identifier: Apache-2.0
#include "app/console/sessionplanrunner.h"

namespace konductor::app {

SessionPlanRunner::SessionPlanRunner(live::LiveSession& session, Clock& clock, QObject* parent)
    : PlanRunner(parent)
    , m_session(session)
    , m_clock(clock)
{
}

action::PlanRun* SessionPlanRunner::newRun(const action::Plan& plan)
{
    auto* run = new action::PlanRun(m_session, plan, m_clock, this);
    connect(run, &action::PlanRun::finished, run, &QObject::deleteLater);
    return run;
}

void SessionPlanRunner::dryRun(const action::Plan& plan)
{
    action::PlanRun* run = newRun(plan);
    connect(run, &action::PlanRun::finished, this, &PlanRunner::dryRunFinished);
    run->dryRun();
}

void SessionPlanRunner::execute(const action::Plan& plan)
{
    action::PlanRun* run = newRun(plan);
    connect(run, &action::PlanRun::finished, this, &PlanRunner::executed);
    if (m_recorder) {
        m_recorder->follow(*run);
    }
    run->start();
}

} // namespace konductor::app
