// SPDX-License-Identifier: Apache-2.0
#include "core/base/words.h"
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
    Finding finding =
        findingAt("child-without-label", Severity::Error, object,
                  Words(inWords("Insight", "{1} does not count for {2}: its label is missing or names another."),
                        {Words().object(object.key()), Words().object(*parent)}));
    finding.since = object.meta.creationTimestamp;
    finding.evidence.push_back(
        Words(object.meta.labels.contains(label) ? inWords("Insight", "Its spec names {1}; its label {2} is {3}.")
                                                 : inWords("Insight", "Its spec names {1}; its label {2} is absent."),
              {Words().object(*parent), Words().name(label), Words().name(object.meta.labels.value(label))}));
    finding.consequence = Words(inWords("Insight", "The operator lists by label, so it never sees it there."));
    finding.mend = mendBy(
        Mend::Type::Edit, object.key(),
        Words(inWords("Insight", "Set the label {1} to {2}."), {Words().name(label), Words().name(parent->name)}));
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
    Finding finding = findingAt("child-without-owner", unseen ? Severity::Error : Severity::Warning, object,
                                Words(owner ? inWords("Insight", "{1} belongs to another object than {2}.")
                                            : inWords("Insight", "{1} has no controller owner reference to {2}."),
                                      {Words().object(object.key()), Words().object(*parent)}));
    finding.since = object.meta.creationTimestamp;
    finding.evidence.push_back(
        Words(inWords("Insight", "It is of {1}."), {Words().holder(object.meta.ns, specHolder(object))}));
    finding.consequence = unseen
        ? Words(inWords("Insight", "The operator does not count it until something touches {1}."),
                {Words().object(*parent)})
        : Words(inWords("Insight", "The operator notices it late, and it stays when {1} is deleted."),
                {Words().object(*parent)});
    finding.mend = unseen
        ? mendBy(Mend::Type::Touch, *parent, Words(inWords("Insight", "Touch {1}."), {Words().object(*parent)}))
        : mendBy(Mend::Type::Edit, object.key(), Words(inWords("Insight", "Add the owner reference.")));
    findings.push_back(finding);
}

void withoutPrimitive(const Object& object, const World& world, Findings& findings)
{
    const auto parent = parentKey(object);
    if (!parent || world.objects.find(*parent) || !world.surroundings.knows(parent->kind)) {
        return;
    }
    Finding finding = findingAt("child-without-primitive", Severity::Warning, object,
                                Words(inWords("Insight", "{1} is for {2}, which does not exist."),
                                      {Words().object(object.key()), Words().object(*parent)}));
    finding.evidence.push_back(
        Words(inWords("Insight", "It is of {1}."), {Words().holder(object.meta.ns, specHolder(object))}));
    finding.consequence =
        Words(inWords("Insight", "Nothing will come of it; if the name comes back, it counts at once."));
    finding.mend = mendBy(Mend::Type::Delete, object.key(),
                          Words(inWords("Insight", "Delete {1}, or create {2}."),
                                {Words().object(object.key()), Words().object(*parent)}));
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
