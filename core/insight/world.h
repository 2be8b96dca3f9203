// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/objectindex.h"
#include "core/insight/hold.h"
#include "core/insight/holderverdict.h"

#include <array>

namespace konductor::insight {

class Relations;

/// Whether Konductor's operator is at work, by what is not among its objects: its Deployment, its leader's lease.
struct OperatorState {
    QStringList problems; ///< What keeps it from working, a sentence each; none: nothing is known to.
    QStringList facts; ///< The same.
    bool certain = true; ///< Not where it may only be installed under another name.

    friend bool operator==(const OperatorState&, const OperatorState&) = default;
};

/// What insight knows from elsewhere than the objects.
struct Surroundings {
    const HolderVerdicts* verdicts = nullptr; ///< Null: every holder is unknown.
    /// Kinds that are listed and current. Absence in one that is not means nothing.
    std::array<bool, kindCount> known = [] {
        std::array<bool, kindCount> all{};
        all.fill(true);
        return all;
    }();
    std::vector<Kind> notInstalled; ///< Their CRD is missing.
    std::chrono::milliseconds clockOffset{0}; ///< Server minus local.
    std::chrono::milliseconds clockUncertainty{0};
    OperatorState operatorState;

    bool knows(Kind kind) const { return known[static_cast<size_t>(kind)]; }
};

/// Answers that several questions of one moment share; forgotten when objects or time move on.
struct Memo {
    QHash<ObjectKey, std::shared_ptr<const std::vector<Hold>>> holds;
    QHash<ObjectKey, std::shared_ptr<const std::vector<QueuedRequest>>> requests;
};

/// Everything a question is answered from, at one moment. A view: what it points to outlives it.
struct World {
    const ObjectIndex& objects;
    const Relations& relations; ///< Of the same objects.
    const Surroundings& surroundings;
    Timestamp now; ///< Server time.
    /// Where to note the next moment at which the answer may differ though no object changed; may be null.
    std::optional<Timestamp>* recheckAt = nullptr;
    Memo* memo = nullptr; ///< Of this moment; may be null.

    /// holdsOf() and grantOrder() at this moment.
    std::shared_ptr<const std::vector<Hold>> holds(const ObjectKey& primitive) const;
    std::shared_ptr<const std::vector<QueuedRequest>> requests(const ObjectKey& lease) const;
    /// By pod or node, else by a job of that name.
    HolderVerdict verdict(const QString& ns, const QString& holder) const;
    /// Whether `time` has passed; notes the moment at which it will have.
    bool past(Timestamp time) const;
    bool past(const std::optional<Timestamp>& time) const { return time && past(*time); }
    /// Whether `time` lies at least `span` back.
    bool olderThan(const std::optional<Timestamp>& time, std::chrono::milliseconds span) const
    {
        return time && past(*time + span);
    }
};

inline bool World::past(Timestamp time) const
{
    if (time < now) {
        return true;
    }
    const Timestamp change = time + std::chrono::milliseconds(1);
    if (recheckAt && (!*recheckAt || change < **recheckAt)) {
        *recheckAt = change;
    }
    return false;
}

} // namespace konductor::insight
