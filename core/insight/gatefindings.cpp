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

void impossibleCondition(const Object& object, const World& world, Findings& findings)
{
    const auto& gate = static_cast<const Gate&>(object);
    int index = 0;
    for (const ConditionOutlook& outlook : outlookOf(gate, world)) {
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

void missingObject(const Object& object, const World& world, Findings& findings)
{
    const auto& gate = static_cast<const Gate&>(object);
    if (gate.status.phase == GatePhase::Open || !world.olderThan(gate.meta.creationTimestamp, patience)) {
        return;
    }
    int index = 0;
    for (const ConditionOutlook& outlook : outlookOf(gate, world)) {
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

void failedGate(const Object& object, const World& world, Findings& findings)
{
    const auto& gate = static_cast<const Gate&>(object);
    if (gate.status.phase != GatePhase::Failed) {
        return;
    }
    const std::vector<ConditionOutlook> outlook = outlookOf(gate, world);
    const auto unmet = std::find_if(outlook.begin(), outlook.end(), [](const auto& one) { return !one.met; });
    if (unmet == outlook.end()) {
        Finding finding = findingAt("gate-not-woken", Severity::Error, gate,
                                    Words().object(gate.key()).say(u" has failed, but all its conditions hold now."_s));
        finding.evidence.push_back(Words(u"%1 of %1 conditions are met."_s.arg(outlook.size())));
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
void openButUnnoticed(const Object& object, const World& world, Findings& findings)
{
    const auto& gate = static_cast<const Gate&>(object);
    if (gate.status.phase != GatePhase::Waiting) {
        return;
    }
    std::optional<Timestamp> since;
    for (const ConditionOutlook& outlook : outlookOf(gate, world)) {
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

constexpr std::array rules{
    Rule{"gate-unsupported-condition", Kind::Gate, "A condition that the operator cannot meet", impossibleCondition},
    Rule{"gate-missing-object", Kind::Gate, "A condition on an object that does not exist", missingObject},
    Rule{"gate-failed", Kind::Gate, "A gate that timed out", failedGate},
    Rule{"gate-not-woken", Kind::Gate, "A gate whose conditions hold and which nobody has woken", openButUnnoticed},
};

} // namespace

std::span<const Rule> gateRules()
{
    return rules;
}

} // namespace konductor::insight
