// SPDX-License-Identifier: Apache-2.0
// An init container: ends with 0 when the barriers named on its command line are open, so that the pod goes on.
#include "core/sdk/examples/example.h"

using namespace konductor;
using namespace Qt::StringLiterals;

static Client::Task<void> body(Client client)
{
    const QStringList barriers = QCoreApplication::arguments().mid(1);
    for (const QString& name : barriers) {
        const Result<void> open = co_await client.waitBarrier(name);
        if (!open) {
            co_return open;
        }
        example::say(name + u" is open"_s);
    }
    co_return Result<void>();
}

int main(int argc, char** argv)
{
    return example::run(argc, argv, body);
}
