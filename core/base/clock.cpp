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

namespace {

/// Knows whether its callback is running, from inside of which its handle may be dropped.
class OneShot final : public QTimer {
public:
    explicit OneShot(std::function<void()> callback)
    {
        setSingleShot(true);
        connect(this, &QTimer::timeout, this, [this, callback = std::move(callback)] {
            m_isRunning = true;
            callback();
            m_isRunning = false;
        });
    }

    /// At once where it can: what is left for later at the end of a thread is never deleted.
    static void drop(OneShot* timer)
    {
        timer->stop();
        if (timer->m_isRunning) {
            timer->deleteLater();
        } else {
            delete timer;
        }
    }

private:
    bool m_isRunning = false;
};

} // namespace

TimerHandle SystemClock::after(milliseconds delay, std::function<void()> callback)
{
    const std::shared_ptr<OneShot> timer(new OneShot(std::move(callback)), &OneShot::drop);
    timer->setTimerType(delay < seconds{2} ? Qt::PreciseTimer : Qt::CoarseTimer);
    timer->start(qMax(delay, milliseconds{0}));
    return TimerHandle(timer);
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
