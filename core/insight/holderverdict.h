// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/object.h"
#include "core/api/pod.h"

#include <QHash>
#include <QSet>
#include <QString>

#include <optional>
#include <vector>

namespace konductor::insight {

/// Whether a holder still lives, as far as its pod tells.
struct HolderVerdict {
    enum class State {
        Unknown, ///< Pods cannot be listed, or the list is stale. Never read as "gone".
        Running,
        Restarting, ///< The pod is there, its container is not.
        Finished, ///< The pod succeeded or failed and will do nothing more.
        Gone, ///< A pod of that name was seen and is no more.
        NeverSeen, ///< No pod of that name in a complete, current list; it may be no pod at all (a laptop, a node).
        Ambiguous ///< Several things answer to the name.
    };
    /// Why it is unknown.
    enum class Why { NotAsked, Stale, Forbidden };
    /// What the name was resolved to.
    enum class What { Pod, Job, Node };

    State state = State::Unknown;
    std::optional<Timestamp> since; ///< Since when, where it is known.
    Why why = Why::NotAsked;
    What what = What::Pod;

    /// There is a pod of that name in the holder's namespace, so it can be asked for its log.
    bool hasPod() const
    {
        return what == What::Pod && (state == State::Running || state == State::Restarting || state == State::Finished);
    }
    /// It will not release what it holds.
    bool dead() const { return state == State::Finished || state == State::Gone; }
    friend bool operator==(const HolderVerdict&, const HolderVerdict&) = default;
};

using Place = std::pair<QString, QString>; ///< Namespace and name.

/// Answers for holders by namespace and name. Implemented where pods can be seen; must answer in constant time.
class HolderVerdicts {
public:
    virtual ~HolderVerdicts() = default;
    virtual HolderVerdict of(const QString& ns, const QString& holder) const = 0;
    /// What the holder's running containers wait for by their commands.
    virtual std::vector<ClientCall> callsOf(const QString&, const QString&) const { return {}; }
    /// Everybody for whom callsOf() is not empty.
    virtual std::vector<Place> callers() const { return {}; }
    virtual std::vector<Place> callersOf(const ObjectKey&) const { return {}; }
};

/// Verdicts from one complete list of a namespace's pods. Namespaces that were not listed stay unknown.
class PodList final : public HolderVerdicts {
public:
    /// `phase` as the pod's status says ("Running", "Succeeded" …); empty when only metadata was listed.
    void add(const QString& ns, const QString& pod, const QString& phase = {});
    /// The namespace was listed to its end just now: whoever is not in it has no pod.
    void complete(const QString& ns) { m_complete.insert(ns); }
    HolderVerdict of(const QString& ns, const QString& holder) const override;

private:
    QHash<std::pair<QString, QString>, QString> m_phases;
    QSet<QString> m_complete;
};

} // namespace konductor::insight
