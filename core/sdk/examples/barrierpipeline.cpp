// SPDX-License-Identifier: Apache-2.0
// A pipeline of stages: begin when stage-1 is complete, do this stage's work, and report it at stage-2.
#include "core/sdk/examples/example.h"

using namespace konductor;
using namespace Qt::StringLiterals;

static Client::Task<void> processData()
{
    example::say(u"processing"_s);
    co_return Result<void>();
}

static Client::Task<void> body(Client client)
{
    return client.waitAndArrive(u"stage-1"_s, u"stage-2"_s, processData, {.timeout = std::chrono::minutes(10)});
}

int main(int argc, char** argv)
{
    return example::run(argc, argv, body);
}
