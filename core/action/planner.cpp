// SPDX-License-Identifier: Apache-2.0
#include "core/action/planner.h"

#include "core/action/consequences.h"
#include "core/action/planparts.h"
#include "core/action/prediction.h"
#include "core/api/kinds.h"
#include "core/base/text.h"
#include "core/base/words.h"
#include "core/rules/operatormodel.h"

#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace konductor::action {

namespace {

QJsonObject guard(const ObjectMeta& meta)
{
    return {{u"uid"_s, meta.uid.toString()}, {u"resourceVersion"_s, meta.resourceVersion.toString()}};
}

Result<Plan> planHold(Plan::Verb verb, const HoldRef& hold, const ObjectIndex& objects, Timestamp now)
{
    if (!objects.find(hold.target)) {
        return absent(hold.target);
    }
    switch (hold.target.kind) {
    case Kind::Semaphore:
        return planPermit(verb, hold, objects, now);
    case Kind::Lease:
        return planLease(verb, hold, objects, now);
    case Kind::Mutex:
        return planMutex(verb, hold, objects, now);
    case Kind::RWMutex:
        return planRWMutex(verb, hold, objects, now);
    default:
        break;
    }
    return refuse(hold.target,
                  spoken("Plan", "a %1 is not held by anybody, so there is nothing to release or expire")
                      .arg(kindWord(hold.target.kind)));
}

constexpr qsizetype longestValue = 120; ///< Characters in words: of a list of conditions, say.

QString valueWords(const QJsonValue& value)
{
    switch (value.type()) {
    case QJsonValue::Undefined:
    case QJsonValue::Null:
        return inWords("Plan", "none");
    case QJsonValue::Array:
        return QString::fromUtf8(QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact));
    case QJsonValue::Object:
        return QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact));
    default:
        return value.toVariant().toString();
    }
}

} // namespace

Result<Plan> planRelease(const HoldRef& hold, const ObjectIndex& objects, Timestamp now)
{
    return planHold(Plan::Verb::Release, hold, objects, now);
}

Result<Plan> planForceExpire(const HoldRef& hold, const ObjectIndex& objects, Timestamp now)
{
    return planHold(Plan::Verb::ForceExpire, hold, objects, now);
}

Result<Plan> planOfHold(Plan::Verb verb, const HoldRef& hold, const QString& holder)
{
    if (holder.isEmpty()) {
        return refuse(hold.target, spoken("Plan", "nobody holds it"));
    }
    if (!hold.holder.isEmpty() && hold.holder != holder) {
        return refuse(hold.target, spoken("Plan", "it is held by %1, not by %2").arg(holder, hold.holder));
    }
    Plan plan;
    plan.verb = verb;
    plan.target = hold.target;
    plan.holder = holder;
    const bool expires = verb == Plan::Verb::ForceExpire;
    const bool unlocks = hold.target.kind == Kind::Mutex;
    plan.button = expires ? inWords("Plan", "Force-expire")
        : unlocks         ? inWords("Plan", "Unlock")
                          : inWords("Plan", "Release");
    sayTitle(plan, [&] {
        return (expires       ? inWords("Plan", "Force-expire %1 held by %2")
                    : unlocks ? inWords("Plan", "Unlock %1 held by %2")
                              : inWords("Plan", "Release %1 held by %2"))
            .arg(named(hold.target), holder);
    });
    plan.warnings.append(noFencing(holder));
    return plan;
}

Call statusPatch(const ObjectPtr& seen, QJsonObject status, const QString& why)
{
    Call call;
    call.type = Call::Type::MergePatchStatus;
    call.key = seen->key();
    call.body = {{u"metadata"_s, guard(seen->meta)}, {u"status"_s, std::move(status)}};
    call.why = why;
    call.seen = seen;
    return call;
}

Call patch(const ObjectPtr& seen, QJsonObject changes, const QString& why)
{
    Call call;
    call.key = seen->key();
    QJsonObject meta = changes.value(u"metadata"_s).toObject();
    meta.insert(u"uid"_s, seen->meta.uid.toString());
    meta.insert(u"resourceVersion"_s, seen->meta.resourceVersion.toString());
    changes.insert(u"metadata"_s, meta);
    call.body = std::move(changes);
    call.why = why;
    call.seen = seen;
    return call;
}

