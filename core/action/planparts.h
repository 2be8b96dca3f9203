// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/action/planner.h"
#include "core/api/lease.h"
#include "core/base/words.h"

#include <QJsonArray>

/// Private to core/action: what the planners share, and one pair of functions a kind.
namespace konductor::action {

Result<Plan> planPermit(Plan::Verb verb, const HoldRef& hold, const ObjectIndex& objects, Timestamp now);
Result<Plan> planLease(Plan::Verb verb, const HoldRef& hold, const ObjectIndex& objects, Timestamp now);
Result<Plan> planMutex(Plan::Verb verb, const HoldRef& hold, const ObjectIndex& objects, Timestamp now);
Result<Plan> planRWMutex(Plan::Verb verb, const HoldRef& hold, const ObjectIndex& objects, Timestamp now);

/// The head of a plan for what has one holder at most: refuses when nobody, or somebody else, holds it. Sets
/// title, button and the warning that nothing is fenced.
Result<Plan> planOfHold(Plan::Verb verb, const HoldRef& hold, const QString& holder);

/// A merge patch on /status that the server refuses when the object is another or newer than the one seen.
Call statusPatch(const ObjectPtr& seen, QJsonObject status, const QString& why = {});
/// The same on the object itself: its spec or an annotation.
Call patch(const ObjectPtr& seen, QJsonObject changes, const QString& why = {});
/// An annotation, which wakes the operator.
Call lookAgainCall(const ObjectPtr& seen, Timestamp now);
/// A delete that the server refuses when the object is another or newer than the one seen.
Call guardedDelete(const ObjectPtr& seen, const QString& why = {});

/// Reached when the object is another or newer than the one seen.
std::function<bool(const ObjectIndex&)> movedOn(const ObjectPtr& seen);
/// Reached when, by the rules, the operator has nothing left to write for what stands there.
std::function<bool(const ObjectIndex&)> settled(const ObjectKey& key, Timestamp now);
/// Reached when the object has moved on and, by the rules, the operator has nothing left to write for it.
std::function<bool(const ObjectIndex&)> dealtWith(const ObjectPtr& seen, Timestamp now);
/// The same for a changed spec; a request does not wake its lease, so there is only the own write to wait for.
std::function<bool(const ObjectIndex&)> edited(const ObjectPtr& seen, Timestamp now);
/// "timeout 1h → 2h", of a value that is to be changed; long ones (a list of conditions) are cut.
QString valueChange(const QString& place, const QJsonValue& before, const QJsonValue& after);
/// Reached when the object is not there any more.
std::function<bool(const ObjectIndex&)> goneOrAnother(const ObjectPtr& seen);

/// Makes the operator's own expiry path run.
QJsonObject expiredStatus(const Lease& lease, Timestamp now);
/// Far enough back that an operator whose clock is behind the API server's agrees that it is past.
QString pastExpiry(Timestamp now);

/// Kind::Invalid: the object's state refuses the plan.
tl::unexpected<Error> refuse(const ObjectKey& key, const Spoken& message, const Spoken& advice = {});
tl::unexpected<Error> absent(const ObjectKey& key);

/// Title, button and consequences, from what the plan has already; then it is ready.
Plan finished(Plan plan, const ObjectIndex& objects, Timestamp now);

/// Both in the person's language and, for the journal, in English; `say` is called twice.
template <class Say> void sayTitle(Plan& plan, const Say& say)
{
    Spoken words = spoken(say);
    plan.title = std::move(words.shown);
    plan.kept.title = std::move(words.kept);
}
template <class Say> void sayExpectation(Plan& plan, const Say& say)
{
    Spoken words = spoken(say);
    plan.expectation = std::move(words.shown);
    plan.kept.expectation = std::move(words.kept);
}

/// "lease"
QString kindWord(Kind kind);
/// "lease db-migration"
QString named(const ObjectKey& key);

/// Konductor fences nothing: whoever is robbed of a hold goes on unless it looks.
QString noFencing(const QString& holder);

} // namespace konductor::action
