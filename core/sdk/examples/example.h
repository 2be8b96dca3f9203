// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/sdk/client.h"

#include <QCoreApplication>
#include <QTextStream>

/// What the examples share: an event loop, a client on the kubeconfig's cluster, and a way out.
namespace konductor::example {

inline void say(const QString& line)
{
    QTextStream(stdout) << line << Qt::endl;
}

using Body = Client::Task<void> (*)(Client client);

inline QCoro::Task<void> follow(Body body, Client client)
{
    const Result<void> done = co_await body(client);
    if (!done) {
        QTextStream(stderr) << oneLine(done.error()) << Qt::endl;
    }
    co_await client.idle();
    QCoreApplication::exit(done ? 0 : 1);
}

inline int run(int argc, char** argv, Body body, const QString& holder = {})
{
    QCoreApplication application(argc, argv);
    auto client = Client::open({.holder = holder});
    if (!client) {
        QTextStream(stderr) << oneLine(client.error()) << Qt::endl;
        return 1;
    }
    QMetaObject::invokeMethod(
        &application, [&client, body] { follow(body, *client); }, Qt::QueuedConnection);
    return QCoreApplication::exec();
}

} // namespace konductor::example
