// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/sdk/clientcore.h"
#include "core/sdk/hold.h"

#include <functional>

namespace konductor::sdk {

/// Private to core/sdk: a hold's life after it was acquired: renewal, loss, release. Lives on the client's thread.
class HoldState final : public std::enable_shared_from_this<HoldState> {
public:
    /// What a grant or a renewal proved: until when nobody else may take it.
    struct Lasting {
        std::optional<Timestamp> expiresAt; ///< Server time; none: it does not expire.
        std::chrono::milliseconds trustedUntil{0}; ///< By the monotonic clock.
    };
    /// What differs between permits, leases and locks.
    struct Kind {
        /// Fails with Lost when it is not ours any more; with anything else it is tried again.
        std::function<QCoro::Task<Result<Lasting>>(std::stop_token)> renew;
        std::function<QCoro::Task<Result<void>>(std::stop_token)> release;
        /// Why it is lost, by what the watch shows; none while it is not.
        std::function<std::optional<QString>(const ObjectWatch&)> lossSeen;
    };
    struct Facts {
        ObjectKey key;
        ObjectKey object;
        QString holder;
        QString fencingToken;
        std::chrono::milliseconds ttl;
    };
    static std::shared_ptr<HoldState> begin(Core core, std::shared_ptr<ObjectWatch> watch, Facts facts, Kind kind,
                                            Lasting lasting);
    HoldState(Core core, std::shared_ptr<ObjectWatch> watch, Facts facts, Kind kind, Lasting lasting);

    /// How long a hold that is written now lasts: expiresAt in whole seconds, and how long that can be trusted whatever
    /// the server's clock shows within its known bounds.
    static Lasting lastingFrom(ClientCore& core, std::chrono::milliseconds ttl);
    /// The same for an expiry that was not ours to choose.
    static Lasting lastingUntil(ClientCore& core, Timestamp expiresAt);

    bool isHeld() const;
    const Facts& facts() const { return m_facts; }
    const Lasting& lasting() const { return m_lasting; }
    std::stop_token lostToken() const { return m_lostStop.get_token(); }
    const HoldSignals& events() const { return m_signals; }
    const std::optional<Error>& loss() const { return m_loss; }
    Core core() const { return m_core; }

    /// Ends the renewals and gives it back; once.
    static QCoro::Task<Result<void>> release(std::shared_ptr<HoldState> self);

private:
    enum class Phase { Held, Lost, Released };
    void armRenewal(std::chrono::milliseconds wait);
    void armDeadline();
    void renewed(const Result<Lasting>& result);
    void watchChanged();
    void lose(const QString& why);
    static QCoro::Task<void> renewOnce(std::shared_ptr<HoldState> self);
    static QCoro::Task<void> clearAway(std::shared_ptr<HoldState> self, std::shared_ptr<void> work);

    Core m_core;
    std::shared_ptr<ObjectWatch> m_watch;
    Facts m_facts;
    Kind m_kind;
    Lasting m_lasting;
    Phase m_phase = Phase::Held;
    std::optional<Error> m_loss;
    std::stop_source m_lostStop;
    std::stop_source m_renewalStop;
    bool m_renewing = false;
    HoldSignals m_signals;
    TimerHandle m_renewal;
    TimerHandle m_deadline;
};

template <class T> T makeHold(std::shared_ptr<HoldState> state)
{
    return T(std::move(state));
}

} // namespace konductor::sdk
