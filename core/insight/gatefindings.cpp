// SPDX-License-Identifier: Apache-2.0
#include "core/base/words.h"
#include "core/insight/describe.h"
#include "core/insight/gateoutlook.h"
#include "core/insight/rulekit.h"

#include "core/base/text.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace konductor::insight {

namespace {

using Never = ConditionOutlook::Never;
using Outlooks = std::vector<ConditionOutlook>;

Sentence conditionText(const ConditionOutlook& outlook)
{
    Words words;
    if (!outlook.target) {
        words.name(outlook.condition.type).say(u" "_s).name(outlook.condition.name);
    } else if (outlook.target->kind == Kind::Semaphore && outlook.condition.value) {
        words = permitsOf(*outlook.condition.value, *outlook.target);
    } else {
        words.object(*outlook.target);
    }
    if (!outlook.condition.state.isEmpty()) {
        words.say(u" "_s).name(outlook.condition.state);
    }
    return words;
}

Sentence whyNever(const ConditionOutlook& outlook)
{
    const qint64 asked = outlook.condition.value.value_or(0);
    switch (outlook.never) {
    case Never::Unsupported:
        return Words(inWords("Insight", "The operator evaluates no condition of type {1} with state {2}."),
                     {Words().name(outlook.condition.type),
                      Words().name(outlook.condition.state.isEmpty() ? u"(none)"_s : outlook.condition.state)});
    case Never::NoValue:
        return Words(inWords("Insight", "A semaphore condition needs a value, and this one has none."));
    case Never::TooMany:
        return Words(inWords("Insight", "It asks for %n permits, more than the semaphore has.",
                             "It asks for 1 permit, more than the semaphore has.", asked));
    case Never::JobFailed:
        return Words(inWords("Insight", "The job has failed."));
    case Never::BarrierFailed:
        return Words(inWords("Insight", "The barrier has timed out."));
    case Never::No:
        break;
    }
    return {};
}

void impossibleCondition(const Gate& gate, const Outlooks& outlooks, Findings& findings)
{
    int index = 0;
    for (const ConditionOutlook& outlook : outlooks) {
        ++index;
        if (outlook.never == Never::No) {
            continue;
        }
        const bool unsupported = outlook.never == Never::Unsupported || outlook.never == Never::NoValue;
        Finding finding =
            findingAt(unsupported ? "gate-unsupported-condition" : "gate-impossible-condition", Severity::Error, gate,
                      Words(inWords("Insight", "{1} can never open: {2} cannot be met."),
                            {Words().object(gate.key()), conditionText(outlook)}));
        finding.about = QString::number(index);
        if (unsupported) {
            finding.since = gate.meta.creationTimestamp;
        }
        finding.evidence.push_back(whyNever(outlook));
        if (!outlook.message.isEmpty()) {
            finding.evidence.push_back(
                Words(inWords("Insight", "The operator says: {1}."), {Words().name(outlook.message)}));
        }
        finding.consequence = Words(inWords("Insight", "Whoever waits for the gate waits for ever."));
        finding.mend =
            mendBy(Mend::Type::Edit, gate.key(),
                   Words(inWords("Insight", "Change or remove the condition of {1}; a patched phase would be undone."),
                         {Words().object(gate.key())}));
        findings.push_back(finding);
    }
}

void missingObject(const Gate& gate, const Outlooks& outlooks, const World& world, Findings& findings)
{
    if (gate.status.phase == GatePhase::Open || !world.olderThan(gate.meta.creationTimestamp, patience)) {
        return;
    }
    int index = 0;
    for (const ConditionOutlook& outlook : outlooks) {
        ++index;
        if (outlook.exists || !outlook.target || outlook.never != Never::No
            || !world.surroundings.knows(outlook.target->kind)) {
            continue;
        }
        // A gate that has been open before waits for things that come and go.
        Finding finding =
            findingAt("gate-missing-object", gate.status.openedAt ? Severity::Info : Severity::Warning, gate,
                      Words(inWords("Insight", "{1} waits for {2}, which does not exist."),
                            {Words().object(gate.key()), Words().object(*outlook.target)}));
        finding.about = QString::number(index);
        finding.since = gate.meta.creationTimestamp;
        finding.evidence.push_back(
            Words(inWords("Insight", "The gate is {1} old."), {Words().elapsed(*gate.meta.creationTimestamp)}));
        finding.consequence = Words(inWords("Insight", "It cannot open before somebody creates it."));
        finding.mend = mendBy(Mend::Type::Edit, gate.key(),
                              Words(inWords("Insight", "Create {1}, or correct the name in the gate."),
                                    {Words().object(*outlook.target)}));
        findings.push_back(finding);
    }
}

void failedGate(const Gate& gate, const Outlooks& outlooks, const World& world, Findings& findings)
{
    if (gate.status.phase != GatePhase::Failed) {
        return;
    }
    std::optional<Timestamp> end;
    if (gate.spec.timeout && gate.meta.creationTimestamp) {
        end = *gate.meta.creationTimestamp + std::chrono::ceil<std::chrono::milliseconds>(*gate.spec.timeout);
    }
    const auto unmet = std::find_if(outlooks.begin(), outlooks.end(), [](const auto& one) { return !one.met; });
    if (unmet == outlooks.end()) {
        Finding finding = findingAt("gate-not-woken", Severity::Error, gate,
                                    Words(inWords("Insight", "{1} has failed, but all its conditions hold now."),
                                          {Words().object(gate.key())}));
        finding.evidence.push_back(Words(inWords("Insight", "%1 of %1 conditions are met.").arg(outlooks.size())));
        finding.consequence = Words(inWords("Insight", "A failed gate has no timer: nobody looks at it again."));
        finding.mend = mendBy(Mend::Type::Touch, gate.key(),
                              Words(inWords("Insight", "Touch {1}: it then opens."), {Words().object(gate.key())}));
        findings.push_back(finding);
        return;
    }
    Finding finding = findingAt("gate-failed", Severity::Warning, gate,
                                Words(inWords("Insight", "{1} timed out; {2} is not met."),
                                      {Words().object(gate.key()), conditionText(*unmet)}));
    finding.since = end && world.past(*end) ? end : std::nullopt;
    finding.evidence.push_back(Words(inWords("Insight", "The operator says: {1}."), {Words().name(unmet->message)}));
    finding.consequence =
        Words(inWords("Insight", "Even when its conditions hold, it opens only if something touches it."));
    finding.mend = mendBy(Mend::Type::Edit, gate.key(),
                          Words(inWords("Insight", "Make the condition true and raise the time-out of {1}."),
                                {Words().object(gate.key())}));
    findings.push_back(finding);
}

/// A waiting gate is looked at every 30 s at the latest (semantics.md §2).
void openButUnnoticed(const Gate& gate, const Outlooks& outlooks, const World& world, Findings& findings)
{
    if (gate.status.phase != GatePhase::Waiting) {
        return;
    }
    std::optional<Timestamp> since;
    for (const ConditionOutlook& outlook : outlooks) {
        const auto barrier = outlook.target ? as<Barrier>(world.objects.find(*outlook.target)) : nullptr;
        const auto job = outlook.target ? as<Job>(world.objects.find(*outlook.target)) : nullptr;
        const auto met = barrier ? barrier->status.openedAt : job ? job->status.completionTime : std::nullopt;
        if (!outlook.met || !met) {
            return; // unmet, or nothing tells since when
        }
        since = since ? std::max(*since, *met) : *met;
    }
    if (!since || !world.olderThan(since, operatorDelay)
        || !world.olderThan(gate.meta.creationTimestamp, operatorDelay)) {
        return;
    }
    Finding finding = findingAt("gate-not-woken", Severity::Error, gate,
                                Words(inWords("Insight", "{1} still waits, though its conditions have held for {2}."),
                                      {Words().object(gate.key()), Words().elapsed(*since)}));
    finding.since = since;
    finding.consequence =
        Words(inWords("Insight", "The operator looks at a waiting gate twice a minute; it does not seem to run."));
    finding.mend =
        mendBy(Mend::Type::Touch, gate.key(),
               Words(inWords("Insight", "Check the operator; touch {1} to wake it."), {Words().object(gate.key())}));
    findings.push_back(finding);
}

void judgeGate(const Object& object, const World& world, Findings& findings)
{
    const auto& gate = static_cast<const Gate&>(object);
    const Outlooks outlooks = outlookOf(gate, world);
    impossibleCondition(gate, outlooks, findings);
    missingObject(gate, outlooks, world, findings);
    failedGate(gate, outlooks, world, findings);
    openButUnnoticed(gate, outlooks, world, findings);
}

/// One look serves all rules of gates; the others are named in the table of findings.cpp.
constexpr std::array rules{
    Rule{"gate-unsupported-condition", Kind::Gate, "A condition that the operator cannot meet", judgeGate},
};

} // namespace

std::span<const Rule> gateRules()
{
    return rules;
}

} // namespace konductor::insight
