// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/sdk/client.h"

#include <QObject>
#include <QThread>

#include <future>

namespace konductor::sdk {

class BlockingClient;

/// A hold for a program without an event loop: renewed on the client's own thread meanwhile, given back when destroyed.
/// May be used on any one thread at a time; must not outlive its client.
class KONDUCTOR_EXPORT BlockingHold {
public:
    BlockingHold() = default;
    BlockingHold(BlockingHold&& other) noexcept;
    BlockingHold& operator=(BlockingHold&& other) noexcept;
    ~BlockingHold();

    bool isHeld() const { return m_hold && !m_lost.stop_requested(); }
    /// Stopped when it is lost; see Hold.
    std::stop_token lostToken() const { return m_lost; }
    const QString& fencingToken() const { return m_token; }
    Result<void> release();

private:
    friend class BlockingClient;
    BlockingClient* m_client = nullptr;
    std::shared_ptr<Hold> m_hold; ///< Touched on the client's thread only.
    std::stop_token m_lost;
    QString m_token;
};

/// The client for programs without an event loop of their own: each call waits on the calling thread, while one thread
/// of this object's does the work and renews what is held. Calls may come from several threads. Everything that Client
/// can is reached with call(); the rest are shorthands. Destroying it gives back what is on its way first.
class KONDUCTOR_EXPORT BlockingClient {
public:
    /// Where no QCoreApplication exists, one is made: Qt Network wants it.
    static Result<std::unique_ptr<BlockingClient>> open(const Client::Config& config = {});
    ~BlockingClient();
    BlockingClient(const BlockingClient&) = delete;
    BlockingClient& operator=(const BlockingClient&) = delete;

    /// `client.call<void>([](Client& c) { return c.waitGate(u"ready"_s); })`: made on the client's thread, waited for
    /// here.
    template <class T> Result<T> call(std::function<Client::Task<T>(Client&)> what);
    /// The same for what is held.
    template <class T> Result<BlockingHold> hold(std::function<Client::Task<T>(Client&)> what);

    Result<BlockingHold> acquireSemaphore(const QString& name, const Options& options = {}, std::stop_token stop = {});
    Result<BlockingHold> acquireLease(const QString& name, const Options& options = {}, std::stop_token stop = {});
    Result<BlockingHold> lockMutex(const QString& name, const Options& options = {}, std::stop_token stop = {});
    Result<void> waitBarrier(const QString& name, const Options& options = {}, std::stop_token stop = {});
    Result<void> arriveBarrier(const QString& name, const Options& options = {}, std::stop_token stop = {});
    Result<void> waitGate(const QString& name, const Options& options = {}, std::stop_token stop = {});

private:
    friend class BlockingHold;
    BlockingClient();
    void post(std::function<void()> work) const;

    template <class T>
    static QCoro::Task<void> follow(Client::Task<T> task, std::shared_ptr<std::promise<Result<T>>> promise)
    {
        Result<T> result = co_await task;
        promise->set_value(std::move(result));
    }
    template <class T> static Client::Task<std::shared_ptr<Hold>> shared(Client::Task<T> acquiring)
    {
        Result<T> hold = co_await acquiring;
        if (!hold) {
            co_return fail(hold.error());
        }
        co_return std::shared_ptr<Hold>(std::make_shared<T>(std::move(*hold)));
    }
    static Client::Task<void> giveBack(std::shared_ptr<Hold> hold);
    static Client::Task<void> idle(Client* client);
    BlockingHold holdOf(std::shared_ptr<Hold> hold);

    QThread m_thread;
    mutable QObject m_place; ///< On the thread.
    std::optional<Client> m_client; ///< On the thread.
};

template <class T> Result<T> BlockingClient::call(std::function<Client::Task<T>(Client&)> what)
{
    const auto promise = std::make_shared<std::promise<Result<T>>>();
    std::future<Result<T>> future = promise->get_future();
    post([this, promise, &what] { follow<T>(what(*m_client), promise); });
    return future.get();
}

template <class T> Result<BlockingHold> BlockingClient::hold(std::function<Client::Task<T>(Client&)> what)
{
    auto held = call<std::shared_ptr<Hold>>([&what](Client& client) { return shared<T>(what(client)); });
    return held ? Result<BlockingHold>(holdOf(std::move(*held))) : fail(held.error());
}

} // namespace konductor::sdk
