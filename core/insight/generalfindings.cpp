// SPDX-License-Identifier: Apache-2.0
#include "core/base/words.h"
#include "core/insight/rulekit.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace konductor::insight {

namespace {

void malformed(const Object& object, const World&, Findings& findings)
{
    if (object.problems->isEmpty()) {
        return;
    }
    Finding finding =
        findingAt("object-malformed", Severity::Warning, object,
                  Words(inWords("Insight", "{1} has fields that cannot be read."), {Words().object(object.key())}));
    for (const QString& problem : *object.problems) {
        finding.evidence.push_back(Words().name(problem));
    }
    finding.consequence =
        Words(inWords("Insight", "Those fields are shown as absent; what depends on them may be wrong."));
    finding.mend = mendBy(Mend::Type::Edit, object.key(), Words(inWords("Insight", "Correct the fields.")));
    findings.push_back(finding);
}

void stuckDeleting(const Object& object, const World& world, Findings& findings)
{
    if (!world.olderThan(object.meta.deletionTimestamp, patience)) {
        return;
    }
    Finding finding = findingAt("deletion-stuck", Severity::Warning, object,
                                Words(inWords("Insight", "{1} has been about to be deleted for {2}."),
                                      {Words().object(object.key()), Words().elapsed(*object.meta.deletionTimestamp)}));
    finding.since = object.meta.deletionTimestamp;
    finding.evidence.push_back(Words(inWords("Insight", "Its deletionTimestamp is set, and it is still there.")));
    finding.consequence = Words(inWords("Insight", "It goes on counting until its finalizers are removed."));
    finding.mend =
        mendBy(Mend::Type::Edit, object.key(), Words(inWords("Insight", "See who should remove the finalizers.")));
    findings.push_back(finding);
}

/// The operator writes a phase at first sight of every primitive (semantics.md §2).
void neverReconciled(const Object& object, const World& world, Findings& findings)
{
    const bool primitive = std::find(primitiveKinds.begin(), primitiveKinds.end(), object.kind) != primitiveKinds.end();
    if (!primitive || !phaseText(object).isEmpty() || !world.olderThan(object.meta.creationTimestamp, operatorDelay)) {
        return;
    }
    Finding finding =
        findingAt("operator-not-writing", Severity::Error, object,
                  Words(inWords("Insight", "The operator has not looked at {1}."), {Words().object(object.key())}));
    finding.since = object.meta.creationTimestamp;
    finding.evidence.push_back(Words(inWords("Insight", "It is {1} old, and its status has no phase."),
                                     {Words().elapsed(*object.meta.creationTimestamp)}));
    finding.consequence =
        Words(inWords("Insight", "Nothing is granted, opened or freed while the operator does not run."));
    finding.mend =
        mendBy(Mend::Type::None, object.key(),
               Words(inWords("Insight", "Look at the deployment konductor-controller-manager in konductor-system.")));
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
