// SPDX-License-Identifier: Apache-2.0
#include "core/action/planparts.h"
#include "core/api/decoder.h"
#include "core/api/encoder.h"
#include "core/api/kinds.h"
#include "core/base/words.h"
#include "core/insight/semaphoreusage.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace konductor::action {

namespace {

/// The same fields, or the first that the server would drop in silence.
std::optional<QString> unknownField(const QJsonObject& given, const QJsonObject& known)
{
    for (const QString& name : given.keys()) {
        if (!known.contains(name)) {
            return name;
        }
    }
    return std::nullopt;
}

std::optional<Error> problemWith(const QJsonObject& manifest, const Object& object, const ObjectIndex& objects)
{
    static const QRegularExpression dnsName(u"^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$"_s);
    const ObjectKey key = object.key();
    if (!dnsName.match(key.name).hasMatch()) {
        return refuse(key, spoken("Plan", "a name has at most 253 lower case letters, digits, - and .")).value();
    }
    if (key.ns.isEmpty()) {
        return refuse(key, spoken("Plan", "no namespace was given")).value();
    }
    if (objects.find(key)) {
        return refuse(key, spoken("Plan", "there is one already")).value();
    }
    if (!object.problems->isEmpty()) {
        return refuse(key, object.problems->join(u"; "_s)).value();
    }
    if (const auto unknown = unknownField(manifest.value(u"spec"_s).toObject(), specJson(object))) {
        return refuse(
                   key,
                   spoken("Plan", "spec.%1 is no field of a %2, or has no value; the server would drop it in silence")
                       .arg(*unknown, kindWord(key.kind)))
            .value();
    }
    return std::nullopt;
}

QJsonObject ownerJson(const Object& owner)
{
    const KindInfo& info = kindInfo(owner.kind);
    return {{u"apiVersion"_s, QString(info.group.toString() + u'/' + info.version.toString())},
            {u"kind"_s, info.name.toString()},
            {u"name"_s, owner.meta.name},
            {u"uid"_s, owner.meta.uid.toString()},
            {u"controller"_s, true},
            {u"blockOwnerDeletion"_s, true}};
}

/// As the clients write it (semantics.md §3): label always, controller owner reference for permits and arrivals.
QJsonObject createdJson(const QJsonObject& manifest, const Object& object, const ObjectPtr& parent)
{
    const QJsonObject given = manifest.value(u"metadata"_s).toObject();
    QJsonObject meta{{u"name"_s, object.meta.name}, {u"namespace"_s, object.meta.ns}};
    QJsonObject labels = given.value(u"labels"_s).toObject();
    if (kindInfo(object.kind).parent) {
        labels.insert(kindInfo(object.kind).parentLabel.toString(), parentName(object));
    }
    if (!labels.isEmpty()) {
        meta.insert(u"labels"_s, labels);
    }
    if (const QJsonValue annotations = given.value(u"annotations"_s); annotations.isObject()) {
        meta.insert(u"annotations"_s, annotations);
    }
    if (parent && object.kind != Kind::LeaseRequest) {
        meta.insert(u"ownerReferences"_s, QJsonArray{ownerJson(*parent)});
    }
    QJsonObject json = manifest;
    json.remove(u"status"_s);
    json.insert(u"metadata"_s, meta);
    return json;
}

void addWarnings(Plan& plan, const Object& object, const ObjectPtr& parent, const ObjectIndex& objects, Timestamp now)
{
    if (const auto semaphore = as<Semaphore>(parent)) {
        const auto usage = insight::usageOf(*semaphore, objects, now);
        if (usage.held >= usage.permits) {
            plan.warnings.append(inWords("Plan",
                                         "All %n permits are held. The operator grants this one all the same, and the "
                                         "semaphore's status freezes: %1 of %n.",
                                         "Its one permit is held. The operator grants this one all the same, and the "
                                         "semaphore's status freezes: %1 of 1.",
                                         usage.permits)
                                     .arg(usage.held + 1));
        }
    }
    if (object.kind == Kind::LeaseRequest) {
        plan.warnings.append(
            inWords("Plan",
                    "The operator does not watch requests: it sees this one within 1 min, or when the lease "
                    "is touched."));
    }
    if (kindInfo(object.kind).parent && !parent) {
        plan.warnings.append(inWords("Plan", "There is no %1 %2: nothing will count it.")
                                 .arg(kindWord(*kindInfo(object.kind).parent), parentName(object)));
    }
}

} // namespace

Result<Plan> planCreate(const QJsonObject& manifest, const ObjectIndex& objects, Timestamp now)
{
    const Result<ObjectPtr> decoded = decodeObject(manifest);
    if (!decoded || (*decoded)->kind == Kind::Job) {
        const Spoken said = decoded ? spoken("Plan", "jobs are not Konductor's") : decoded.error().message;
        return fail(makeError(Error::Kind::Invalid, u"manifest"_s, said,
                              spoken("Plan", "Konductor's kinds have apiVersion sync.konductor.io/v1.")));
    }
    const Object& object = **decoded;
    if (const auto problem = problemWith(manifest, object, objects)) {
        return fail(*problem);
    }
    const auto parentKind = kindInfo(object.kind).parent;
    const ObjectPtr parent = parentKind ? objects.find({*parentKind, object.meta.ns, parentName(object)}) : ObjectPtr();
    Plan plan;
    plan.verb = Plan::Verb::Create;
    plan.target = parent ? parent->key() : object.key();
    sayTitle(plan, [&] { return inWords("Plan", "Create %1 in %2").arg(named(object.key()), object.meta.ns); });
    plan.button = inWords("Plan", "Create");
    Call call;
    call.type = Call::Type::Create;
    call.key = object.key();
    call.body = createdJson(manifest, object, parent);
    if (parent) {
        call.unchanged = {{parent}};
    }
    plan.calls.push_back(call);
    sayExpectation(plan, [&] { return inWords("Plan", "%1 exists").arg(named(object.key())); });
    plan.reached = [key = object.key()](const ObjectIndex& seen) { return seen.find(key) != nullptr; };
    addWarnings(plan, object, parent, objects, now);
    return finished(std::move(plan), objects, now);
}

} // namespace konductor::action
