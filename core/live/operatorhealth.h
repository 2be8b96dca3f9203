// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/time.h"

#include <QStringList>

#include <optional>

namespace konductor::live {

/// Whether Konductor's operator is at work, as far as we may look: its Deployment, its leader's lease, and the newest
/// status that anybody wrote (semantics.md §2: konductor-controller-manager in konductor-system, lease konductor.io).
struct OperatorHealth {
    static constexpr QStringView deployment = u"konductor-controller-manager";
    static constexpr QStringView ns = u"konductor-system";

    enum class Presence {
        Unknown, ///< We may not look, or the server has no Deployments.
        Absent,
        Present
    };
    Presence presence = Presence::Unknown;
    int wanted = 0; ///< Replicas.
    int ready = 0;

    QString leader; ///< Empty: no lease was seen; leader election is optional.
    std::optional<Timestamp> renewed;
    std::chrono::seconds leaseDuration{0};

    std::optional<Timestamp> lastWrite; ///< Of a status, among the first objects of the kinds the operator writes.
    QString lastWriter; ///< Its field manager; hostile text.

    /// What keeps it from working, a sentence each; none when nothing is known to.
    QStringList problems(Timestamp now) const;
    /// The same as facts: "2 of 2 replicas ready", "led by …, renewed 3 s ago", "newest status written 4 min ago by …".
    QStringList facts(Timestamp now) const;
    /// Not where its Deployment is absent: it may have been installed under another name.
    bool isCertain() const { return presence != Presence::Absent; }

    friend bool operator==(const OperatorHealth&, const OperatorHealth&) = default;
};

} // namespace konductor::live
