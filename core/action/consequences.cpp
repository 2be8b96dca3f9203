// SPDX-License-Identifier: Apache-2.0
#include "core/action/consequences.h"

#include "core/api/kinds.h"
#include "core/base/text.h"
#include "core/rules/operatormodel.h"

using namespace Qt::StringLiterals;

namespace konductor::action {

namespace {

bool looksAt(const Gate& gate, const ObjectKey& target)
{
    return std::any_of(gate.spec.conditions.begin(), gate.spec.conditions.end(), [&](const GateCondition& condition) {
        const QString ns = condition.ns.isEmpty() ? gate.meta.ns : condition.ns;
        return condition.type == kindInfo(target.kind).name && condition.name == target.name && ns == target.ns;
    });
}

GatePhase phaseAfterLook(const Gate& gate, const rules::Outcome& outcome)
{
    for (const rules::Write& write : outcome.writes) {
        if (const auto written = as<Gate>(write.object); written && write.key == gate.key()) {
            return written->status.phase.value;
        }
    }
    return gate.status.phase.value;
}

/// Nothing a gate depends on wakes it (semantics.md §2): only its own timer does, and that runs while it waits.
QString gateSentence(const Gate& gate, const Prediction& prediction, const ObjectIndex& before, Timestamp now)
{
    const GatePhase next = phaseAfterLook(gate, rules::reconcile(gate.key(), prediction.after, now));
    if (next == gate.status.phase.value) {
        return {};
    }
    const QString becomes = next == GatePhase::Open ? u"opens"_s
        : next == GatePhase::Waiting                ? u"closes again"_s
                                                    : u"fails"_s;
    const auto wakeAt = rules::reconcile(gate.key(), before, now).wakeAt;
    if (!wakeAt) {
        return u"Gate %1 would see it but has no timer: it %2 only when something touches it."_s.arg(gate.meta.name,
                                                                                                     becomes);
    }
    return u"Gate %1 is not woken by this; it looks within %2 and then %3."_s.arg(
        gate.meta.name, humanDuration(*wakeAt - now), becomes);
}

} // namespace

QStringList consequencesOf(const Prediction& prediction, const ObjectKey& target, const ObjectIndex& before,
                           Timestamp now)
{
    QStringList sentences;
    const auto add = [&](const QString& sentence) {
        if (!sentence.isEmpty()) {
            sentences.append(sentence);
        }
    };
    add(targetSentence(before.find(target), prediction.after.find(target), prediction, now));
    if (!prediction.targetWoken && prediction.after.find(target)) {
        add(u"Nothing here wakes the operator: it sees the change at its own timer, within 1 min."_s);
    }
    for (const ObjectPtr& object : before.sorted(Kind::Gate)) {
        const auto gate = as<Gate>(object);
        if (looksAt(*gate, target)) {
            add(gateSentence(*gate, prediction, before, now));
        }
    }
    return sentences;
}

QString anyOf(const QStringList& names)
{
    if (names.size() < 2) {
        return names.value(0);
    }
    return names.mid(0, names.size() - 1).join(u", "_s) + u" or "_s + names.back();
}

} // namespace konductor::action
