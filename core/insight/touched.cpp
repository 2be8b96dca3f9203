// SPDX-License-Identifier: Apache-2.0
#include "core/api/kinds.h"
#include "core/insight/relations.h"
#include "core/insight/waitgraph.h"

namespace konductor::insight {

namespace {

using Nodes = QSet<WaitNode>;

void touchParent(const ObjectPtr& side, Nodes& nodes)
{
    if (const auto parent = parentKey(*side)) {
        nodes.insert(WaitNode::of(*parent));
    } else {
        nodes.insert(WaitNode::of(side->key()));
    }
}

/// A change of a lease concerns those who ask for it, one of a barrier's phase those who came.
void touchChildrensHolders(const ObjectKey& primitive, const ObjectIndex& objects, Nodes& nodes)
{
    for (const ObjectPtr& child : objects.children(primitive)) {
        nodes.insert(WaitNode::holder(child->meta.ns, specHolder(*child)));
    }
}

/// A holder waits by its requests and arrivals; by any other mention it may be new to a barrier or a job.
void touchHolder(const Relations& relations, const ObjectIndex& objects, const Object& by, const QString& holder,
                 bool known, Nodes& nodes)
{
    const QString& ns = by.meta.ns;
    if (by.kind == Kind::LeaseRequest || by.kind == Kind::Arrival) {
        nodes.insert(WaitNode::holder(ns, holder));
    }
    if (known) {
        return;
    }
    for (const QString& job : possibleJobs(holder)) {
        nodes.insert(WaitNode::of({Kind::Job, ns, job}));
    }
    for (const ObjectKey& arrival : relations.arrivalsOfFamily(ns, holder)) {
        if (const ObjectPtr object = objects.find(arrival)) {
            touchParent(object, nodes);
        }
    }
}

} // namespace

void Relations::touchNodes(const ObjectPtr& before, const ObjectPtr& after, const ObjectIndex& objects,
                           QSet<WaitNode>& nodes) const
{
    const bool sameHolders = before && after && holdersNamedBy(*before) == holdersNamedBy(*after);
    for (const ObjectPtr& side : {before, after}) {
        if (!side) {
            continue;
        }
        touchParent(side, nodes);
        for (const QString& holder : holdersNamedBy(*side)) {
            touchHolder(*this, objects, *side, holder, sameHolders, nodes);
        }
        for (const ObjectKey& gate : gatesOn(side->key())) {
            nodes.insert(WaitNode::of(gate));
        }
        // What a semaphore lacks depends on what its gates ask for.
        for (const ObjectKey& target : targetsOf(*side)) {
            if (target.kind == Kind::Semaphore) {
                nodes.insert(WaitNode::of(target));
            }
        }
    }
    const ObjectKey key = after ? after->key() : before->key();
    if (key.kind == Kind::Job) {
        nodes.insert(WaitNode::holder(key.ns, key.name)); // its verdict
    }
    const bool phaseMoved = !before || !after || phaseText(*before) != phaseText(*after);
    if ((key.kind == Kind::Lease && !sameHolders) || (key.kind == Kind::Barrier && phaseMoved)) {
        touchChildrensHolders(key, objects, nodes);
    }
}

void touchMentions(const Relations& relations, const QString& ns, const QString& holder, const ObjectIndex& objects,
                   QSet<ObjectKey>& touched)
{
    for (const ObjectKey& key : relations.mentions(ns, holder)) {
        touched.insert(key);
        const ObjectPtr object = objects.find(key);
        if (const auto parent = object ? parentKey(*object) : std::nullopt) {
            touched.insert(*parent);
        }
    }
}

void Relations::touchObjects(const ObjectPtr& before, const ObjectPtr& after, const ObjectIndex& objects,
                             QSet<ObjectKey>& touched) const
{
    for (const ObjectPtr& side : {before, after}) {
        if (!side) {
            continue;
        }
        touched.insert(side->key());
        if (const auto parent = parentKey(*side)) {
            touched.insert(*parent);
        }
        for (const ObjectKey& gate : gatesOn(side->key())) {
            touched.insert(gate);
        }
        // Whether a lease matters depends on the gates that wait for it.
        for (const ObjectKey& target : targetsOf(*side)) {
            if (target.kind == Kind::Lease) {
                touched.insert(target);
            }
        }
    }
    // What a finding about a child reads of its primitive: that it is there, who it is, whether it has counted a child
    // that it was not told of.
    const ObjectKey key = after ? after->key() : before->key();
    if (key.kind == Kind::Job) {
        touchMentions(*this, key.ns, key.name, objects, touched);
    }
    const bool appeared = !before || !after || before->meta.uid != after->meta.uid;
    if (appeared || key.kind == Kind::Barrier) {
        for (const ObjectPtr& child : objects.children(key)) {
            if (appeared || !child->controller()) {
                touched.insert(child->key());
            }
        }
    }
}

} // namespace konductor::insight
