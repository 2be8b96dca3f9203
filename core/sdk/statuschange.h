// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/sdk/clientcore.h"

#include <functional>
#include <variant>

namespace konductor::sdk {

/// Private to core/sdk: the guarded status update that mutex, rwmutex, lease, once and wait group are made of.
struct StatusChange {
    /// A merge patch of the status; NotNow leaves the object alone; an Error refuses.
    struct NotNow { };
    using Decision = std::variant<QJsonObject, NotNow, Error>;
    /// Decides from the object as it is. Asked again after a conflict, and after a write of unknown outcome: it must
    /// recognise what it wrote itself, and then answer with an empty patch.
    using Decide = std::function<Decision(const Object&)>;

    ObjectKey key;
    ObjectPtr known; ///< As last seen; null: it is read first.
    Decide decide;
    /// Called when the change failed or was stopped, but may have been carried out or yet be; as
    /// ClientCore::sendWhole() has it. Without one, a stop breaks off the write.
    std::function<void()> takeBack = {};
};
/// The object after the change; null when the decision was NotNow. Fails with what decided against it, or NotFound when
/// the object is gone or another, or with why the server could not be asked.
QCoro::Task<Result<ObjectPtr>> changeStatus(Core core, StatusChange change, std::stop_token stop);

/// Passing trouble: the same call may succeed a little later.
bool isPassing(const Error& error);
/// The outcome of a write that failed like this is not known.
bool isUnknownOutcome(const Error& error);

} // namespace konductor::sdk
