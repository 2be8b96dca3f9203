// SPDX-License-Identifier: Apache-2.0
#include "core/action/bulkrun.h"

namespace konductor::action {

BulkRun::BulkRun(live::LiveSession& session, BulkPlan plan, OnSurprise onSurprise, Clock& clock, QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_plan(std::move(plan))
    , m_onSurprise(onSurprise)
    , m_clock(clock)
{
    m_outcome.items.resize(m_plan.items.size());
}

void BulkRun::next(bool dry)
{
    if (m_item == m_plan.items.size()) {
        emit finished(m_outcome);
        return;
    }
    Plan plan = m_plan.items[m_item];
    plan.reason = m_plan.reason;
    m_run = std::make_unique<PlanRun>(m_session, std::move(plan), m_clock);
    // Queued: the run must not be deleted from within its own signal.
    connect(
        m_run.get(), &PlanRun::finished, this, [this, dry](const Outcome& outcome) { itemEnded(dry, outcome); },
        Qt::QueuedConnection);
    if (dry) {
        m_run->dryRun();
        return;
    }
    emit itemStarting(*m_run);
    m_run->start();
}

void BulkRun::itemEnded(bool dry, const Outcome& outcome)
{
    m_outcome.items[m_item] = outcome;
    const bool fine = BulkOutcome::isFine(outcome);
    m_outcome.surprises += fine ? 0 : 1;
    emit itemFinished(static_cast<qsizetype>(m_item), outcome);
    ++m_item;
    if (!fine && !dry && m_onSurprise == OnSurprise::Stop) {
        m_item = m_plan.items.size();
    }
    next(dry);
}

} // namespace konductor::action
