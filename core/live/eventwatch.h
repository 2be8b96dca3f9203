// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/clusterevent.h"
#include "core/api/object.h"
#include "core/kube/reflector.h"

#include <QMetaType>
#include <QObject>

#include <map>
#include <memory>

namespace konductor::live {

/// Whose Events are wanted. Events may name their object without its uid; those count too.
struct EventSubject {
    ObjectKey key;
    QString uid; ///< Tells it from an earlier object of that name.

    friend bool operator==(const EventSubject&, const EventSubject&) = default;
};

/// What the cluster keeps of Events about one object. Immutable, shared between threads.
struct ObjectEvents {
    enum class State {
        Reading,
        Current,
        Stale, ///< Read before, not followed since `since`.
        Refused ///< Never read; `error` says why.
    };
    EventSubject about;
    State state = State::Reading;
    std::vector<ClusterEvent> events; ///< Folded, newest first, at most EventWatch::most.
    qsizetype more = 0; ///< How many did not fit.
    std::optional<Error> error;
    std::optional<Timestamp> since; ///< Local wall clock.
};
using ObjectEventsPtr = std::shared_ptr<const ObjectEvents>;

/// Follows the Events about one object at a time by one list and one watch, as long as somebody looks at it. Lives on
/// the engine's thread; what it follows may change as quickly as a person goes down a table, so it waits a moment.
class EventWatch final : public QObject {
    Q_OBJECT
public:
    static constexpr qsizetype most = 50;
    static constexpr auto settling = std::chrono::milliseconds(250);
    static constexpr auto interval = std::chrono::milliseconds(100); ///< At most one hand-over in this time.

    /// Connection and clock outlive it.
    EventWatch(kube::Connection& connection, Clock& clock, std::function<double()> random);
    ~EventWatch() override;

    /// Nothing: nobody looks any more, and nothing is open.
    void follow(const std::optional<EventSubject>& subject);
    void retryNow();
    void suspectDead(const Error& why);

signals:
    void ready(const konductor::live::ObjectEventsPtr& events);

private:
    class Feed;

    void begin();
    bool isAbout(const ClusterEvent& event) const;
    void tellSoon();
    void tell();

    kube::Connection& m_connection;
    Clock& m_clock;
    std::function<double()> m_random;
    std::optional<EventSubject> m_subject;
    std::map<QString, ClusterEvent> m_events; ///< By name.
    std::unique_ptr<Feed> m_feed;
    std::unique_ptr<kube::Reflector> m_reflector;
    TimerHandle m_begin;
    TimerHandle m_tell;
};

} // namespace konductor::live

Q_DECLARE_METATYPE(konductor::live::ObjectEventsPtr)
