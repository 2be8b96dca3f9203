// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/kube/connectionsettings.h"
#include "core/live/change.h"
#include "core/live/eventwatch.h"
#include "core/live/podwatch.h"

#include <QObject>

#include <functional>
#include <memory>

namespace konductor::kube {
class Connection;
}

namespace konductor::live {

class ClusterMirror;

/// What to watch.
struct LiveOptions {
    /// Empty: cluster-wide; where that is forbidden, in each namespace that allows it.
    QStringList namespaces;
    /// To look into where cluster-wide is forbidden and the server does not list its namespaces either.
    QStringList knownNamespaces;
    std::vector<Kind> kinds; ///< Empty: the eleven Konductor kinds.
    bool watchJobs = false; ///< Also batch/v1 jobs (the operator rules need them; a missing right is tolerated).
    bool watchPods = false; ///< Also pods, for podsChanged(); a missing right is tolerated and told.
    bool keepJson = false; ///< Keep each object's bytes (for lossless output).
    bool tellJson = false; ///< Give each change the bytes of its event, and forget them with the batch.
    std::chrono::milliseconds batchInterval{16};
    /// How often the server is asked whether it is there; it has two thirds of this to answer.
    std::chrono::milliseconds heartbeat{15'000};
    std::shared_ptr<Clock> clock; ///< Of the engine, used on its thread only; the machine's when null.
};

/// One connected cluster, seen from the thread that made it: owns the engine thread (design decision 1), on which
/// connection, reflectors and store live, and the mirror on this thread, which the engine's batches reach by a
/// queued call. Destroying it closes the streams at once and joins the thread.
class LiveSession final : public QObject {
    Q_OBJECT
public:
    LiveSession(kube::ConnectionSettings settings, LiveOptions options, QObject* parent = nullptr);
    ~LiveSession() override;

    ClusterMirror& mirror();
    const ClusterMirror& mirror() const;
    const kube::ConnectionSettings& settings() const;

    /// From now on, without connecting anew; see kube::Connection::setReadOnly().
    void setReadOnly(bool readOnly);
    /// Tries again now whatever waits for a retry.
    void reconnectNow();

    /// Whose Events eventsChanged() tells from now on; nothing: nobody looks.
    void followEvents(const std::optional<EventSubject>& subject);

    /// Runs `job` on the engine thread with the connection there (null when the settings could not be used). This is
    /// how actions and one-off reads reach the network; the job must not block.
    void post(std::function<void(kube::Connection*)> job);

    /// True once every scope has left Waiting and Loading.
    bool isSettled() const;

signals:
    /// Every scope has left Waiting and Loading for the first time.
    void settled();
    /// Pods came, went or changed, or what is known of them did (LiveOptions::watchPods).
    void podsChanged(const konductor::live::PodBatchPtr& batch);
    /// More or something else is known of the Events that are followed. May still come of those followed before.
    void eventsChanged(const konductor::live::ObjectEventsPtr& events);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace konductor::live
