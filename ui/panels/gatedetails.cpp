// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "core/base/words.h"
#include "ui/panels/detailsparts.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace konductor::ui::details {

namespace {
/// Which conditions the operator evaluates at all (semantics.md §2, Gate).
bool canBeMet(const GateCondition& condition)
{
    const QString& type = condition.type;
    return (type == u"Job" && condition.state == u"Complete") || (type == u"Semaphore" && condition.value)
        || (type == u"Barrier" && condition.state == u"Open") || (type == u"Lease" && condition.state == u"Available");
}

QString wanted(const GateCondition& condition)
{
    if (condition.type == u"Semaphore" && condition.value) {
        return inWords("Details", "{1} {2} has ≥ %1 free").arg(*condition.value);
    }
    return condition.state.isEmpty() ? u"{1} {2}"_s : inWords("Details", "{1} {2} is {3}");
}

/// The operator's word by place; where the lists differ in length, by type and name.
const GateConditionStatus* statusOf(const Gate& gate, size_t place)
{
    const GateCondition& condition = gate.spec.conditions[place];
    const auto& all = gate.status.conditionStatuses;
    if (place < all.size() && all[place].type == condition.type && all[place].name == condition.name) {
        return &all[place];
    }
    return nullptr;
}

DetailsSpan targetOf(const Gate& gate, const GateCondition& condition)
{
    DetailsSpan target{shown(condition.name)};
    if (const auto kind = kindFromText(condition.type)) {
        target.link = ObjectKey{*kind, condition.ns.isEmpty() ? gate.meta.ns : condition.ns, condition.name};
    }
    return target;
}

std::vector<DetailsSpan> nameOf(const Gate& gate, const GateCondition& condition)
{
    return {{shown(condition.type) + u" "_s}, targetOf(gate, condition)};
}

DetailsRow conditionRow(const Gate& gate, size_t place)
{
    const GateCondition& condition = gate.spec.conditions[place];
    const GateConditionStatus* status = statusOf(gate, place);
    DetailsRow row;
    row.chip = !status ? DetailsChip{inWords("Details", "○ not looked at"), Tone::Neutral}
        : status->met  ? DetailsChip{inWords("Details", "✓ met"), Tone::Ok}
                       : DetailsChip{inWords("Details", "✗ not met"), Tone::Bad};
    DetailsSpan target = targetOf(gate, condition);
    if (!condition.ns.isEmpty() && condition.ns != gate.meta.ns) {
        target.text = inWords("Details", "%1 in %2").arg(target.text, shown(condition.ns));
    }
    row.text = spansOf(wanted(condition), {{{shown(condition.type)}}, {std::move(target)}, {{shown(condition.state)}}});
    if (!canBeMet(condition)) {
        row.text.push_back({u"; "_s + inWords("Details", "the operator never evaluates this")});
        row.tone = Tone::Warning;
    } else if (status && !status->met && !status->message.isEmpty()) {
        row.text.push_back({u": "_s + shown(status->message)});
    }
    return row;
}

void explain(const Gate& gate, qsizetype met, bool never, Timestamp now, DetailsContent& content)
{
    const auto all = qsizetype(gate.spec.conditions.size());
    const QString count = inWords("Details", "%1 of %2 conditions are met.").arg(met).arg(all) + u' ';
    if (gate.status.phase == GatePhase::Open) {
        content.why.title = inWords("Details", "Why it is open");
        say(content, count + inWords("Details", "It opened %1 ago.").arg(age(gate.status.openedAt, now)));
        return;
    }
    content.why.title = inWords("Details", "Why it is closed");
    content.why.tone = never || gate.status.phase == GatePhase::Failed ? Tone::Bad : Tone::Warning;
    std::vector<DetailsSpan> awaited;
    for (size_t place = 0; place < gate.spec.conditions.size(); ++place) {
        const GateConditionStatus* status = statusOf(gate, place);
        if (!status || status->met) {
            continue;
        }
        if (!awaited.empty()) {
            awaited.push_back({u", "_s});
        }
        const std::vector<DetailsSpan> named = nameOf(gate, gate.spec.conditions[place]);
        awaited.insert(awaited.end(), named.begin(), named.end());
    }
    DetailsRow row{.text = {{awaited.empty() ? count.trimmed() : count}}};
    if (!awaited.empty()) {
        const std::vector<DetailsSpan> waits = spansOf(inWords("Details", "It waits for {1}."), {awaited});
        row.text.insert(row.text.end(), waits.begin(), waits.end());
    }
    content.why.rows.push_back(std::move(row));
    if (never) {
        say(content,
            inWords("Details",
                    "It can never open: the operator does not evaluate one of its conditions. Edit the gate."));
    } else if (gate.status.phase == GatePhase::Failed) {
        say(content,
            inWords("Details",
                    "Its time-out has passed. It opens only if something touches it while all conditions hold."));
    } else {
        say(content,
            inWords("Details", "Nothing it waits for wakes it: the operator looks again within %1.")
                .arg(humanDuration(gate.spec.timeout ? 30s : 10s)));
    }
}
} // namespace

void describe(const Gate& gate, const Context& context, DetailsContent& content)
{
    DetailsSection conditions;
    qsizetype met = 0;
    bool never = false;
    for (size_t place = 0; place < gate.spec.conditions.size(); ++place) {
        const GateConditionStatus* status = statusOf(gate, place);
        met += status && status->met ? 1 : 0;
        never = never || !canBeMet(gate.spec.conditions[place]);
        conditions.rows.push_back(conditionRow(gate, place));
    }
    conditions.title = inWords("Details", "Conditions: %1 of %2 met").arg(met).arg(conditions.rows.size());
    explain(gate, met, never, context.now, content);
    content.sections.push_back(std::move(conditions));
    DetailsSection facts{inWords("Details", "Object"),
                         {fact(inWords("Details", "Time-out"), durationFact(gate.spec.timeout))}};
    if (gate.spec.timeout && gate.meta.creationTimestamp && gate.status.phase == GatePhase::Waiting) {
        DetailsRow row = fact(inWords("Details", "Times out"), {});
        const auto limit = std::chrono::duration_cast<std::chrono::milliseconds>(*gate.spec.timeout);
        row.countdown = DetailsCountdown{*gate.meta.creationTimestamp + limit, gate.meta.creationTimestamp};
        facts.rows.push_back(std::move(row));
    }
    content.sections.push_back(std::move(facts));
}

} // namespace konductor::ui::details
