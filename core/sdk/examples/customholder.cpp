// SPDX-License-Identifier: Apache-2.0
// A holder of one's own choosing, for the whole client and for one call: what the console and koncli show.
#include "core/sdk/examples/example.h"

using namespace konductor;
using namespace Qt::StringLiterals;

static Client::Task<void> body(Client client)
{
    const Result<void> arrived = co_await client.arriveBarrier(u"workers"_s);
    if (!arrived) {
        co_return arrived;
    }
    const Result<sdk::Permit> permit = co_await client.acquireSemaphore(u"api-quota"_s, {.holder = u"shard-7-retry"_s});
    if (!permit) {
        co_return fail(permit.error());
    }
    example::say(client.holder() + u" arrived, "_s + permit->holder() + u" holds"_s);
    co_return Result<void>();
}

int main(int argc, char** argv)
{
    return example::run(argc, argv, body, u"shard-7"_s);
}