Call guardedDelete(const ObjectPtr& seen, const QString& why)
{
    Call call;
    call.type = Call::Type::Delete;
    call.key = seen->key();
    call.body = {{u"apiVersion"_s, u"v1"_s}, {u"kind"_s, u"DeleteOptions"_s}, {u"preconditions"_s, guard(seen->meta)}};
    call.why = why;
    call.seen = seen;
    return call;
}

std::function<bool(const ObjectIndex&)> goneOrAnother(const ObjectPtr& seen)
{
    return [key = seen->key(), uid = seen->meta.uid](const ObjectIndex& objects) {
        const ObjectPtr now = objects.find(key);
        return !now || now->meta.uid != uid;
    };
}

std::function<bool(const ObjectIndex&)> movedOn(const ObjectPtr& seen)
{
    return [gone = goneOrAnother(seen), key = seen->key(),
            version = seen->meta.resourceVersion](const ObjectIndex& objects) {
        return gone(objects) || objects.find(key)->meta.resourceVersion != version;
    };
}

std::function<bool(const ObjectIndex&)> settled(const ObjectKey& key, Timestamp now)
{
    return [key, now](const ObjectIndex& objects) {
        // Without sight of jobs the rules cannot say what a gate will be.
        if (key.kind == Kind::Gate && objects.count(Kind::Job) == 0) {
            return true;
        }
        const auto writes = rules::reconcile(key, objects, now).writes;
        return std::all_of(writes.begin(), writes.end(),
                           [](const rules::Write& write) { return write.refusedBySchema; });
    };
}

std::function<bool(const ObjectIndex&)> dealtWith(const ObjectPtr& seen, Timestamp now)
{
    return [moved = movedOn(seen), done = settled(seen->key(), now)](const ObjectIndex& objects) {
        return moved(objects) && done(objects);
    };
}

std::function<bool(const ObjectIndex&)> edited(const ObjectPtr& seen, Timestamp now)
{
    return kindInfo(seen->kind).parent ? movedOn(seen) : dealtWith(seen, now);
}

QString valueChange(const QString& place, const QJsonValue& before, const QJsonValue& after)
{
    return u"%1 %2 → %3"_s.arg(place, elided(valueWords(before), longestValue),
                               elided(valueWords(after), longestValue));
}

QString pastExpiry(Timestamp now)
{
    return formatTimestamp(now - std::chrono::minutes(1));
}

tl::unexpected<Error> refuse(const ObjectKey& key, const Spoken& message, const Spoken& advice)
{
    return fail(makeError(Error::Kind::Invalid, toString(key), message, advice));
}

tl::unexpected<Error> absent(const ObjectKey& key)
{
    return fail(makeError(Error::Kind::NotFound, toString(key), spoken("Plan", "there is no such object")));
}

Plan finished(Plan plan, const ObjectIndex& objects, Timestamp now)
{
    const Prediction prediction = predict(plan.calls, plan.target, objects, now);
    plan.consequences += consequencesOf(prediction, plan.target, objects, now);
    const InEnglish english;
    plan.kept.consequences += consequencesOf(prediction, plan.target, objects, now);
    return plan;
}

QString named(const ObjectKey& key)
{
    return kindWord(key.kind) + u' ' + key.name;
}

QString kindWord(Kind kind)
{
    switch (kind) {
    case Kind::Semaphore:
        return inWords("Plan", "semaphore");
    case Kind::Permit:
        return inWords("Plan", "permit");
    case Kind::Barrier:
        return inWords("Plan", "barrier");
    case Kind::Arrival:
        return inWords("Plan", "arrival");
    case Kind::Lease:
        return inWords("Plan", "lease");
    case Kind::LeaseRequest:
        return inWords("Plan", "leaserequest");
    case Kind::Gate:
        return inWords("Plan", "gate");
    case Kind::Mutex:
        return inWords("Plan", "mutex");
    case Kind::RWMutex:
        return inWords("Plan", "rwmutex");
    case Kind::Once:
        return inWords("Plan", "once");
    case Kind::WaitGroup:
        return inWords("Plan", "waitgroup");
    case Kind::Job:
        return inWords("Plan", "job");
    }
    Q_UNREACHABLE();
}

QString noFencing(const QString& holder)
{
    return inWords("Plan", "%1 is not told and may still be at work: Konductor has no fencing.").arg(holder);
}

} // namespace konductor::action
