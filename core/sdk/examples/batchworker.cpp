// SPDX-License-Identifier: Apache-2.0
// A batch worker: each item under a permit of batch-processor, and the wait group batch counts what is left.
#include "core/sdk/examples/example.h"

using namespace konductor;
using namespace Qt::StringLiterals;

static Client::Task<void> body(Client client)
{
    const QStringList items{u"one"_s, u"two"_s, u"three"_s};
    const Result<qint64> announced = co_await client.addWaitGroup(u"batch"_s, items.size());
    if (!announced) {
        co_return fail(announced.error());
    }
    for (const QString& item : items) {
        Result<sdk::Permit> permit = co_await client.acquireSemaphore(u"batch-processor"_s);
        if (!permit) {
            co_return fail(permit.error());
        }
        example::say(u"processing "_s + item);
        const Result<qint64> left = co_await client.doneWaitGroup(u"batch"_s);
        if (!left) {
            co_return fail(left.error());
        }
    } // each permit is given back here
    const Result<void> all = co_await client.waitWaitGroup(u"batch"_s);
    co_return all;
}

int main(int argc, char** argv)
{
    return example::run(argc, argv, body);
}
