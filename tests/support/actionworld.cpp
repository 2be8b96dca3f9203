// SPDX-License-Identifier: Apache-2.0
#include "tests/support/actionworld.h"

#include "core/action/newobject.h"
#include "core/api/decoder.h"
#include "core/api/encoder.h"
#include "core/api/kinds.h"
#include "core/api/paths.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace konductor::test {

namespace {

using Scene = ActionCase::Scene;
using action::Plan;

const QString ns = u"default"_s;

ObjectKey key(Kind kind, const QString& name)
{
    return {kind, ns, name};
}

Result<Plan> held(const ObjectKey& target, bool expires, const ObjectIndex& objects, Timestamp now)
{
    const action::HoldRef hold{target, u"a"_s, {}};
    return expires ? action::planForceExpire(hold, objects, now) : action::planRelease(hold, objects, now);
}

ActionCase holdCase(const char* name, Scene scene, Kind kind, bool expires)
{
    return {name, scene, [=](const QString& prefix, const ObjectIndex& objects, Timestamp now) {
                return held(key(kind, prefix), expires, objects, now);
            }};
}

ActionCase editCase(const char* name, Scene scene, Kind kind, const action::SpecValues& values)
{
    return {name, scene, [=](const QString& prefix, const ObjectIndex& objects, Timestamp now) {
                return action::planEdit(key(kind, prefix), values, objects, now);
            }};
}

ActionCase plainCase(const char* name, Scene scene, Kind kind, const QString& suffix,
                     Result<Plan> (*plan)(const ObjectKey&, const ObjectIndex&, Timestamp))
{
    return {name, scene, [=](const QString& prefix, const ObjectIndex& objects, Timestamp now) {
                return plan(key(kind, prefix + suffix), objects, now);
            }};
}

ActionCase countCase(const char* name, action::CountChange change)
{
    return {name, Scene::WaitGroup, [=](const QString& prefix, const ObjectIndex& objects, Timestamp now) {
                return action::planCount(key(Kind::WaitGroup, prefix), change, 1, objects, now);
            }};
}

ActionCase createCase(const char* name, Scene scene, Kind kind, const QString& suffix, const QString& parentField)
{
    return {name, scene, [=](const QString& prefix, const ObjectIndex& objects, Timestamp now) {
                action::SpecValues values;
                if (!parentField.isEmpty()) {
                    values = {{parentField, prefix}, {u"holder"_s, u"n"_s}};
                }
                const auto manifest = action::manifestOf(key(kind, prefix + suffix), values);
                return manifest ? action::planCreate(*manifest, objects, now) : fail(manifest.error());
            }};
}

void addLeaseCases(std::vector<ActionCase>& cases)
{
    cases.push_back(holdCase("release lease", Scene::Lease, Kind::Lease, false));
    cases.push_back(holdCase("expire lease", Scene::Lease, Kind::Lease, true));
    cases.push_back({"hand over", Scene::Lease, [](const QString& prefix, const ObjectIndex& objects, Timestamp now) {
                         return action::planHandOver(key(Kind::Lease, prefix), u"c"_s, objects, now);
                     }});
    cases.push_back(plainCase("cancel request", Scene::Lease, Kind::LeaseRequest, u"-b"_s, &action::planCancelRequest));
    cases.push_back({"priority", Scene::Lease, [](const QString& prefix, const ObjectIndex& objects, Timestamp now) {
                         return action::planEdit(key(Kind::LeaseRequest, prefix + u"-c"_s), {{u"priority"_s, u"8"_s}},
                                                 objects, now);
                     }});
    cases.push_back(editCase("lease ttl", Scene::Lease, Kind::Lease, {{u"ttl"_s, u"5m"_s}}));
    cases.push_back(plainCase("touch lease", Scene::Lease, Kind::Lease, {}, &action::planLookAgain));
    cases.push_back(plainCase("delete lease", Scene::Lease, Kind::Lease, {}, &action::planDelete));
    cases.push_back(createCase("create request", Scene::Lease, Kind::LeaseRequest, u"-n"_s, u"lease"_s));
}

void addBarrierCases(std::vector<ActionCase>& cases)
{
    cases.push_back({"arrive", Scene::Barrier, [](const QString& prefix, const ObjectIndex& objects, Timestamp now) {
                         return action::planArrive(key(Kind::Barrier, prefix), u"y"_s, objects, now);
                     }});
    cases.push_back(
        {"arrive missing", Scene::Barrier, [](const QString& prefix, const ObjectIndex& objects, Timestamp now) {
             return action::planArriveMissing(key(Kind::Barrier, prefix), {u"y"_s, u"z"_s}, objects, now);
         }});
    cases.push_back({"withdraw", Scene::Barrier, [](const QString& prefix, const ObjectIndex& objects, Timestamp now) {
                         return action::planWithdraw(key(Kind::Barrier, prefix), u"x"_s, {}, objects, now);
                     }});
    cases.push_back(editCase("expected and quorum", Scene::Barrier, Kind::Barrier,
                             {{u"expected"_s, u"4"_s}, {u"quorum"_s, u"1"_s}}));
    cases.push_back(editCase("barrier time-out", Scene::Barrier, Kind::Barrier, {{u"timeout"_s, u"2h"_s}}));
    cases.push_back(plainCase("delete barrier", Scene::Barrier, Kind::Barrier, {}, &action::planDelete));
    const auto rescue = [](Kind kind) {
        return [kind](const QString& prefix, const ObjectIndex& objects, Timestamp now) {
            return action::planRescue(key(kind, prefix), {}, objects, now);
        };
    };
    cases.push_back({"rescue barrier", Scene::LateBarrier, rescue(Kind::Barrier)});
    cases.push_back({"rescue gate", Scene::Gate, rescue(Kind::Gate)});
    cases.push_back(plainCase("touch gate", Scene::Gate, Kind::Gate, {}, &action::planLookAgain));
}

std::vector<ActionCase> allCases()
{
    std::vector<ActionCase> cases;
    addLeaseCases(cases);
    addBarrierCases(cases);
    cases.push_back(holdCase("release permit", Scene::Semaphore, Kind::Semaphore, false));
    cases.push_back(holdCase("expire permit", Scene::Semaphore, Kind::Semaphore, true));
    cases.push_back(editCase("resize", Scene::Semaphore, Kind::Semaphore, {{u"permits"_s, u"5"_s}}));
    cases.push_back(createCase("create permit", Scene::Semaphore, Kind::Permit, u"-n"_s, u"semaphore"_s));
    cases.push_back(plainCase("delete semaphore", Scene::Semaphore, Kind::Semaphore, {}, &action::planDelete));
    cases.push_back(holdCase("release mutex", Scene::Mutex, Kind::Mutex, false));
    cases.push_back(holdCase("expire mutex", Scene::Mutex, Kind::Mutex, true));
    cases.push_back(holdCase("release read lock", Scene::RWMutex, Kind::RWMutex, false));
    cases.push_back(holdCase("expire read lock", Scene::RWMutex, Kind::RWMutex, true));
    cases.push_back(plainCase("reset once", Scene::Once, Kind::Once, {}, &action::planReset));
    cases.push_back(countCase("add", action::CountChange::Add));
    cases.push_back(countCase("done", action::CountChange::Done));
    cases.push_back(countCase("set", action::CountChange::Set));
    cases.push_back(createCase("create semaphore", Scene::Nothing, Kind::Semaphore, {}, {}));
    return cases;
}

} // namespace

