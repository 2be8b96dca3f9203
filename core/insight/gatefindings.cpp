// SPDX-License-Identifier: Apache-2.0
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
    if (outlook.target) {
        if (outlook.target->kind == Kind::Semaphore && outlook.condition.value) {
            words.say(counted(*outlook.condition.value, u"permit") + u" of "_s);
        }
        words.object(*outlook.target);
    } else {
        words.name(outlook.condition.type).say(u" "_s).name(outlook.condition.name);
    }
    if (!outlook.condition.state.isEmpty()) {
        words.say(u" "_s).name(outlook.condition.state);
    }
    return words;
}

Sentence whyNever(const ConditionOutlook& outlook)
{
    switch (outlook.never) {
    case Never::Unsupported:
        return Words(u"The operator evaluates no condition of type "_s)
            .name(outlook.condition.type)
            .say(u" with state "_s)
            .name(outlook.condition.state.isEmpty() ? u"(none)"_s : outlook.condition.state)
            .say(u"."_s);
    case Never::NoValue:
        return Words(u"A semaphore condition needs a value, and this one has none."_s);
    case Never::TooMany:
        return Words(
            u"It asks for %1 permits, more than the semaphore has."_s.arg(outlook.condition.value.value_or(0)));
    case Never::JobFailed:
        return Words(u"The job has failed."_s);
    case Never::BarrierFailed:
        return Words(u"The barrier has timed out."_s);
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
                      Words()
                          .object(gate.key())
                          .say(u" can never open: "_s)
                          .append(conditionText(outlook))
                          .say(u" cannot be met."_s));
        finding.about = QString::number(index);
        finding.evidence.push_back(whyNever(outlook));
        if (!outlook.message.isEmpty()) {
            finding.evidence.push_back(Words(u"The operator says: "_s).name(outlook.message).say(u"."_s));
        }
        finding.consequence = Words(u"Whoever waits for the gate waits for ever."_s);
        finding.mend = mendBy(Mend::Type::Edit, gate.key(),
                              Words(u"Change or remove the condition of "_s)
                                  .object(gate.key())
                                  .say(u"; a patched phase would be undone."_s));
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
        Finding finding = findingAt(
            "gate-missing-object", gate.status.openedAt ? Severity::Info : Severity::Warning, gate,
            Words().object(gate.key()).say(u" waits for "_s).object(*outlook.target).say(u", which does not exist."_s));
        finding.about = QString::number(index);
        finding.evidence.push_back(Words(u"The gate is "_s).elapsed(*gate.meta.creationTimestamp).say(u" old."_s));
        finding.consequence = Words(u"It cannot open before somebody creates it."_s);
        finding.mend = mendBy(Mend::Type::Edit, gate.key(),
                              Words(u"Create "_s).object(*outlook.target).say(u", or correct the name in the gate."_s));
        findings.push_back(finding);
    }
}

void failedGate(const Gate& gate, const Outlooks& outlooks, Findings& findings)
{
    if (gate.status.phase != GatePhase::Failed) {
        return;
    }
    const auto unmet = std::find_if(outlooks.begin(), outlooks.end(), [](const auto& one) { return !one.met; });
    if (unmet == outlooks.end()) {
        Finding finding = findingAt("gate-not-woken", Severity::Error, gate,
                                    Words().object(gate.key()).say(u" has failed, but all its conditions hold now."_s));
        finding.evidence.push_back(Words(u"%1 of %1 conditions are met."_s.arg(outlooks.size())));
        finding.consequence = Words(u"A failed gate has no timer: nobody looks at it again."_s);
        finding.mend =
            mendBy(Mend::Type::Touch, gate.key(), Words(u"Touch "_s).object(gate.key()).say(u": it then opens."_s));
        findings.push_back(finding);
        return;
    }
    Finding finding = findingAt(
        "gate-failed", Severity::Warning, gate,
        Words().object(gate.key()).say(u" timed out; "_s).append(conditionText(*unmet)).say(u" is not met."_s));
    finding.evidence.push_back(Words(u"The operator says: "_s).name(unmet->message).say(u"."_s));
    finding.consequence = Words(u"Even when its conditions hold, it opens only if something touches it."_s);
    finding.mend =
        mendBy(Mend::Type::Edit, gate.key(),
               Words(u"Make the condition true and raise the time-out of "_s).object(gate.key()).say(u"."_s));
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
                                Words()
                                    .object(gate.key())
                                    .say(u" still waits, though its conditions have held for "_s)
                                    .elapsed(*since)
                                    .say(u"."_s));
    finding.consequence = Words(u"The operator looks at a waiting gate twice a minute; it does not seem to run."_s);
    finding.mend = mendBy(Mend::Type::Touch, gate.key(),
                          Words(u"Check the operator; touch "_s).object(gate.key()).say(u" to wake it."_s));
    findings.push_back(finding);
}

void judgeGate(const Object& object, const World& world, Findings& findings)
{
    const auto& gate = static_cast<const Gate&>(object);
    const Outlooks outlooks = outlookOf(gate, world);
    impossibleCondition(gate, outlooks, findings);
    missingObject(gate, outlooks, world, findings);
    failedGate(gate, outlooks, findings);
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
