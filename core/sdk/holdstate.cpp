// SPDX-License-Identifier: Apache-2.0
#include "core/sdk/holdstate.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace konductor::sdk {

namespace {

/// Between what we trust and what others take: the operator's clock may differ a little from the API server's.
constexpr std::chrono::milliseconds safety = 250ms;
/// Qt's long timers are coarse; a deadline is looked at at least this often.
constexpr std::chrono::milliseconds longestLook = 1500ms;
constexpr int releaseTries = 3;

} // namespace

HoldState::Lasting HoldState::lastingFrom(ClientCore& core, std::chrono::milliseconds ttl)
{
    return lastingUntil(core, std::chrono::ceil<std::chrono::seconds>(core.latestServerTime() + ttl));
}

HoldState::Lasting HoldState::lastingUntil(ClientCore& core, Timestamp expiresAt)
{
    return {expiresAt, core.clock().monotonic() + (expiresAt - core.latestServerTime()) - safety};
}

std::shared_ptr<HoldState> HoldState::begin(Core core, std::shared_ptr<ObjectWatch> watch, Facts facts, Kind kind,
                                            Lasting lasting)
{
    auto state =
        std::make_shared<HoldState>(std::move(core), std::move(watch), std::move(facts), std::move(kind), lasting);
    QObject::connect(state->m_watch.get(), &ObjectWatch::changed, &state->m_signals,
                     [raw = state.get()] { raw->watchChanged(); });
    state->armRenewal(state->m_facts.ttl / 3);
    state->armDeadline();
    return state;
}

HoldState::HoldState(Core core, std::shared_ptr<ObjectWatch> watch, Facts facts, Kind kind, Lasting lasting)
    : m_core(std::move(core))
    , m_watch(std::move(watch))
    , m_facts(std::move(facts))
    , m_kind(std::move(kind))
    , m_lasting(lasting)
{
}

bool HoldState::isHeld() const
{
    return m_phase == Phase::Held && (!m_lasting.expiresAt || m_core->clock().monotonic() < m_lasting.trustedUntil);
}

void HoldState::armRenewal(std::chrono::milliseconds wait)
{
    m_renewal = m_core->clock().after(wait, [weak = weak_from_this()] {
        if (const auto self = weak.lock(); self && self->isHeld() && !self->m_renewing) {
            renewOnce(self);
        }
    });
}

void HoldState::armDeadline()
{
    if (!m_lasting.expiresAt) {
        m_deadline.cancel();
        return;
    }
    const std::chrono::milliseconds left = m_lasting.trustedUntil - m_core->clock().monotonic();
    m_deadline = m_core->clock().after(std::clamp(left, 1ms, longestLook), [weak = weak_from_this()] {
        if (const auto self = weak.lock(); self && self->m_phase == Phase::Held) {
            self->isHeld() ? self->armDeadline() : self->lose(u"it could not be renewed in time"_s);
        }
    });
}

QCoro::Task<void> HoldState::renewOnce(std::shared_ptr<HoldState> self)
{
    self->m_renewing = true;
    const std::stop_token stop = self->m_renewalStop.get_token();
    const Result<Lasting> result = co_await self->m_kind.renew(stop);
    self->m_renewing = false;
    if (self->m_phase == Phase::Held) {
        self->renewed(result);
    }
}

void HoldState::renewed(const Result<Lasting>& result)
{
    if (!isHeld()) {
        lose(u"it could not be renewed in time"_s); // also when the server took it: others were told otherwise
    } else if (result) {
        m_lasting = *result;
        armDeadline();
        armRenewal(m_facts.ttl / 3);
    } else if (result.error().kind == Error::Kind::Lost) {
        lose(result.error().message.kept);
    } else {
        armRenewal(std::min<std::chrono::milliseconds>(m_facts.ttl / 10, 1s));
    }
}

void HoldState::watchChanged()
{
    if (m_phase != Phase::Held || !m_watch->isSynced()) {
        return;
    }
    if (const auto why = m_kind.lossSeen(*m_watch)) {
        lose(*why);
    }
}

void HoldState::lose(const QString& why)
{
    const auto self = shared_from_this(); // a slot may drop the hold
    m_phase = Phase::Lost;
    m_renewal.cancel();
    m_deadline.cancel();
    m_loss = makeError(Error::Kind::Lost, toString(m_facts.key), why);
    m_renewalStop.request_stop();
    m_lostStop.request_stop();
    clearAway(self, m_core->workInBackground());
    emit m_signals.lost(*m_loss);
}

/// What is left of a lost hold must not stand in others' way.
QCoro::Task<void> HoldState::clearAway(std::shared_ptr<HoldState> self, std::shared_ptr<void> /*work*/)
{
    const Result<void> gone = co_await self->m_kind.release({});
    Q_UNUSED(gone) // it was lost in any case
}

QCoro::Task<Result<void>> HoldState::release(std::shared_ptr<HoldState> self)
{
    if (self->m_phase == Phase::Lost) {
        co_return fail(*self->m_loss);
    }
    self->m_phase = Phase::Released;
    self->m_renewal.cancel();
    self->m_deadline.cancel();
    const std::shared_ptr<void> work = self->m_core->workInBackground();
    Result<void> result;
    for (int tries = 0; tries < releaseTries; ++tries) {
        result = co_await self->m_kind.release({});
        const bool again =
            !result && (result.error().kind == Error::Kind::Offline || result.error().kind == Error::Kind::Server);
        if (!again) {
            break;
        }
    }
    co_return result;
}

} // namespace konductor::sdk
