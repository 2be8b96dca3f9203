// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/export.h"
#include "core/base/spoken.h"

#include <QString>

#include <chrono>
#include <optional>

namespace konductor {

/// Why something failed, as a value. Immutable once returned; safe to hand to another thread.
///
/// Four layers are kept apart: `kind` is what the program acts on, `httpStatus` what the wire said,
/// `reason` and `message` the server's own words verbatim (hostile text: show as plain text only),
/// `subject` what the failure concerns ("kubeconfig /etc/kube/config", "leases in team-a").
struct Error {
    enum class Kind {
        Offline, ///< No connection: refused, reset, name not found, network gone.
        Timeout, ///< A deadline passed, ours or the server's.
        Tls, ///< The certificate or the handshake was not acceptable.
        Unauthorized, ///< 401: the server does not know who we are.
        Forbidden, ///< 403: it knows, and says no.
        NotFound, ///< 404.
        AlreadyExists, ///< 409 with reason AlreadyExists.
        Conflict, ///< 409: a precondition (uid, resourceVersion) no longer holds.
        Gone, ///< 410: the resource version or continue token expired; list again.
        TooLargeResourceVersion, ///< The server is behind the version we asked for (kube.md 1.12).
        Throttled, ///< 429.
        Invalid, ///< 400, 405, 415 or 422: the request or the object was not accepted.
        Server, ///< 5xx.
        Malformed, ///< An answer that is not what the protocol says.
        Config, ///< A kubeconfig or option that cannot be used.
        Unsupported, ///< Understood, but this program cannot do it.
        ReadOnly, ///< The connection was opened read-only (design decision 10).
        Cancelled, ///< A stop was requested.
        Lost ///< A hold ended before it was given back: it expired, or somebody took it away.
    };

    Kind kind = Kind::Server;
    Spoken subject; ///< What or where; empty when plain from the context.
    Spoken message; ///< What happened, the server's words where there are any.
    Spoken advice; ///< What to do, when the place that made the error knows it; else empty.
    int httpStatus = 0;
    QString reason; ///< Status.reason of the server ("AlreadyExists"); empty if there was none.
    std::optional<std::chrono::milliseconds> retryAfter = std::nullopt;

    friend bool operator==(const Error&, const Error&) = default;
};

/// The kind's name for logs, JSON and tests ("Forbidden").
KONDUCTOR_EXPORT QString toString(Error::Kind kind);

/// One clear line: subject, message, advice. Control characters are made visible (see text.h), the length is
/// bounded; fit for a terminal. The window words errors itself (ui/widgets/errortext.h).
KONDUCTOR_EXPORT Spoken spokenLine(const Error& error);
/// What is kept of that line: in English.
KONDUCTOR_EXPORT QString oneLine(const Error& error);

/// Shorthand for the common case.
KONDUCTOR_EXPORT Error makeError(Error::Kind kind, Spoken subject, Spoken message, Spoken advice = {});

} // namespace konductor
