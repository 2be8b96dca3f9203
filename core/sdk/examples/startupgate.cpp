// SPDX-License-Identifier: Apache-2.0
// A service that starts when its dependencies are ready, and says what is missing if that takes too long.
#include "core/sdk/examples/example.h"

using namespace konductor;
using namespace Qt::StringLiterals;

static Client::Task<void> body(Client client)
{
    const Result<void> ready = co_await client.waitGate(u"dependencies-ready"_s, {.timeout = std::chrono::minutes(1)});
    if (!ready && sdk::failureOf(ready.error()) == sdk::Failure::TimedOut) {
        const auto conditions = co_await client.gateConditions(u"dependencies-ready"_s);
        for (const GateConditionStatus& condition : conditions.value_or(std::vector<GateConditionStatus>())) {
            if (!condition.met) {
                example::say(u"%1 %2: %3"_s.arg(condition.type, condition.name, condition.message));
            }
        }
    }
    if (ready) {
        example::say(u"starting"_s);
    }
    co_return ready;
}

int main(int argc, char** argv)
{
    return example::run(argc, argv, body);
}
