// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/kind.h"
#include "core/base/result.h"
#include "core/base/time.h"

#include <QString>

#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace konductor {

/// `koncli … wait|acquire|lock` as a running container's command says it: what the container is about, not a fact.
struct ClientCall {
    Kind kind = Kind::Barrier;
    QString ns;
    QString name;
    QString holder; ///< --holder; else the pod's name.

    friend bool operator==(const ClientCall&, const ClientCall&) = default;
};

/// As much of a core/v1 Pod as tells whether a holder still lives, and what it waits for. Immutable once read.
struct Pod {
    QString ns;
    QString name;
    QString uid;
    QString resourceVersion;
    QString phase; ///< "Pending", "Running", "Succeeded", "Failed", "Unknown".
    QString node; ///< Where it runs; empty before it is placed.
    bool restarting = false; ///< A container that ran before is not running now.
    std::optional<Timestamp> created;
    std::optional<Timestamp> finished; ///< When the last container ended.
    std::optional<Timestamp> deleted; ///< deletionTimestamp.
    std::vector<ClientCall> calls; ///< Of running containers.

    bool isFinished() const { return phase == QLatin1String("Succeeded") || phase == QLatin1String("Failed"); }
    friend bool operator==(const Pod&, const Pod&) = default;
};
using PodPtr = std::shared_ptr<const Pod>;

/// How far absence of a pod means anything.
struct PodCoverage {
    enum class State {
        Unknown, ///< Not asked, or not answered yet.
        Current, ///< Listed to the end and followed: who is not there has no pod.
        Stale, ///< Was current once.
        Forbidden
    };
    State cluster = State::Unknown; ///< Of namespaces that are not named below.
    std::map<QString, State> namespaces;

    State of(const QString& ns) const
    {
        const auto found = namespaces.find(ns);
        return found == namespaces.end() ? cluster : found->second;
    }
    friend bool operator==(const PodCoverage&, const PodCoverage&) = default;
};

struct PodPage {
    std::vector<PodPtr> pods;
    QString resourceVersion;
    QString continueToken;
    std::optional<qint64> remaining;
};

/// One frame of a watch of pods.
struct PodEvent {
    enum class Type { Added, Modified, Deleted, Bookmark, Error };
    Type type = Type::Modified;
    PodPtr pod; ///< Of a bookmark only the resourceVersion has meaning; null for Error.
    bool initialEnd = false; ///< A bookmark that ends a streamed list.
    QByteArray status; ///< Error: the Status object.
};

/// Pods from a server's JSON. Fails with Malformed.
Result<PodPage> podPageFromJson(const QByteArray& json);
Result<PodEvent> podEventFromJson(const QByteArray& json);

/// The calls in a container's command and arguments, a shell's script included. `podNs` and `podName` stand where
/// the words name no namespace or holder.
std::vector<ClientCall> clientCalls(const std::vector<QString>& words, const QString& podNs, const QString& podName);

} // namespace konductor
