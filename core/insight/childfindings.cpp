// SPDX-License-Identifier: Apache-2.0
#include "core/insight/rulekit.h"

#include <array>

using namespace Qt::StringLiterals;

namespace konductor::insight {

namespace {

void withoutLabel(const Object& object, const World&, Findings& findings)
{
    const auto parent = parentKey(object);
    const QString label = kindInfo(object.kind).parentLabel.toString();
    if (!parent || object.meta.labels.value(label) == parent->name) {
        return;
    }
    Finding finding = findingAt("child-without-label", Severity::Error, object,
                                Words()
                                    .object(object.key())
                                    .say(u" does not count for "_s)
                                    .object(*parent)
                                    .say(u": its label is missing or names another."_s));
    finding.evidence.push_back(Words(u"Its spec names "_s)
                                   .object(*parent)
                                   .say(u"; its label "_s)
                                   .say(label)
                                   .say(object.meta.labels.contains(label) ? u" is "_s : u" is absent"_s)
                                   .name(object.meta.labels.value(label))
                                   .say(u"."_s));
    finding.consequence = Words(u"The operator lists by label, so it never sees it there."_s);
    finding.mend = mendBy(Mend::Type::Edit, object.key(),
                          Words(u"Set the label %1 to "_s.arg(label)).name(parent->name).say(u"."_s));
    findings.push_back(finding);
}

/// Without a controller reference a barrier is not told of its arrival; a semaphore's timer finds the permit in a
/// minute (semantics.md §2).
void withoutOwner(const Object& object, const World& world, Findings& findings)
{
    const auto parent = parentKey(object);
    const ObjectPtr primitive = parent ? world.objects.find(*parent) : nullptr;
    if (!primitive || object.kind == Kind::LeaseRequest) {
        return;
    }
    const OwnerReference* owner = object.controller();
    if (owner && owner->name == parent->name && (owner->uid == primitive->meta.uid || primitive->meta.uid.isEmpty())) {
        return;
    }
    const auto barrier = as<Barrier>(primitive);
    const bool unseen = barrier && barrier->status.phase != BarrierPhase::Open
        && !barrier->status.arrivals.contains(specHolder(object));
    Finding finding =
        findingAt("child-without-owner", unseen ? Severity::Error : Severity::Warning, object,
                  Words()
                      .object(object.key())
                      .say(owner ? u" belongs to another object than "_s : u" has no controller owner reference to "_s)
                      .object(*parent)
                      .say(u"."_s));
    finding.evidence.push_back(Words(u"It is of "_s).holder(object.meta.ns, specHolder(object)).say(u"."_s));
    finding.consequence = unseen
        ? Words(u"The operator does not count it until something touches "_s).object(*parent).say(u"."_s)
        : Words(u"The operator notices it late, and it stays when "_s).object(*parent).say(u" is deleted."_s);
    finding.mend = unseen ? mendBy(Mend::Type::Touch, *parent, Words(u"Touch "_s).object(*parent).say(u"."_s))
                          : mendBy(Mend::Type::Edit, object.key(), Words(u"Add the owner reference."_s));
    findings.push_back(finding);
}

void withoutPrimitive(const Object& object, const World& world, Findings& findings)
{
    const auto parent = parentKey(object);
    if (!parent || world.objects.find(*parent) || !world.surroundings.knows(parent->kind)) {
        return;
    }
    Finding finding =
        findingAt("child-without-primitive", Severity::Warning, object,
                  Words().object(object.key()).say(u" is for "_s).object(*parent).say(u", which does not exist."_s));
    finding.evidence.push_back(Words(u"It is of "_s).holder(object.meta.ns, specHolder(object)).say(u"."_s));
    finding.consequence = Words(u"Nothing will come of it; if the name comes back, it counts at once."_s);
    finding.mend = mendBy(Mend::Type::Delete, object.key(),
                          Words(u"Delete "_s).object(object.key()).say(u", or create "_s).object(*parent).say(u"."_s));
    findings.push_back(finding);
}

constexpr auto labelText = "A permit, arrival or request whose label does not name its primitive";
constexpr auto ownerText = "A permit or arrival without a controller owner reference";
constexpr auto orphanText = "A permit, arrival or request for a primitive that does not exist";
constexpr std::array rules{
    Rule{"child-without-label", Kind::Permit, labelText, withoutLabel},
    Rule{"child-without-label", Kind::Arrival, labelText, withoutLabel},
    Rule{"child-without-label", Kind::LeaseRequest, labelText, withoutLabel},
    Rule{"child-without-owner", Kind::Permit, ownerText, withoutOwner},
    Rule{"child-without-owner", Kind::Arrival, ownerText, withoutOwner},
    Rule{"child-without-primitive", Kind::Permit, orphanText, withoutPrimitive},
    Rule{"child-without-primitive", Kind::Arrival, orphanText, withoutPrimitive},
    Rule{"child-without-primitive", Kind::LeaseRequest, orphanText, withoutPrimitive},
};

} // namespace

std::span<const Rule> childRules()
{
    return rules;
}

} // namespace konductor::insight
