// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/action/comparison.h"
#include "core/api/objectindex.h"
#include "core/base/result.h"
#include "core/kube/request.h"

#include <QJsonObject>

#include <functional>
#include <vector>

namespace konductor::action {

/// Another object that must still be what the plan was made from when a call is made. The API server guards only the
/// object a call writes; this is looked at just before the call.
struct Unchanged {
    ObjectPtr seen;
    /// The plan's own earlier calls make the operator write its status: only uid, spec and holder are compared then,
    /// else uid and resourceVersion.
    bool statusMayMove = false;
};

/// One API call of a plan, exact and guarded.
struct Call {
    enum class Type { Create, MergePatch, MergePatchStatus, Delete };
    Type type = Type::MergePatch;
    ObjectKey key; ///< The object created, patched or deleted.
    /// Create: the object. MergePatch*: the patch, carrying metadata.uid and metadata.resourceVersion as its guard.
    /// Delete: DeleteOptions with preconditions uid and resourceVersion.
    QJsonObject body;
    QString why; ///< "or it would win again"; shown beside the call.
    ObjectPtr seen = nullptr; ///< The object as the plan was made from it; null for Create. Not sent.
    std::vector<Unchanged> unchanged = {};

    kube::Request request(bool dryRun) const;
    /// The same as a shell line a person can paste, guards included; arguments quoted. A delete's preconditions go
    /// through `kubectl delete --raw`, which has no other way to say them (tried with kubectl 1.32). With a context it
    /// is for that cluster only, whichever is current where it is pasted.
    QString kubectl(const QString& context = {}) const;
};

/// What will be done, before anything is: a value, shown to the person as it is (design decision 9).
struct Plan {
    enum class Verb {
        Arrive,
        ArriveMissing,
        Withdraw,
        Release,
        ForceExpire,
        HandOver,
        CancelRequest,
        Edit, ///< Values of a spec: permits, expected, quorum, ttl, timeout, priority.
        LookAgain,
        Rescue,
        Reset, ///< A once.
        Count, ///< A wait group.
        Delete,
        Create
    };
    Verb verb = Verb::Release;
    ObjectKey target; ///< The primitive.
    QString holder;
    QString title; ///< "Release lease db-migration held by worker-a"
    QString button; ///< "Release"
    std::vector<Call> calls;
    QStringList consequences; ///< What the operator will do next, from core/rules, one sentence each.
    QStringList warnings;
    QString reason = {}; ///< Why the person does it; for the journal, not sent to the cluster.
    /// What the watch must show for the plan to count as done; looked at after each batch.
    std::function<bool(const ObjectIndex&)> reached; ///< Called on the planner's thread only.
    QString expectation; ///< The same in words ("the lease is no longer held by worker-a").
    /// Title, consequences and expectation in English, for the journal.
    struct Kept {
        QString title;
        QStringList consequences;
        QString expectation;
    } kept = {};
};

/// What must still be true when a call is made, for a person: "lease team-a/db is still the one seen (uid …) and
/// unchanged (resourceVersion 7), held by worker-a".
QStringList preconditionsOf(const Plan& plan);

/// A right the plan's calls need, as RBAC has it.
struct Right {
    QString verb; ///< "patch"
    QString resource; ///< "leases.sync.konductor.io", with "/status" for the subresource.
    QString ns;

    friend bool operator==(const Right&, const Right&) = default;
    /// "kubectl auth can-i patch leases.sync.konductor.io --subresource=status -n team-a"
    QString question() const;
};
/// Each once, in the order of the calls.
std::vector<Right> rightsOf(const Plan& plan);
/// "patch leases.sync.konductor.io/status in team-a"
QString toString(const Right& right);

/// How a plan ended.
struct Outcome {
    enum class Phase {
        Done, ///< Written, and the watch showed the effect.
        NoReaction, ///< Written, but the effect did not show within the time: `explanation` says what to expect.
        Stopped, ///< A call was refused; those before it were made. `error` says why.
        Accepted ///< Dry run: the server would take every call.
    };
    Phase phase = Phase::Done;
    qsizetype callsMade = 0;
    std::optional<Error> error;
    Spoken explanation;
    std::chrono::milliseconds took{0};
    Comparison comparison = {}; ///< Done only: the effect beside the prediction.
};

} // namespace konductor::action
