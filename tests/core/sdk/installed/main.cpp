// SPDX-License-Identifier: Apache-2.0
#include "core/sdk/blocking.h"
#include "core/sdk/client.h"
#include "core/sdk/objects.h"

#include <cstdio>

/// A program of somebody else: it compiles, links and tells an error from a value.
int main()
{
    const auto client = konductor::Client::open({.kubeconfig = QStringLiteral("/nowhere/kubeconfig")});
    if (client) {
        return 1;
    }
    const auto failure = konductor::sdk::failureOf(client.error());
    const konductor::ObjectPtr made = konductor::sdk::newSemaphore(QStringLiteral("s"), 2);
    const auto* semaphore = konductor::as<konductor::Semaphore>(made.get());
    std::puts(qPrintable(konductor::oneLine(client.error())));
    return failure == konductor::sdk::Failure::Invalid && semaphore && semaphore->spec.permits == 2 ? 0 : 1;
}
