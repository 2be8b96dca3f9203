// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/backoff.h"
#include "core/base/clock.h"
#include "core/kube/connection.h"
#include "core/live/kindwatch.h"
#include "core/live/livesession.h"
#include "core/live/namespacefinder.h"

#include <QSet>

#include <map>
#include <memory>

namespace konductor::live {

/// Everything of one connected cluster that lives on its engine thread: connection, discovery, one KindWatch for each
/// kind, the store, a heartbeat, and the gathering of changes into batches. At most one batch is under way to the
/// window's thread; what happens meanwhile is coalesced in the store (kube.md 1.55).
class Engine final : public QObject {
    Q_OBJECT
public:
    Engine(kube::ConnectionSettings settings, LiveOptions options);
    ~Engine() override;

    void start();
    void reconnectNow();
    void setReadOnly(bool readOnly);
    void followEvents(const std::optional<EventSubject>& subject);
    /// The last batch has been taken in; the next may follow.
    void acknowledge();
    /// What is watched, with defaults filled in.
    const std::vector<Kind>& kinds() const { return m_options.kinds; }
    /// What is known of the connection before start().
    const ConnectionState& state() const { return m_state; }
    kube::Connection* connection() const { return m_connection.get(); }

signals:
    void batchReady(const konductor::live::ChangeBatchPtr& batch);
    void podsReady(const konductor::live::PodBatchPtr& batch);
    void eventsReady(const konductor::live::ObjectEventsPtr& events);

private:
    struct Cluster {
        QString version;
        std::optional<QSet<QString>> resources; ///< Of the Konductor group; none when we may not ask.
    };
    static QCoro::Task<Result<Cluster>> explore(kube::Connection& connection);

    bool openConnection();
    void discover();
    void discovered(const Result<Cluster>& cluster);
    void discoveryFailed(const Error& error);
    void watchKind(Kind kind);
    void watchPods();
    void kindChanged(KindWatch& watch);
    void beat();
    void beatAnswered(const Result<QString>& version);
    void setScope(Kind kind, const ScopeState& state);
    void updateConnection();
    ConnectionState::Phase judge(ConnectionState& state) const;
    void scheduleFlush();
    void flush();

    kube::ConnectionSettings m_settings;
    LiveOptions m_options;
    SystemClock m_systemClock;
    Clock& m_clock; ///< The options' or the machine's.
    std::function<double()> m_random;
    Store m_store;
    std::unique_ptr<kube::Connection> m_connection;
    std::unique_ptr<NamespaceFinder> m_namespaces;
    std::map<Kind, std::unique_ptr<KindWatch>> m_watches;
    std::unique_ptr<PodWatch> m_pods; ///< Only where they are wanted.
    std::unique_ptr<EventWatch> m_events; ///< As long as there is a connection.
    std::optional<EventSubject> m_eventsOf;
    Backoff m_backoff;

    std::map<Kind, ScopeState> m_scopes;
    std::map<Kind, ScopeState> m_changedScopes;
    std::map<Kind, Versions> m_toldVersions;
    ConnectionState m_state;
    bool m_stateChanged = false;
    std::optional<Error> m_error; ///< Why there is no connection or no discovery.
    std::optional<Timestamp> m_retryAt;
    std::optional<Timestamp> m_lastBeat;
    bool m_discovered = false;
    bool m_exploring = false;
    bool m_beating = false;
    bool m_down = false; ///< The last heartbeat failed.
    bool m_batchUnderWay = false;
    TimerHandle m_retry;
    TimerHandle m_heartbeat;
    TimerHandle m_flush;
};

} // namespace konductor::live
