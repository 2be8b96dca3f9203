// SPDX-License-Identifier: Apache-2.0
#include "core/action/consequences.h"

#include "core/api/kinds.h"
#include "core/base/text.h"
#include "core/base/words.h"
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
    const auto wakeAt = rules::reconcile(gate.key(), before, now).wakeAt;
    if (!wakeAt) {
        return (next == GatePhase::Open
                    ? inWords("Plan", "Gate %1 would see it but has no timer: it opens only when something touches it.")
                    : next == GatePhase::Waiting
                    ? inWords("Plan",
                              "Gate %1 would see it but has no timer: it closes again only when something touches it.")
                    : inWords("Plan",
                              "Gate %1 would see it but has no timer: it fails only when something touches it."))
            .arg(gate.meta.name);
    }
    return (next == GatePhase::Open
                ? inWords("Plan", "Gate %1 is not woken by this; it looks within %2 and then opens.")
                : next == GatePhase::Waiting
                ? inWords("Plan", "Gate %1 is not woken by this; it looks within %2 and then closes again.")
                : inWords("Plan", "Gate %1 is not woken by this; it looks within %2 and then fails."))
        .arg(gate.meta.name, humanDuration(*wakeAt - now));
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
        add(inWords("Plan", "Nothing here wakes the operator: it sees the change at its own timer, within 1 min."));
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
    return inWords("Plan", "%1 or %2").arg(names.mid(0, names.size() - 1).join(inWords("Insight", ", ")), names.back());
}

} // namespace konductor::action
