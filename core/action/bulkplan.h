// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/action/planner.h"

namespace konductor::action {

/// Several plans from one look, each shown, guarded and carried out on its own. No two write the same object.
struct BulkPlan {
    QString title; ///< "Release all that worker-a holds"
    QString button;
    std::vector<Plan> items;
    QStringList left; ///< What it leaves alone, and why.
    QString reason = {}; ///< See Plan::reason.
};

/// Releases or force-expires everything one holder holds, in the given namespaces (none: all). Holders of one name in
/// two namespaces need not be the same: `left` and the titles show the namespaces. Refuses when nothing is held.
Result<BulkPlan> planHolder(Plan::Verb verb, const QString& holder, const QStringList& namespaces,
                            const ObjectIndex& objects, Timestamp now);

/// What can be done to several primitives at once.
enum class BulkVerb : quint8 { Release, ForceExpire, LookAgain, Delete };

/// The same for each target: everything held of it is released or force-expired, the operator is made to look at it, or
/// it is deleted with what hangs on it. What refuses stands in `left`; refuses when nothing is to be done at all.
Result<BulkPlan> planTargets(BulkVerb verb, const std::vector<ObjectKey>& targets, const ObjectIndex& objects,
                             Timestamp now);

/// How a bulk plan goes on when one of its items was refused, or had no effect.
enum class OnSurprise { Stop, GoOn };

} // namespace konductor::action
