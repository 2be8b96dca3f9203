// SPDX-License-Identifier: Apache-2.0
// Rate limit: at most so many calls at a time among all processes, as many as the semaphore api-quota has permits.
#include "core/sdk/examples/example.h"

using namespace konductor;
using namespace Qt::StringLiterals;

static Client::Task<void> callTheApi(const sdk::Hold& permit)
{
    example::say(u"calling under "_s + permit.object().name);
    co_return Result<void>();
}

static Client::Task<void> body(Client client)
{
    return client.withSemaphore(u"api-quota"_s, callTheApi, {.ttl = std::chrono::minutes(5)});
}

int main(int argc, char** argv)
{
    return example::run(argc, argv, body);
}
