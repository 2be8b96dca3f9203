// SPDX-License-Identifier: Apache-2.0
// Leader election: one process at a time holds the lease service-leader; with it dies the leadership.
#include "core/sdk/examples/example.h"

using namespace konductor;
using namespace Qt::StringLiterals;

static Client::Task<void> lead(const sdk::Hold& lease)
{
    // Whatever this leader writes carries the token, so that a store can refuse a leader that was.
    example::say(u"leading with token "_s + lease.fencingToken());
    co_return Result<void>();
}

static Client::Task<void> body(Client client)
{
    return client.withLease(u"service-leader"_s, lead, {.priority = 10});
}

int main(int argc, char** argv)
{
    return example::run(argc, argv, body);
}
