// SPDX-License-Identifier: Apache-2.0
// Synchronous use: a program without an event loop; the lock is renewed meanwhile on a thread of the client's.
#include "core/sdk/blocking.h"

#include <cstdio>

using namespace konductor;
using namespace Qt::StringLiterals;

int main()
{
    auto client = sdk::BlockingClient::open();
    if (!client) {
        return 1;
    }
    auto lock = (*client)->lockMutex(u"report"_s, {.timeout = std::chrono::minutes(1)});
    if (!lock) {
        std::fputs(qPrintable(oneLine(lock.error())), stderr);
        return 1;
    }
    std::puts(lock->isHeld() ? "writing the report" : "lost it");
    return lock->release() ? 0 : 1;
}