const std::vector<ActionCase>& actionCases()
{
    static const std::vector<ActionCase> cases = allCases();
    return cases;
}

bool ActionWorld::put(Kind kind, const QString& name, const QJsonObject& spec, const QJsonObject& status,
                      const QString& parent)
{
    const KindInfo& info = kindInfo(kind);
    QJsonObject meta{{u"name"_s, name}, {u"namespace"_s, ns}};
    if (!parent.isEmpty()) {
        meta.insert(u"labels"_s, QJsonObject{{info.parentLabel.toString(), parent}});
    }
    kube::Request request;
    request.verb = kube::Verb::Post;
    request.path = collectionPath(kind, ns);
    request.contentType = "application/json";
    request.body = QJsonDocument(QJsonObject{{u"apiVersion"_s, u"sync.konductor.io/v1"_s},
                                             {u"kind"_s, info.name.toString()},
                                             {u"metadata"_s, meta},
                                             {u"spec"_s, spec}})
                       .toJson();
    m_creations.push_back(request);
    m_keys.push_back(key(kind, name));
    if (!status.isEmpty()) {
        request.verb = kube::Verb::Patch;
        request.path = objectPath(key(kind, name), u"status");
        request.contentType = "application/merge-patch+json";
        request.body = QJsonDocument(QJsonObject{{u"status"_s, status}}).toJson();
        m_statuses.push_back(request);
    }
    return true;
}

bool ActionWorld::make(ActionCase::Scene scene, const QString& prefix)
{
    describe(scene, prefix);
    for (const std::vector<kube::Request>& requests : {m_creations, m_statuses}) {
        const auto responses = m_client.sendAll(requests);
        if (!responses) {
            trouble = oneLine(responses.error());
            return false;
        }
        for (const kube::Response& response : *responses) {
            m_objects.insert(*decodeObject(QJsonDocument::fromJson(response.body).object()));
        }
    }
    return true;
}

