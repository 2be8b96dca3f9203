// SPDX-License-Identifier: Apache-2.0
#include "core/history/recorder.h"

#include "core/action/planrun.h"

namespace konductor::history {

Recorder::Recorder(Result<std::unique_ptr<Journal>> journal, Clock& clock, QObject* parent)
    : QObject(parent)
    , m_journal(std::move(journal))
    , m_clock(clock)
{
}

void Recorder::follow(action::PlanRun& run)
{
    const std::optional<qint64> begun = append(begunRecord(m_actor, run.plan(), m_clock.now()));
    if (!begun) {
        return;
    }
    connect(
        &run, &action::PlanRun::finished, this,
        [this, number = *begun, plan = run.plan()](const action::Outcome& outcome) { ended(number, plan, outcome); });
}

void Recorder::ended(qint64 begun, const action::Plan& plan, const action::Outcome& outcome)
{
    append(endedRecord(begun, outcome, m_clock.now()));
    if (outcome.comparison.isAboutTheModel()) {
        append(differenceRecord(begun, plan, outcome, m_clock.now()));
    }
}

std::optional<qint64> Recorder::append(const QJsonObject& body)
{
    if (!m_journal) {
        tell(m_journal.error());
        return std::nullopt;
    }
    const Result<qint64> sequence = (*m_journal)->append(body);
    if (!sequence) {
        tell(sequence.error());
        return std::nullopt;
    }
    return *sequence;
}

void Recorder::tell(const Error& error)
{
    if (!m_told) {
        m_told = true;
        emit failed(error);
    }
}

} // namespace konductor::history
