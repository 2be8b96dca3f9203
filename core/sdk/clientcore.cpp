// SPDX-License-Identifier: Apache-2.0
#include "core/sdk/clientcore.h"

#include <QCoro/QCoroSignal>
#include <QUuid>

#include <vector>

using namespace Qt::StringLiterals;

namespace konductor::sdk {

ClientCore::ClientCore(kube::Connection* connection, Clock& clock) : m_connection(connection), m_clock(clock) { }

struct ClientCore::Own {
    SystemClock clock;
    std::unique_ptr<kube::Connection> connection;
};

ClientCore::ClientCore(std::shared_ptr<Own> own)
    : m_own(std::move(own))
    , m_connection(m_own->connection.get())
    , m_clock(m_own->clock)
{
}

Result<Core> ClientCore::open(const kube::ConnectionSettings& settings)
{
    thread_local std::vector<std::weak_ptr<Own>> opened; // a connection belongs to its thread
    std::erase_if(opened, [](const std::weak_ptr<Own>& one) { return one.expired(); });
    for (const std::weak_ptr<Own>& one : opened) {
        const std::shared_ptr<Own> own = one.lock();
        if (own && own->connection->settings() == settings) {
            return Core(new ClientCore(own));
        }
    }
    const auto own = std::make_shared<Own>();
    auto connection = kube::Connection::open(settings, own->clock);
    if (!connection) {
        return fail(connection.error());
    }
    own->connection = std::move(*connection);
    opened.push_back(own);
    return Core(new ClientCore(own));
}

QString ClientCore::connectionNamespace() const
{
    const QString ns = m_connection ? m_connection->settings().ns : QString();
    return ns.isEmpty() ? u"default"_s : ns;
}

ClientCore::~ClientCore() = default;

void ClientCore::close()
{
    m_closed.request_stop();
}

QCoro::Task<Result<kube::Response>> ClientCore::send(kube::Request request, std::stop_token stop)
{
    if (!m_connection) {
        co_return fail(makeError(Error::Kind::Cancelled, request.subject, u"the connection was closed"_s));
    }
    m_writes += request.writes() ? 1 : 0;
    const Result<kube::Response> answer = co_await m_connection->send(request, stop);
    co_return answer;
}

QCoro::Task<Result<ObjectPtr>> ClientCore::sendFor(Kind kind, kube::Request request, std::stop_token stop)
{
    const Result<kube::Response> answer = co_await send(request, stop);
    if (!answer) {
        co_return fail(answer.error());
    }
    co_return Decoder(kind).object(answer->body);
}

/// A write under way, and who waits for its answer.
struct ClientCore::Sent {
    Operation* waiting = nullptr; ///< Null when nobody does any more.
    std::optional<Result<ObjectPtr>> answer;
    std::function<void()> takeBack;
};

QCoro::Task<void> ClientCore::awaitAnswer(std::shared_ptr<Sent> sent, Kind kind, kube::Request request,
                                          std::shared_ptr<void> /*work*/)
{
    const Core self = shared_from_this();
    const Result<ObjectPtr> answer = co_await self->sendFor(kind, request, {});
    sent->answer.emplace(answer);
    if (sent->waiting) {
        sent->waiting->ring();
    } else {
        sent->takeBack();
    }
}

QCoro::Task<Result<ObjectPtr>> ClientCore::sendWhole(Kind kind, kube::Request request, std::stop_token stop,
                                                     std::function<void()> takeBack)
{
    const auto operation = std::make_unique<Operation>(m_clock, std::nullopt, std::move(stop), std::stop_token());
    const Spoken subject = request.subject;
    if (operation->isOver()) {
        co_return fail(operation->error(subject));
    }
    const auto sent = std::make_shared<Sent>(Sent{operation.get(), std::nullopt, std::move(takeBack)});
    awaitAnswer(sent, kind, std::move(request), workInBackground());
    while (!sent->answer && !operation->isOver()) {
        Operation::Next next{operation.get()};
        co_await next;
    }
    sent->waiting = nullptr;
    if (!sent->answer) {
        co_return fail(operation->error(subject));
    }
    co_return *sent->answer;
}

std::unique_ptr<Operation> ClientCore::begin(const Options& options, std::stop_token stop)
{
    return std::make_unique<Operation>(m_clock, options.timeout, std::move(stop), closed());
}

std::shared_ptr<ObjectWatch> ClientCore::watch(const ObjectKey& key)
{
    if (!m_watches) {
        m_watches = WatchPool::of(*m_connection, m_clock);
    }
    return m_watches->watch(key, closed());
}

Timestamp ClientCore::serverTime() const
{
    return m_connection ? m_connection->serverClock().toServer(m_clock.now()) : m_clock.now();
}

Timestamp ClientCore::latestServerTime() const
{
    return serverTime() + (m_connection ? m_connection->serverClock().uncertainty() : std::chrono::milliseconds(0));
}

Timestamp ClientCore::earliestServerTime() const
{
    return serverTime() - (m_connection ? m_connection->serverClock().uncertainty() : std::chrono::milliseconds(0));
}

Timestamp ClientCore::uniqueServerTime()
{
    m_lastUnique = std::max(serverTime(), m_lastUnique + std::chrono::milliseconds(1));
    return m_lastUnique;
}

QString ClientCore::newId()
{
    return QUuid::createUuid().toString(QUuid::Id128);
}

std::shared_ptr<void> ClientCore::workInBackground()
{
    ++m_background;
    return {static_cast<void*>(nullptr), [core = weak_from_this()](void*) {
                const Core still = core.lock();
                if (still && --still->m_background == 0) {
                    still->m_bell.setObjectName(still->newId());
                }
            }};
}

QCoro::Task<void> ClientCore::idle()
{
    const Core self = shared_from_this();
    while (m_background > 0) {
        co_await qCoro(&m_bell, &QObject::objectNameChanged);
    }
}

} // namespace konductor::sdk
