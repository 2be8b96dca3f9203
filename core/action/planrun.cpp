// SPDX-License-Identifier: Apache-2.0
#include "core/action/planrun.h"

#include "core/action/executor.h"
#include "core/action/explanation.h"
#include "core/action/prediction.h"
#include "core/base/words.h"
#include "core/kube/connection.h"
#include "core/live/clustermirror.h"
#include "core/live/livesession.h"

using namespace Qt::StringLiterals;

namespace konductor::action {

/// Where the engine thread leaves the outcome. Shared, so that it outlives whichever side goes first; `run` is read
/// and cleared on the run's own thread only. Whoever lets go last deletes it: everything under way to it holds it, and
/// deleteLater() from an event that ends with its thread would wait for that thread's own lock.
struct PlanRun::Work {
    using Box = std::shared_ptr<live::Mailbox<PlanRun>>;

    static void tell(const Box& box, const Outcome& outcome)
    {
        live::Mailbox<PlanRun>::deliver(box, [outcome](PlanRun& run) { run.answered(outcome); });
    }

    static QCoro::Task<void> carryOut(kube::Connection& connection, Plan plan, bool dry, std::stop_token stop, Box box)
    {
        // Not a conditional expression: GCC 12 destroys the temporaries of one with two awaits twice.
        if (dry) {
            const Outcome outcome = co_await action::dryRun(connection, std::move(plan), stop);
            tell(box, outcome);
        } else {
            const Outcome outcome = co_await makeCalls(connection, std::move(plan), stop);
            tell(box, outcome);
        }
    }
};

PlanRun::PlanRun(live::LiveSession& session, Plan plan, Clock& clock, QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_clock(clock)
    , m_plan(std::move(plan))
    , m_mailbox(std::make_shared<live::Mailbox<PlanRun>>(*this))
{
    connect(&session.mirror(), &live::ClusterMirror::applied, this, &PlanRun::check);
}

PlanRun::~PlanRun()
{
    m_mailbox->close();
    m_stop.request_stop();
}

void PlanRun::start()
{
    const live::ClusterMirror& mirror = m_session.mirror();
    m_before = mirror.objects();
    m_prediction =
        std::make_unique<Prediction>(predict(m_plan.calls, m_plan.target, m_before, mirror.serverTime(m_clock.now())));
    post(false);
}

void PlanRun::dryRun()
{
    post(true);
}

void PlanRun::post(bool dryRun)
{
    m_started = m_clock.monotonic();
    // The planner's closure stays on this thread; the calls are all the engine needs.
    Plan sent;
    sent.calls = m_plan.calls;
    m_session.post([sent, dryRun, stop = m_stop.get_token(), box = m_mailbox](kube::Connection* connection) {
        if (!connection) {
            Outcome outcome;
            outcome.phase = Outcome::Phase::Stopped;
            outcome.error = makeError(Error::Kind::Offline, {}, spoken("Plan", "there is no connection"));
            Work::tell(box, outcome);
            return;
        }
        Work::carryOut(*connection, sent, dryRun, stop, box);
    });
}

void PlanRun::answered(const Outcome& outcome)
{
    if (outcome.phase != Outcome::Phase::Done) {
        finish(outcome);
        return;
    }
    m_written = outcome;
    emit written(outcome.callsMade);
    m_timer = m_clock.after(m_patience, [this] { giveUp(); });
    check();
}

void PlanRun::check()
{
    if (!m_written || m_done) {
        return;
    }
    if (!m_reached && m_plan.reached && !m_plan.reached(m_session.mirror().objects())) {
        return;
    }
    const Comparison compared = comparison();
    if (compared.deviations.empty()) {
        reachedWith(compared);
    } else if (!m_reached) {
        m_reached = true;
        m_timer = m_clock.after(m_settling, [this] { reachedWith(comparison()); });
    }
}

Comparison PlanRun::comparison() const
{
    std::vector<ObjectKey> written;
    for (const Call& call : m_plan.calls) {
        written.push_back(call.key);
    }
    return compare(*m_prediction, m_plan.target, written, m_before, m_session.mirror().objects());
}

void PlanRun::reachedWith(const Comparison& compared)
{
    Outcome outcome = *m_written;
    const Spoken expectation(m_plan.expectation, m_plan.kept.expectation);
    outcome.explanation = spoken("Plan", "The watch shows that %1.").arg(expectation);
    if (!compared.deviations.empty()) {
        outcome.explanation += u" "_s + compared.told();
    }
    outcome.comparison = compared;
    finish(outcome);
}

void PlanRun::giveUp()
{
    const live::ClusterMirror& mirror = m_session.mirror();
    Outcome outcome = *m_written;
    outcome.phase = Outcome::Phase::NoReaction;
    outcome.explanation = spoken([&] {
        return whyNoReaction(m_plan, mirror.objects(), mirror.scope(m_plan.target.kind),
                             mirror.serverTime(m_clock.now()), m_patience);
    });
    finish(outcome);
}

void PlanRun::finish(Outcome outcome)
{
    if (m_done) {
        return;
    }
    m_done = true;
    m_timer.cancel();
    outcome.took = m_clock.monotonic() - m_started;
    emit finished(outcome);
}

} // namespace konductor::action
