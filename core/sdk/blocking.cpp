// SPDX-License-Identifier: Apache-2.0
#include "core/sdk/blocking.h"

#include <QCoreApplication>

namespace konductor::sdk {

namespace {

/// Lives to the end of the process, as an application does.
void needApplication()
{
    if (!QCoreApplication::instance()) {
        static int count = 1;
        static char name[] = "konductor";
        static char* arguments[] = {name, nullptr};
        static QCoreApplication application(count, arguments);
    }
}

} // namespace

BlockingHold::BlockingHold(BlockingHold&& other) noexcept
    : m_client(other.m_client)
    , m_hold(std::move(other.m_hold))
    , m_lost(std::move(other.m_lost))
    , m_token(std::move(other.m_token))
{
}

BlockingHold& BlockingHold::operator=(BlockingHold&& other) noexcept
{
    std::swap(m_client, other.m_client);
    std::swap(m_hold, other.m_hold);
    std::swap(m_lost, other.m_lost);
    std::swap(m_token, other.m_token);
    return *this;
}

BlockingHold::~BlockingHold()
{
    if (m_hold) {
        m_client->post([hold = std::move(m_hold)]() mutable { hold.reset(); });
    }
}

Result<void> BlockingHold::release()
{
    if (!m_hold) {
        return fail(makeError(Error::Kind::Lost, {}, QStringLiteral("nothing is held")));
    }
    const std::shared_ptr<Hold> hold = std::exchange(m_hold, {});
    return m_client->call<void>([hold](Client&) { return BlockingClient::giveBack(hold); });
}

BlockingClient::BlockingClient()
{
    m_place.moveToThread(&m_thread);
    m_thread.setObjectName(QStringLiteral("konductor"));
    m_thread.start();
}

Result<std::unique_ptr<BlockingClient>> BlockingClient::open(const Client::Config& config)
{
    needApplication();
    std::unique_ptr<BlockingClient> client(new BlockingClient);
    std::promise<Result<void>> opened;
    client->post([&] {
        auto made = Client::open(config);
        if (made) {
            client->m_client.emplace(std::move(*made));
        }
        opened.set_value(made ? Result<void>() : fail(made.error()));
    });
    const Result<void> result = opened.get_future().get();
    return result ? Result<std::unique_ptr<BlockingClient>>(std::move(client)) : fail(result.error());
}

BlockingClient::~BlockingClient()
{
    if (m_client) {
        const Result<void> quiet = call<void>([](Client& client) { return idle(&client); });
        Q_UNUSED(quiet)
        std::promise<void> closed;
        post([&] {
            m_client.reset();
            closed.set_value();
        });
        closed.get_future().wait();
    }
    m_thread.quit();
    m_thread.wait();
}

void BlockingClient::post(std::function<void()> work) const
{
    QMetaObject::invokeMethod(&m_place, std::move(work), Qt::QueuedConnection);
}

Client::Task<void> BlockingClient::giveBack(std::shared_ptr<Hold> hold)
{
    const Result<void> released = co_await hold->release();
    co_return released;
}

Client::Task<void> BlockingClient::idle(Client* client)
{
    co_await client->idle();
    co_return Result<void>();
}

BlockingHold BlockingClient::holdOf(std::shared_ptr<Hold> hold)
{
    BlockingHold blocking;
    blocking.m_client = this;
    blocking.m_lost = hold->lostToken();
    blocking.m_token = hold->fencingToken();
    blocking.m_hold = std::move(hold);
    return blocking;
}

Result<BlockingHold> BlockingClient::acquireSemaphore(const QString& name, const Options& options, std::stop_token stop)
{
    return hold<Permit>([=](Client& client) { return client.acquireSemaphore(name, options, stop); });
}

Result<BlockingHold> BlockingClient::acquireLease(const QString& name, const Options& options, std::stop_token stop)
{
    return hold<LeaseHold>([=](Client& client) { return client.acquireLease(name, options, stop); });
}

Result<BlockingHold> BlockingClient::lockMutex(const QString& name, const Options& options, std::stop_token stop)
{
    return hold<MutexLock>([=](Client& client) { return client.lockMutex(name, options, stop); });
}

Result<void> BlockingClient::waitBarrier(const QString& name, const Options& options, std::stop_token stop)
{
    return call<void>([=](Client& client) { return client.waitBarrier(name, options, stop); });
}

Result<void> BlockingClient::arriveBarrier(const QString& name, const Options& options, std::stop_token stop)
{
    return call<void>([=](Client& client) { return client.arriveBarrier(name, options, stop); });
}

Result<void> BlockingClient::waitGate(const QString& name, const Options& options, std::stop_token stop)
{
    return call<void>([=](Client& client) { return client.waitGate(name, options, stop); });
}

} // namespace konductor::sdk
