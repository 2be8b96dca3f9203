// SPDX-License-Identifier: Apache-2.0
#include "core/sdk/failure.h"

using namespace Qt::StringLiterals;

namespace konductor::sdk {

Failure failureOf(const Error& error)
{
    switch (error.kind) {
    case Error::Kind::Timeout:
        return Failure::TimedOut;
    case Error::Kind::Cancelled:
        return Failure::Cancelled;
    case Error::Kind::Lost:
        return Failure::Lost;
    case Error::Kind::NotFound:
        return Failure::NotFound;
    case Error::Kind::Forbidden:
    case Error::Kind::Unauthorized:
    case Error::Kind::ReadOnly:
        return Failure::Forbidden;
    case Error::Kind::Conflict:
    case Error::Kind::AlreadyExists:
        return Failure::Conflict;
    case Error::Kind::Invalid:
    case Error::Kind::Config:
    case Error::Kind::Unsupported:
        return Failure::Invalid;
    case Error::Kind::Offline:
    case Error::Kind::Tls:
    case Error::Kind::Gone:
    case Error::Kind::TooLargeResourceVersion:
    case Error::Kind::Throttled:
    case Error::Kind::Server:
    case Error::Kind::Malformed:
        return Failure::Server;
    }
    Q_UNREACHABLE();
}

QString toString(Failure failure)
{
    switch (failure) {
    case Failure::TimedOut:
        return u"TimedOut"_s;
    case Failure::Cancelled:
        return u"Cancelled"_s;
    case Failure::Lost:
        return u"Lost"_s;
    case Failure::NotFound:
        return u"NotFound"_s;
    case Failure::Forbidden:
        return u"Forbidden"_s;
    case Failure::Conflict:
        return u"Conflict"_s;
    case Failure::Invalid:
        return u"Invalid"_s;
    case Failure::Server:
        return u"Server"_s;
    }
    Q_UNREACHABLE();
}

} // namespace konductor::sdk
