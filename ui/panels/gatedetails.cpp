// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "ui/panels/detailsparts.h"

using namespace Qt::StringLiterals;

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
        return u" has ≥ %1 free"_s.arg(*condition.value);
    }
    return condition.state.isEmpty() ? QString() : u" is "_s + shown(condition.state);
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

DetailsRow conditionRow(const Gate& gate, size_t place)
{
    const GateCondition& condition = gate.spec.conditions[place];
    const GateConditionStatus* status = statusOf(gate, place);
    DetailsRow row;
    row.chip = !status ? DetailsChip{u"○ not looked at"_s, Tone::Neutral}
        : status->met  ? DetailsChip{u"✓ met"_s, Tone::Ok}
                       : DetailsChip{u"✗ not met"_s, Tone::Bad};
    DetailsSpan target{shown(condition.name)};
    if (const auto kind = kindFromText(condition.type)) {
        target.link = ObjectKey{*kind, condition.ns.isEmpty() ? gate.meta.ns : condition.ns, condition.name};
    }
    const QString elsewhere =
        condition.ns.isEmpty() || condition.ns == gate.meta.ns ? QString() : u" in "_s + shown(condition.ns);
    row.text = {{shown(condition.type) + u" "_s}, std::move(target), {elsewhere + wanted(condition)}};
    if (!canBeMet(condition)) {
        row.text.push_back({u"; the operator never evaluates this"_s});
        row.tone = Tone::Warning;
    } else if (status && !status->met && !status->message.isEmpty()) {
        row.text.push_back({u": "_s + shown(status->message)});
    }
    return row;
}

void explain(const Gate& gate, qsizetype met, bool never, Timestamp now, DetailsContent& content)
{
    const auto all = qsizetype(gate.spec.conditions.size());
    const QString count = u"%1 of %2 conditions are met."_s.arg(met).arg(all);
    if (gate.status.phase == GatePhase::Open) {
        content.why.title = u"Why it is open"_s;
        say(content, count + u" It opened %1 ago."_s.arg(age(gate.status.openedAt, now)));
        return;
    }
    content.why.title = u"Why it is closed"_s;
    content.why.tone = never || gate.status.phase == GatePhase::Failed ? Tone::Bad : Tone::Warning;
    DetailsRow row{.text = {{count}}};
    for (size_t place = 0; place < gate.spec.conditions.size(); ++place) {
        const GateConditionStatus* status = statusOf(gate, place);
        if (!status || status->met) {
            continue;
        }
        const DetailsRow condition = conditionRow(gate, place);
        row.text.push_back({row.text.size() == 1 ? u" It waits for "_s : u", "_s});
        row.text.insert(row.text.end(), condition.text.begin(), condition.text.begin() + 2);
    }
    if (row.text.size() > 1) {
        row.text.push_back({u"."_s});
    }
    content.why.rows.push_back(std::move(row));
    if (never) {
        say(content, u"It can never open: the operator does not evaluate one of its conditions. Edit the gate."_s);
    } else if (gate.status.phase == GatePhase::Failed) {
        say(content, u"Its time-out has passed. It opens only if something touches it while all conditions hold."_s);
    } else {
        say(content,
            u"Nothing it waits for wakes it: the operator looks again %1."_s.arg(gate.spec.timeout ? u"within 30 s"_s
                                                                                                   : u"within 10 s"_s));
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
    conditions.title = u"Conditions: %1 of %2 met"_s.arg(met).arg(conditions.rows.size());
    explain(gate, met, never, context.now, content);
    content.sections.push_back(std::move(conditions));
    DetailsSection facts{u"Object"_s, {fact(u"Time-out"_s, durationFact(gate.spec.timeout))}};
    if (gate.spec.timeout && gate.meta.creationTimestamp && gate.status.phase == GatePhase::Waiting) {
        DetailsRow row = fact(u"Times out"_s, {});
        const auto limit = std::chrono::duration_cast<std::chrono::milliseconds>(*gate.spec.timeout);
        row.countdown = DetailsCountdown{*gate.meta.creationTimestamp + limit, gate.meta.creationTimestamp};
        facts.rows.push_back(std::move(row));
    }
    content.sections.push_back(std::move(facts));
}

} // namespace konductor::ui::details
