// SPDX-License-Identifier: Apache-2.0
#include "core/insight/rulekit.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace konductor::insight {

namespace {

void malformed(const Object& object, const World&, Findings& findings)
{
    if (object.problems.isEmpty()) {
        return;
    }
    Finding finding = findingAt("object-malformed", Severity::Warning, object,
                                Words().object(object.key()).say(u" has fields that cannot be read."_s));
    for (const QString& problem : object.problems) {
        finding.evidence.push_back(Words().name(problem));
    }
    finding.consequence = Words(u"Those fields are shown as absent; what depends on them may be wrong."_s);
    finding.mend = mendBy(Mend::Type::Edit, object.key(), Words(u"Correct the fields."_s));
    findings.push_back(finding);
}

void stuckDeleting(const Object& object, const World& world, Findings& findings)
{
    if (!world.olderThan(object.meta.deletionTimestamp, patience)) {
        return;
    }
    Finding finding = findingAt("deletion-stuck", Severity::Warning, object,
                                Words()
                                    .object(object.key())
                                    .say(u" has been about to be deleted for "_s)
                                    .elapsed(*object.meta.deletionTimestamp)
                                    .say(u"."_s));
    finding.evidence.push_back(Words(u"Its deletionTimestamp is set, and it is still there."_s));
    finding.consequence = Words(u"It goes on counting until its finalizers are removed."_s);
    finding.mend = mendBy(Mend::Type::Edit, object.key(), Words(u"See who should remove the finalizers."_s));
    findings.push_back(finding);
}

/// The operator writes a phase at first sight of every primitive (semantics.md §2).
void neverReconciled(const Object& object, const World& world, Findings& findings)
{
    const bool primitive = std::find(primitiveKinds.begin(), primitiveKinds.end(), object.kind) != primitiveKinds.end();
    if (!primitive || !phaseText(object).isEmpty() || !world.olderThan(object.meta.creationTimestamp, operatorDelay)) {
        return;
    }
    Finding finding = findingAt("operator-not-writing", Severity::Error, object,
                                Words(u"The operator has not looked at "_s).object(object.key()).say(u"."_s));
    finding.evidence.push_back(
        Words(u"It is "_s).elapsed(*object.meta.creationTimestamp).say(u" old, and its status has no phase."_s));
    finding.consequence = Words(u"Nothing is granted, opened or freed while the operator does not run."_s);
    finding.mend = mendBy(Mend::Type::None, object.key(),
                          Words(u"Look at the deployment konductor-controller-manager "
                                u"in konductor-system."_s));
    findings.push_back(finding);
}

constexpr std::array rules{
    Rule{"object-malformed", std::nullopt, "An object with fields of a wrong type", malformed},
    Rule{"deletion-stuck", std::nullopt, "An object that has long been about to be deleted", stuckDeleting},
    Rule{"operator-not-writing", std::nullopt, "A primitive that the operator has never looked at", neverReconciled},
};

} // namespace

std::span<const Rule> generalRules()
{
    return rules;
}

} // namespace konductor::insight
