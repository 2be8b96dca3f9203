// SPDX-License-Identifier: Apache-2.0
// A lost lease: somebody with the right to takes it away, and the work under it is told at once.
#include "core/sdk/examples/example.h"

#include <QCoro/QCoroSignal>

using namespace konductor;
using namespace Qt::StringLiterals;

static Client::Task<void> body(Client client)
{
    const Result<sdk::LeaseHold> lease = co_await client.acquireLease(u"migration"_s);
    if (!lease) {
        co_return fail(lease.error());
    }
    example::say(u"holding"_s);
    co_await qCoro(lease->events(), &sdk::HoldSignals::lost); // lostToken() is the same for other threads
    example::say(u"stopping: "_s + oneLine(*lease->loss()));
    co_return Result<void>();
}

int main(int argc, char** argv)
{
    return example::run(argc, argv, body);
}
