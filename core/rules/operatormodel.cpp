// SPDX-License-Identifier: Apache-2.0
#include "core/rules/operatormodel.h"

#include "core/rules/reconcilers.h"

using namespace Qt::StringLiterals;

namespace konductor::rules {

namespace {

bool hasReconciler(Kind kind)
{
    return std::find(primitiveKinds.begin(), primitiveKinds.end(), kind) != primitiveKinds.end();
}

/// Only permits wake their semaphore and arrivals their barrier; lease requests wake nobody.
std::optional<ObjectKey> wokenOwner(const Object& child)
{
    if (child.kind != Kind::Permit && child.kind != Kind::Arrival) {
        return std::nullopt;
    }
    const OwnerReference* owner = child.controller();
    const KindInfo& parent = kindInfo(*kindInfo(child.kind).parent);
    if (!owner || owner->kind != parent.name || owner->apiVersion.section(u'/', 0, 0) != parent.group) {
        return std::nullopt;
    }
    return ObjectKey{parent.kind, child.meta.ns, owner->name};
}

void add(std::vector<ObjectKey>& keys, const ObjectKey& key)
{
    if (std::find(keys.begin(), keys.end(), key) == keys.end()) {
        keys.push_back(key);
    }
}

} // namespace

namespace {

Outcome reconcileObject(const ObjectPtr& object, const ObjectIndex& objects, Timestamp now, const TieBreak& tieBreak)
{
    switch (object->kind) {
    case Kind::Semaphore:
        return reconcileSemaphore(*as<Semaphore>(object), objects, now);
    case Kind::Barrier:
        return reconcileBarrier(*as<Barrier>(object), objects, now);
    case Kind::Lease:
        return reconcileLease(*as<Lease>(object), objects, now, tieBreak);
    case Kind::Gate:
        return reconcileGate(*as<Gate>(object), objects, now);
    case Kind::Mutex:
        return reconcileMutex(*as<Mutex>(object), now);
    case Kind::RWMutex:
        return reconcileRWMutex(*as<RWMutex>(object), now);
    case Kind::Once:
        return reconcileOnce(*as<Once>(object), now);
    case Kind::WaitGroup:
        return reconcileWaitGroup(*as<WaitGroup>(object));
    case Kind::Permit:
    case Kind::Arrival:
    case Kind::LeaseRequest:
    case Kind::Job:
        break;
    }
    return {};
}

} // namespace

Outcome reconcile(const ObjectKey& key, const ObjectIndex& objects, Timestamp now, const TieBreak& tieBreak)
{
    const ObjectPtr object = objects.find(key);
    if (!object) {
        return {};
    }
    Outcome outcome = reconcileObject(object, objects, now, tieBreak);
    for (Write& write : outcome.writes) {
        write.reconciled = key;
    }
    return outcome;
}

std::vector<ObjectKey> wokenBy(const ObjectPtr& before, const ObjectPtr& after)
{
    std::vector<ObjectKey> woken;
    for (const ObjectPtr& side : {before, after}) {
        if (!side) {
            continue;
        }
        if (hasReconciler(side->kind)) {
            add(woken, side->key());
        }
        if (const auto owner = wokenOwner(*side)) {
            add(woken, *owner);
        }
    }
    return woken;
}

} // namespace konductor::rules