bool ActionWorld::describe(ActionCase::Scene scene, const QString& p)
{
    const auto request = [&](const QString& holder, int priority) {
        return put(Kind::LeaseRequest, p + u'-' + holder,
                   {{u"lease"_s, p}, {u"holder"_s, holder}, {u"priority"_s, priority}},
                   holder == "a"_L1 ? QJsonObject{{u"phase"_s, u"Granted"_s}} : QJsonObject(), p);
    };
    const auto barrier = [&](const QJsonObject& spec) {
        return put(Kind::Arrival, p + u"-x"_s, {{u"barrier"_s, p}, {u"holder"_s, u"x"_s}}, {}, p)
            && put(Kind::Barrier, p, spec,
                   {{u"phase"_s, u"Waiting"_s}, {u"arrived"_s, 1}, {u"arrivals"_s, QJsonArray{u"x"_s}}});
    };
    switch (scene) {
    case Scene::Nothing:
        return true;
    case Scene::Lease:
        return request(u"a"_s, 9) && request(u"b"_s, 5) && request(u"c"_s, 1)
            && put(Kind::Lease, p, {},
                   {{u"phase"_s, u"Held"_s},
                    {u"holder"_s, u"a"_s},
                    {u"renewCount"_s, 0},
                    {u"acquiredAt"_s, u"2026-11-24T10:00:00Z"_s}});
    case Scene::Barrier:
        return barrier({{u"expected"_s, 3}});
    case Scene::LateBarrier:
        return barrier({{u"expected"_s, 3}, {u"timeout"_s, u"1ms"_s}});
    case Scene::Gate: {
        const QJsonObject condition{{u"type"_s, u"Barrier"_s}, {u"name"_s, u"none"_s}, {u"state"_s, u"Open"_s}};
        return put(Kind::Gate, p, {{u"conditions"_s, QJsonArray{condition}}, {u"timeout"_s, u"1ms"_s}},
                   {{u"phase"_s, u"Failed"_s}});
    }
    case Scene::Semaphore:
        return put(Kind::Permit, p + u"-p"_s, {{u"semaphore"_s, p}, {u"holder"_s, u"a"_s}},
                   {{u"phase"_s, u"Granted"_s}}, p)
            && put(Kind::Semaphore, p, {{u"permits"_s, 2}},
                   {{u"phase"_s, u"Ready"_s}, {u"inUse"_s, 1}, {u"available"_s, 1}});
    case Scene::Mutex:
        return put(Kind::Mutex, p, {}, {{u"phase"_s, u"Locked"_s}, {u"holder"_s, u"a"_s}});
    case Scene::RWMutex:
        return put(Kind::RWMutex, p, {},
                   {{u"phase"_s, u"ReadLocked"_s}, {u"readHolders"_s, QJsonArray{u"a"_s, u"r"_s}}});
    case Scene::Once:
        return put(Kind::Once, p, {},
                   {{u"phase"_s, u"Executed"_s},
                    {u"executed"_s, true},
                    {u"executor"_s, u"a"_s},
                    {u"executedAt"_s, u"2026-11-24T10:00:00Z"_s}});
    case Scene::WaitGroup:
        return put(Kind::WaitGroup, p, {}, {{u"phase"_s, u"Waiting"_s}, {u"counter"_s, 3}});
    }
    Q_UNREACHABLE();
}

kube::Request touchRequest(const ObjectKey& object, const QString& mark)
{
    kube::Request request;
    request.verb = kube::Verb::Patch;
    request.path = objectPath(object);
    request.contentType = "application/merge-patch+json";
    request.body =
        QJsonDocument(QJsonObject{{u"metadata"_s, QJsonObject{{u"annotations"_s, QJsonObject{{u"touched"_s, mark}}}}}})
            .toJson();
    return request;
}

kube::Request deleteRequest(const ObjectKey& object)
{
    kube::Request request;
    request.verb = kube::Verb::Delete;
    request.path = objectPath(object);
    return request;
}

kube::Request createRequest(const Object& object)
{
    QJsonObject json = toJson(object);
    json.remove(u"status"_s);
    const QJsonObject meta = metaJson(object.meta);
    json.insert(u"metadata"_s,
                QJsonObject{{u"name"_s, object.meta.name},
                            {u"namespace"_s, object.meta.ns},
                            {u"labels"_s, meta.value(u"labels"_s)},
                            {u"ownerReferences"_s, meta.value(u"ownerReferences"_s)}});
    kube::Request request;
    request.verb = kube::Verb::Post;
    request.path = collectionPath(object.kind, object.meta.ns);
    request.contentType = "application/json";
    request.body = QJsonDocument(json).toJson();
    return request;
}

LeaseRequest requestFor(const QString& lease, const QString& holder, int priority)
{
    auto made = childOf<LeaseRequest>(lease, holder);
    made.spec.lease = lease;
    made.spec.priority = priority;
    return made;
}

Gate gateOn(const QString& name, const QString& barrier)
{
    Gate gate;
    gate.meta.name = name;
    gate.spec.conditions.push_back({});
    gate.spec.conditions.back().type = u"Barrier"_s;
    gate.spec.conditions.back().name = barrier;
    gate.spec.conditions.back().state = u"Open"_s;
    return gate;
}

} // namespace konductor::test
