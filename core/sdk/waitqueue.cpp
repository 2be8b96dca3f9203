// SPDX-License-Identifier: Apache-2.0
#include "core/sdk/waitqueue.h"

#include "core/sdk/requests.h"
#include "core/sdk/statuschange.h"

#include <algorithm>
#include <limits>

using namespace Qt::StringLiterals;

namespace konductor::sdk {

namespace {

const QString prefix = u"wait.konductor.io/"_s;
/// Annotations of an object share 256 KiB; beyond this the queue is not worth it.
constexpr size_t mostWaiters = 500;

qint64 milliseconds(Timestamp time)
{
    return time.time_since_epoch().count();
}

std::optional<Waiter> parsed(const QString& key, const QString& value)
{
    const QStringList words = value.split(u' ');
    if (!key.startsWith(prefix) || words.size() != 3) {
        return std::nullopt;
    }
    bool sinceIsNumber = false;
    bool untilIsNumber = false;
    const Waiter waiter{key.sliced(prefix.size()), words[0].toLongLong(&sinceIsNumber),
                        words[1].toLongLong(&untilIsNumber), words[2] != u"r"};
    return sinceIsNumber && untilIsNumber ? std::optional(waiter) : std::nullopt;
}

QString written(const Waiter& waiter)
{
    return u"%1 %2 %3"_s.arg(waiter.since).arg(waiter.until).arg(waiter.exclusive ? u'w' : u'r');
}

} // namespace

std::vector<Waiter> waitersOf(const Object& primitive, Timestamp now)
{
    std::vector<Waiter> waiters;
    const QMap<QString, QString>& annotations = primitive.meta.annotations;
    for (auto it = annotations.lowerBound(prefix); it != annotations.end() && it.key().startsWith(prefix); ++it) {
        const auto waiter = parsed(it.key(), it.value());
        if (waiter && waiter->until > milliseconds(now)) {
            waiters.push_back(*waiter);
        }
    }
    std::sort(waiters.begin(), waiters.end(),
              [](const Waiter& a, const Waiter& b) { return std::tie(a.since, a.id) < std::tie(b.since, b.id); });
    return waiters;
}

qsizetype placeOf(const Waiter& waiter, const std::vector<Waiter>& waiters)
{
    return std::count_if(waiters.begin(), waiters.end(), [&](const Waiter& other) {
        return other.id != waiter.id && (waiter.exclusive || other.exclusive)
            && std::tie(other.since, other.id) < std::tie(waiter.since, waiter.id);
    });
}

struct WaitPlace::Outbox {
    Core core;
    std::optional<kube::Request> next; ///< A later one replaces it.
    bool busy = false;
    bool refused = false;
};

WaitPlace::WaitPlace(Core core, bool exclusive) : m_outbox(std::make_shared<Outbox>())
{
    m_outbox->core = std::move(core);
    m_waiter.id = m_outbox->core->newId();
    m_waiter.since = std::numeric_limits<qint64>::max(); // behind everybody, until it has a place
    m_waiter.exclusive = exclusive;
}

WaitPlace::~WaitPlace()
{
    if (m_seen) {
        post(annotationPatch(*m_seen, {{prefix + m_waiter.id, QJsonValue::Null}}));
    }
}

void WaitPlace::post(kube::Request request)
{
    m_outbox->next = std::move(request);
    if (!m_outbox->busy) {
        deliver(m_outbox, m_outbox->core->workInBackground());
    }
}

QCoro::Task<void> WaitPlace::deliver(std::shared_ptr<Outbox> outbox, std::shared_ptr<void> /*work*/)
{
    outbox->busy = true;
    while (outbox->next) {
        const kube::Request request = *std::exchange(outbox->next, std::nullopt);
        const Result<kube::Response> answer = co_await outbox->core->send(request, {});
        // Otherwise it is written again in time, or runs out by itself.
        outbox->refused = !answer && !isPassing(answer.error()) && answer.error().kind != Error::Kind::Conflict;
    }
    outbox->busy = false;
}

bool WaitPlace::isDue() const
{
    return !m_outbox->refused && (!m_seen || m_outbox->core->clock().monotonic() - m_claimed > waiterLifetime / 2);
}

void WaitPlace::claim(const ObjectPtr& primitive)
{
    const Timestamp now = m_outbox->core->serverTime();
    if (!m_seen) {
        // At the end of what is seen, whatever our idea of the server's clock is.
        m_waiter.since = milliseconds(now);
        for (const Waiter& other : waitersOf(*primitive, now)) {
            m_waiter.since = std::max(m_waiter.since, other.since + 1);
        }
    }
    m_seen = primitive;
    m_claimed = m_outbox->core->clock().monotonic();
    m_waiter.until = milliseconds(now + waiterLifetime);
    QJsonObject annotations;
    const QMap<QString, QString>& there = primitive->meta.annotations;
    for (auto it = there.lowerBound(prefix); it != there.end() && it.key().startsWith(prefix); ++it) {
        const auto other = parsed(it.key(), it.value());
        if (!other || other->until + waiterLifetime.count() < milliseconds(now)) {
            annotations.insert(it.key(), QJsonValue::Null);
        }
    }
    if (waitersOf(*primitive, now).size() < mostWaiters) {
        annotations.insert(prefix + m_waiter.id, written(m_waiter));
    }
    post(annotationPatch(*primitive, annotations));
}

} // namespace konductor::sdk
