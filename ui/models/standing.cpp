// SPDX-License-Identifier: Apache-2.0
#include "ui/models/standing.h"

#include "core/api/kinds.h"
#include "core/base/words.h"
#include "core/insight/barrierprogress.h"
#include "core/insight/semaphoreusage.h"
#include "ui/models/verdict.h"

#include <algorithm>

namespace konductor::ui {

using insight::Sentence;
using insight::WaitNode;
using insight::Words;

namespace {

std::optional<Timestamp> earlier(const std::optional<Timestamp>& a, const std::optional<Timestamp>& b)
{
    return a && b ? std::min(a, b) : a ? a : b;
}

std::optional<Timestamp> waitsSince(const WaitNode& holder, const insight::Insight& insight,
                                    const std::optional<WaitNode>& blocker)
{
    std::optional<Timestamp> ofAll;
    std::optional<Timestamp> ofBlocker;
    for (const insight::Need& need : insight.graph().needs(holder)) {
        const auto since = sinceOf(need, insight.objects());
        ofAll = earlier(ofAll, since);
        if (blocker && std::find(need.of.begin(), need.of.end(), *blocker) != need.of.end()) {
            ofBlocker = earlier(ofBlocker, since);
        }
    }
    return ofBlocker ? ofBlocker : ofAll;
}

/// One that is dead moves no more, whatever it waits for.
Sentence holderStanding(const WaitNode& holder, const insight::Insight& insight, const std::optional<WaitNode>& blocker)
{
    const insight::HolderVerdict verdict = insight.verdictOf(holder.ns, holder.name);
    if (verdict.dead()) {
        return verdictSentence(verdict);
    }
    const auto since = waitsSince(holder, insight, blocker);
    return since ? Sentence(Words(inWords("Standing", "waits {1}"), {Words().elapsed(*since)})) : Sentence();
}

Sentence holdStanding(const ObjectKey& key, const ObjectIndex& objects, Timestamp now)
{
    const auto holds = insight::holdsOf(key, objects, now);
    const auto hold = std::find_if(holds.begin(), holds.end(), [](const auto& one) { return !one.waits(); });
    if (hold == holds.end()) {
        return Words(inWords("Standing", "free"));
    }
    if (!hold->since) {
        return Words(inWords("Standing", "held"));
    }
    const Words since = Words().elapsed(*hold->since);
    if (hold->until && *hold->until <= now) {
        return Words(inWords("Standing", "expired {1} ago"), {Words().elapsed(*hold->until)});
    }
    return hold->until ? Words(inWords("Standing", "held {1}, {2} left"), {since, Words().remaining(*hold->until)})
                       : Words(inWords("Standing", "held {1}, no expiry"), {since});
}

} // namespace

Sentence standingOf(const WaitNode& node, const insight::Insight& insight, Timestamp now,
                    const std::optional<WaitNode>& blocker)
{
    if (node.isHolder()) {
        return holderStanding(node, insight, blocker);
    }
    const ObjectIndex& objects = insight.objects();
    const ObjectPtr object = objects.find(node.key());
    if (const auto barrier = as<Barrier>(object)) {
        const insight::BarrierProgress progress = insight::progressOf(*barrier, objects, now);
        return Words(inWords("Standing", "%1 of %2 arrived").arg(progress.arrived).arg(progress.needed));
    }
    if (const auto gate = as<Gate>(object)) {
        const auto& statuses = gate->status.conditionStatuses;
        const auto met = std::count_if(statuses.begin(), statuses.end(), [](const auto& status) { return status.met; });
        return Words(inWords("Standing", "%1 of %2 conditions met").arg(met).arg(gate->spec.conditions.size()));
    }
    if (const auto semaphore = as<Semaphore>(object)) {
        const insight::SemaphoreUsage usage = insight::usageOf(*semaphore, objects, now);
        return Words(inWords("Standing", "%1 of %2 permits").arg(usage.held).arg(usage.permits));
    }
    const bool locks = object && (node.kind == Kind::Lease || node.kind == Kind::Mutex || node.kind == Kind::RWMutex);
    return locks ? holdStanding(node.key(), objects, now) : Sentence();
}

} // namespace konductor::ui
