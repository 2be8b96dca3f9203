// SPDX-License-Identifier: Apache-2.0
#include "core/sdk/watchpool.h"

#include "core/sdk/requests.h"

#include <QPointer>
#include <QRandomGenerator>
#include <QUuid>
#include <QVariant>

using namespace Qt::StringLiterals;

namespace konductor::sdk {

namespace {

using Known = std::weak_ptr<WatchPool>;

constexpr std::chrono::milliseconds lingering(5'000);
constexpr const char* remembered = "konductor_watches";
/// The annotation of the console's own "look again".
constexpr QStringView touched = u"konductor-console/looked-again";

QCoro::Task<void> sendAndForget(QPointer<kube::Connection> connection, kube::Request request, std::stop_token stop)
{
    const Result<kube::Response> answer = co_await connection->send(request, stop);
    Q_UNUSED(answer) // refused or not: the operator looks at its own time
}

} // namespace

std::shared_ptr<WatchPool> WatchPool::of(kube::Connection& connection, Clock& clock)
{
    std::shared_ptr<WatchPool> pool = connection.property(remembered).value<Known>().lock();
    if (!pool) {
        pool.reset(new WatchPool(connection, clock));
        connection.setProperty(remembered, QVariant::fromValue(Known(pool)));
    }
    return pool;
}

WatchPool::~WatchPool()
{
    m_gone.request_stop();
}

std::shared_ptr<ObjectWatch> WatchPool::watch(const ObjectKey& key, std::stop_token closed)
{
    Shared& shared = m_watches[key];
    if (shared.watch && shared.users == 0 && shared.watch->error()) {
        shared.watch.reset(); // refused some time ago: ask again
    }
    if (!shared.watch) {
        ObjectWatch::Tools tools{m_connection, m_clock, [] { return QRandomGenerator::global()->generateDouble(); },
                                 [this](const ObjectPtr& seen) { touch(seen); }};
        shared.watch = std::make_unique<ObjectWatch>(key, std::move(tools));
    }
    ++shared.users;
    shared.linger.cancel();
    return {shared.watch.get(), [pool = weak_from_this(), key, closed](ObjectWatch*) {
                if (const auto still = pool.lock()) {
                    still->dropUse(key, closed.stop_requested());
                }
            }};
}

void WatchPool::dropUse(const ObjectKey& key, bool atOnce)
{
    Shared& shared = m_watches[key];
    if (--shared.users == 0) {
        shared.linger =
            m_clock.after(atOnce ? std::chrono::milliseconds(0) : lingering, [this, key] { m_watches.erase(key); });
    }
}

void WatchPool::touch(const ObjectPtr& seen)
{
    if (!seen) {
        return;
    }
    // Another value each time: an update that changes nothing wakes nobody.
    const QString time = formatTimestamp(m_connection.serverClock().toServer(m_clock.now()));
    const QString mark = time + u'/' + QUuid::createUuid().toString(QUuid::Id128).left(8);
    sendAndForget(&m_connection, annotationPatch(*seen, {{touched.toString(), mark}}), m_gone.get_token());
}

} // namespace konductor::sdk
