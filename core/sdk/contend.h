// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/sdk/holdstate.h"
#include "core/sdk/waitqueue.h"

namespace konductor::sdk {

/// Private to core/sdk: how a call comes to a hold that clients take by themselves: permits and locks.
struct Contest {
    /// What the watch shows: how many could take it now, and when that may change without an event.
    struct View {
        qsizetype free = 0;
        bool freeForAll = true; ///< Those in front could take it as well: not while readers hold and a writer waits.
        std::optional<Timestamp> changesAt = std::nullopt; ///< Server time.
        std::optional<Error> refusal = std::nullopt; ///< It can never be had.
    };
    ObjectKey key;
    bool exclusive = true;
    std::function<View(const ObjectWatch&)> look;
    /// Tries for the `place`-th of what is free; null when somebody else was quicker.
    std::function<QCoro::Task<Result<std::shared_ptr<HoldState>>>(std::shared_ptr<ObjectWatch>, qsizetype place,
                                                                  std::stop_token)>
        take;
};
/// Waits in turn until it has it. With a timeout of zero it looks once: null when it is not free. Who finds it free and
/// nobody waiting takes it at once; who does not, joins the queue.
QCoro::Task<Result<std::shared_ptr<HoldState>>> contend(Core core, Contest contest, Options options,
                                                        std::stop_token stop);

/// The TTL of a hold: the call's, the primitive's, or ours.
std::chrono::milliseconds ttlOf(const Options& options, const std::optional<Duration>& spec);
/// The watch cannot go on, or there is no such object.
std::optional<Error> whyHopeless(const ObjectWatch& watch);
/// Checks what can be checked before a watch begins.
Result<void> checkOptions(const ObjectKey& key, const Options& options);

} // namespace konductor::sdk
