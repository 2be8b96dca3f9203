// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"
#include "core/base/time.h"

#include <QByteArray>

namespace konductor::kube {

/// What came back with a failure. `location` only matters for 3xx.
struct FailedAnswer {
    int status = 0;
    QByteArray body;
    QByteArray contentType;
    QByteArray retryAfter;
    QByteArray location;
    QByteArray contentEncoding;
};

/// The one place that turns an HTTP answer of 300 and above into an Error: from the server's Status object when
/// there is one, else from what the proxy in between wrote, cut and cleaned (kube.md 1.49). Pure.
Error statusError(const FailedAnswer& answer, const Spoken& subject, Timestamp now);

/// The same for the Status object inside an ERROR event of a watch (kube.md 1.20-1.24). Bytes that are no Status
/// give Error::Kind::Malformed.
Error statusEventError(const QByteArray& status, const Spoken& subject);

} // namespace konductor::kube
