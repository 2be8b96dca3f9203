// SPDX-License-Identifier: Apache-2.0
#include "core/base/clock.h"

#include <QTimer>

#include <map>

namespace konductor {

using namespace std::chrono;

Timestamp SystemClock::now() const
{
    return floor<milliseconds>(system_clock::now());
}

milliseconds SystemClock::monotonic() const
{
    return floor<milliseconds>(steady_clock::now().time_since_epoch());
}

TimerHandle SystemClock::after(milliseconds delay, std::function<void()> callback)
{
    auto timer = std::shared_ptr<QTimer>(new QTimer, [](QTimer* t) {
        t->stop();
        t->deleteLater(); // the handle may be dropped from inside the callback
    });
    timer->setSingleShot(true);
    timer->setTimerType(delay < seconds{2} ? Qt::PreciseTimer : Qt::CoarseTimer);
    QObject::connect(timer.get(), &QTimer::timeout, timer.get(), std::move(callback));
    timer->start(qMax(delay, milliseconds{0}));
    return TimerHandle(std::move(timer));
}

struct ManualClock::Timers {
    struct Entry {
        std::function<void()> callback;
        std::weak_ptr<void> alive;
    };
    std::multimap<milliseconds, Entry> due;
};

ManualClock::ManualClock(Timestamp start) : m_now(start), m_timers(std::make_unique<Timers>()) { }
ManualClock::~ManualClock() = default;

Timestamp ManualClock::now() const
{
    return m_now;
}

milliseconds ManualClock::monotonic() const
{
    return m_monotonic;
}

TimerHandle ManualClock::after(milliseconds delay, std::function<void()> callback)
{
    auto alive = std::make_shared<char>();
    m_timers->due.emplace(m_monotonic + qMax(delay, milliseconds{0}), Timers::Entry{std::move(callback), alive});
    return TimerHandle(std::move(alive));
}

void ManualClock::advance(milliseconds by)
{
    const milliseconds end = m_monotonic + by;
    while (!m_timers->due.empty() && m_timers->due.begin()->first <= end) {
        const auto first = m_timers->due.begin();
        const milliseconds step = first->first - m_monotonic;
        const Timers::Entry entry = std::move(first->second);
        m_timers->due.erase(first);
        m_monotonic += step;
        m_now += step;
        if (!entry.alive.expired()) {
            entry.callback();
        }
    }
    m_now += end - m_monotonic;
    m_monotonic = end;
}

void ManualClock::jumpWallClock(milliseconds by)
{
    m_now += by;
}

} // namespace konductor
