// SPDX-License-Identifier: Apache-2.0
#include "core/api/object.h"
#include "core/base/time.h"
#include "core/kube/headers.h"

#include <cstdint>
#include <cstdlib>

using namespace konductor;

/// Text that claims to be a duration, a point in time, an HTTP date, a Retry-After or two resource versions. What is
/// read is written and read again as the same.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    const QByteArrayView bytes(data, static_cast<qsizetype>(size));
    const QString text = QString::fromUtf8(bytes);
    if (const auto duration = parseDuration(text)) {
        const auto again = parseDuration(formatDuration(*duration));
        if (!again || *again != *duration || humanDuration(*duration).isEmpty() || countdownText(*duration).isEmpty()) {
            std::abort();
        }
    }
    if (const auto time = parseTimestamp(text)) {
        const auto again = parseTimestamp(formatTimestamp(*time));
        if (!again || *again > *time || *time - *again >= std::chrono::seconds(1)) {
            std::abort();
        }
    }
    std::ignore = kube::parseHttpDate(bytes);
    const auto pause = kube::parseRetryAfter(bytes, Timestamp());
    if (pause && (pause->count() < 0 || *pause > std::chrono::hours(1))) {
        std::abort();
    }
    const qsizetype middle = text.size() / 2;
    const auto forth = compareResourceVersions(text.left(middle), text.mid(middle));
    const auto back = compareResourceVersions(text.mid(middle), text.left(middle));
    if ((forth < 0) != (back > 0) || (forth == 0) != (back == 0)) {
        std::abort();
    }
    return 0;
}
