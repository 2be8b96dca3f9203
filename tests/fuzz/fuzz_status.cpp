// SPDX-License-Identifier: Apache-2.0
#include "core/kube/headers.h"
#include "core/kube/statuserror.h"

#include <cstdint>
#include <cstdlib>

using namespace konductor;
using namespace konductor::kube;

/// A byte for the HTTP status, a byte for which header the start of the rest is as well, then a body.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    if (size < 2) {
        return 0;
    }
    const QByteArray body(reinterpret_cast<const char*>(data) + 2, static_cast<qsizetype>(size) - 2);
    const QByteArray header = body.left(80);
    FailedAnswer answer;
    answer.status = 300 + data[0] * 2 % 300;
    answer.body = body;
    answer.contentType = data[1] & 1 ? QByteArray("text/html") : header;
    answer.retryAfter = data[1] & 2 ? header : QByteArray();
    answer.location = data[1] & 4 ? header : QByteArray();
    answer.contentEncoding = data[1] & 8 ? header : QByteArray();
    for (const Error& error :
         {statusError(answer, QStringLiteral("s"), Timestamp()), statusEventError(body, QStringLiteral("s"))}) {
        const bool tooLong = error.message.kept.size() > 2'000 || error.reason.size() > 200;
        const bool endless =
            error.retryAfter && (error.retryAfter->count() < 0 || *error.retryAfter > std::chrono::hours(1));
        if (error.message.isEmpty() || tooLong || endless) {
            std::abort();
        }
    }
    for (const QString& warning : parseWarnings(body)) {
        if (warning.contains(u'\x1b') || warning.contains(u'\n')) {
            std::abort();
        }
    }
    return 0;
}
