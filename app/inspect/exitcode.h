// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"

namespace konductor::inspect {

/// What konductor-inspect ends with.
enum ExitCode : int {
    Done = 0,
    Refused = 1, ///< The object's state refused it.
    Usage = 2,
    NotConnected = 3, ///< Could not connect, or not authorised.
    InPart = 4, ///< Some of it was done or shown, some not.
    Differs = 5, ///< watch --self-check: what is shown is not what the server has.
    TimedOut = 124, ///< acquire, lock, wait: not within --timeout, as timeout(1) counts.
    HoldLost = 125, ///< acquire, lock: the hold was lost, and the command ended for it.
    Interrupted = 130 ///< SIGINT or SIGTERM before it was done, as shells count.
};

/// The code for an error that left nothing done.
int exitCodeOf(const Error& error);

} // namespace konductor::inspect
