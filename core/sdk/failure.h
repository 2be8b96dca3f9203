// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"
#include "core/base/export.h"

namespace konductor::sdk {

/// What a caller of the client has to tell apart; the Error itself says more.
enum class Failure {
    TimedOut, ///< Options::timeout, or the server did not answer in time.
    Cancelled, ///< The stop token was stopped, or the client was closed.
    Lost, ///< The hold ended before it was given back.
    NotFound, ///< The object, or its kind on this server, does not exist.
    Forbidden, ///< The server does not know us, or says no; a read-only connection too.
    Conflict, ///< The object's state refuses it: it exists already, is failed, is held by somebody else.
    Invalid, ///< The call itself cannot be carried out: an option, a name, a kubeconfig.
    Server ///< The server or the way to it failed; the same call may succeed later.
};

KONDUCTOR_EXPORT Failure failureOf(const Error& error);
/// "TimedOut"
KONDUCTOR_EXPORT QString toString(Failure failure);

} // namespace konductor::sdk
