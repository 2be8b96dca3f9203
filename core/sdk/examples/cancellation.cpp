// SPDX-License-Identifier: Apache-2.0
// Cancellation: a wait ends as soon as its stop token says so, from whatever thread.
#include "core/sdk/examples/example.h"

#include <thread>

using namespace konductor;
using namespace Qt::StringLiterals;

static Client::Task<void> body(Client client)
{
    std::stop_source stop;
    std::jthread person([&stop] { stop.request_stop(); });
    const Result<void> waited = co_await client.waitBarrier(u"never"_s, {}, stop.get_token());
    if (!waited && sdk::failureOf(waited.error()) == sdk::Failure::Cancelled) {
        example::say(u"cancelled"_s);
        co_return Result<void>();
    }
    co_return waited;
}

int main(int argc, char** argv)
{
    return example::run(argc, argv, body);
}
