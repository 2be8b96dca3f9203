// SPDX-License-Identifier: Apache-2.0
#include "core/snapshot/meaning.h"

#include "core/api/kinds.h"
#include "core/base/words.h"
#include "core/insight/findings.h"

namespace konductor::snapshot {

namespace {

void later(std::optional<Timestamp>& newest, const std::optional<Timestamp>& time)
{
    if (time && (!newest || *newest < *time)) {
        newest = time;
    }
}

/// Clients write permits, locks and onces themselves (semantics.md §3); these are the operator's.
std::optional<Timestamp> operatorWrote(const Object& object)
{
    if (const auto* lease = as<Lease>(&object)) {
        return lease->status.acquiredAt;
    }
    if (const auto* gate = as<Gate>(&object)) {
        return gate->status.openedAt;
    }
    if (const auto* barrier = as<Barrier>(&object)) {
        return barrier->status.openedAt;
    }
    return std::nullopt;
}

} // namespace

struct Meaning::Private {
    explicit Private(Snapshot taken)
        : snapshot(std::move(taken))
        , verdicts(snapshot.holders, snapshot.pods)
        , insight(snapshot.objects)
    {
        const InEnglish english; // what is handed over is read elsewhere
        insight.setSurroundings(surroundingsOf(snapshot, verdicts), snapshot.serverTime);
        findings = insight.findings();
    }

    Snapshot snapshot;
    RecordedVerdicts verdicts;
    insight::Insight insight;
    std::vector<insight::Finding> findings;
};

Meaning::Meaning(Snapshot snapshot) : d(std::make_unique<Private>(std::move(snapshot))) { }
Meaning::~Meaning() = default;
Meaning::Meaning(Meaning&&) noexcept = default;
Meaning& Meaning::operator=(Meaning&&) noexcept = default;

const Snapshot& Meaning::snapshot() const
{
    return d->snapshot;
}

const insight::Insight& Meaning::insight() const
{
    return d->insight;
}

const std::vector<insight::Finding>& Meaning::findings() const
{
    return d->findings;
}

insight::HolderVerdict Meaning::verdict(const QString& ns, const QString& holder) const
{
    return d->verdicts.of(ns, holder);
}

OperatorSigns Meaning::operatorSigns() const
{
    OperatorSigns signs;
    for (const Kind kind : primitiveKinds) {
        d->snapshot.objects.forEach(kind, [&](const ObjectPtr& object) {
            if (!phaseText(*object).isEmpty()) {
                ++signs.written;
            } else if (object->meta.creationTimestamp
                       && *object->meta.creationTimestamp + insight::operatorDelay < now()) {
                ++signs.unwritten;
            }
            later(signs.lastWrite, operatorWrote(*object));
        });
    }
    signs.state = signs.unwritten > 0 ? OperatorSigns::State::NotWriting
        : signs.written > 0           ? OperatorSigns::State::Writing
                                      : OperatorSigns::State::Unknown;
    return signs;
}

insight::OperatorState operatorStateOf(const live::OperatorHealth& found, Timestamp now)
{
    return {found.problems(now), found.facts(now), found.isCertain()};
}

insight::OperatorState operatorStateOf(const Snapshot& snapshot)
{
    return snapshot.operatorHealth ? operatorStateOf(*snapshot.operatorHealth, snapshot.serverTime)
                                   : insight::OperatorState();
}

insight::Surroundings surroundingsOf(const Snapshot& snapshot, const insight::HolderVerdicts& verdicts)
{
    insight::Surroundings around;
    around.verdicts = &verdicts;
    for (int i = 0; i < kindCount; ++i) {
        const auto kind = static_cast<Kind>(i);
        const auto seen = snapshot.visibility.find(kind);
        const auto state = seen == snapshot.visibility.end() ? Visibility::State::Unavailable : seen->second.state;
        around.known[static_cast<size_t>(i)] = state == Visibility::State::Complete && snapshot.selection.isEmpty();
        if (state == Visibility::State::NotInstalled && kind != Kind::Job) {
            around.notInstalled.push_back(kind);
        }
    }
    around.clockOffset = snapshot.serverTime - snapshot.takenAt;
    around.clockUncertainty = snapshot.uncertainty.value_or(std::chrono::milliseconds(0));
    around.operatorState = operatorStateOf(snapshot);
    return around;
}

} // namespace konductor::snapshot
