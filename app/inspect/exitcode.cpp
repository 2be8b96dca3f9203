// SPDX-License-Identifier: Apache-2.0
#include "app/inspect/exitcode.h"

namespace konductor::inspect {

int exitCodeOf(const Error& error)
{
    switch (error.kind) {
    case Error::Kind::NotFound:
    case Error::Kind::AlreadyExists:
    case Error::Kind::Conflict:
    case Error::Kind::Invalid:
        return Refused;
    case Error::Kind::Cancelled:
        return Interrupted;
    case Error::Kind::Lost:
        return HoldLost;
    case Error::Kind::Offline:
    case Error::Kind::Timeout:
    case Error::Kind::Tls:
    case Error::Kind::Unauthorized:
    case Error::Kind::Forbidden:
    case Error::Kind::Gone:
    case Error::Kind::TooLargeResourceVersion:
    case Error::Kind::Throttled:
    case Error::Kind::Server:
    case Error::Kind::Malformed:
    case Error::Kind::Config:
    case Error::Kind::Unsupported:
    case Error::Kind::ReadOnly:
        return NotConnected;
    }
    Q_UNREACHABLE();
}

} // namespace konductor::inspect
