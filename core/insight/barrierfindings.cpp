// SPDX-License-Identifier: Apache-2.0
#include "core/base/words.h"
#include "core/insight/barrierprogress.h"
#include "core/insight/rulekit.h"

#include <array>
#include <map>

using namespace Qt::StringLiterals;

namespace konductor::insight {

namespace {

Sentence progressText(const BarrierProgress& progress)
{
    return Words(inWords("Insight", "%1 of %2 have arrived.").arg(progress.arrived).arg(progress.needed));
}

Mend longerTimeout(const Barrier& barrier)
{
    return mendBy(Mend::Type::Edit, barrier.key(),
                  Words(inWords("Insight", "Raise or remove the time-out of {1}; the operator then counts again."),
                        {Words().object(barrier.key())}));
}

void failed(const Object& object, const World& world, Findings& findings)
{
    const auto& barrier = static_cast<const Barrier&>(object);
    if (barrier.status.phase != BarrierPhase::Failed) {
        return;
    }
    const BarrierProgress progress = progressOf(barrier, world.objects, world.now);
    Finding finding =
        findingAt("barrier-failed", Severity::Warning, barrier,
                  Words(inWords("Insight", "{1} timed out with %1 of %2.").arg(progress.arrived).arg(progress.needed),
                        {Words().object(barrier.key())}));
    if (progress.deadline && world.past(progress.deadline)) {
        finding.since = progress.deadline;
        finding.evidence.push_back(
            Words(inWords("Insight", "Its time-out passed {1} ago."), {Words().elapsed(*progress.deadline)}));
    } else {
        finding.evidence.push_back(progressText(progress));
    }
    finding.consequence = Words(inWords("Insight", "No further arrival can open it."));
    finding.mend = longerTimeout(barrier);
    findings.push_back(finding);
}

/// At its number exactly when the time-out passes, it keeps the phase it had (semantics.md §2, Barrier).
void stuckPastTimeout(const Object& object, const World& world, Findings& findings)
{
    const auto& barrier = static_cast<const Barrier&>(object);
    if (barrier.status.phase != BarrierPhase::Waiting || !barrier.spec.timeout) {
        return;
    }
    const BarrierProgress progress = progressOf(barrier, world.objects, world.now);
    if (!world.olderThan(progress.deadline, operatorDelay)) {
        return;
    }
    Finding finding = findingAt("barrier-stuck-past-timeout", Severity::Error, barrier,
                                Words(inWords("Insight", "{1} waits {2} past its time-out."),
                                      {Words().object(barrier.key()), Words().elapsed(*progress.deadline)}));
    finding.since = progress.deadline;
    finding.evidence.push_back(progressText(progress));
    finding.consequence =
        Words(inWords("Insight", "Past the time-out the operator opens it no more, however many arrive."));
    finding.mend = longerTimeout(barrier);
    findings.push_back(finding);
}

void quorumAboveExpected(const Object& object, const World&, Findings& findings)
{
    const auto& barrier = static_cast<const Barrier&>(object);
    if (!barrier.spec.quorum || *barrier.spec.quorum <= barrier.spec.expected) {
        return;
    }
    Finding finding = findingAt("quorum-above-expected", Severity::Error, barrier,
                                Words(inWords("Insight", "{1} needs a quorum of %1 out of %2 expected.")
                                          .arg(*barrier.spec.quorum)
                                          .arg(barrier.spec.expected),
                                      {Words().object(barrier.key())}));
    finding.evidence.push_back(
        Words(inWords("Insight", "The quorum, where there is one, is what the operator counts up to.")));
    finding.consequence = Words(inWords("Insight", "If only the expected ones arrive, it never opens."));
    finding.mend = mendBy(Mend::Type::Edit, barrier.key(),
                          Words(inWords("Insight", "Lower the quorum of {1} to %1 or less.").arg(barrier.spec.expected),
                                {Words().object(barrier.key())}));
    findings.push_back(finding);
}

void expectedBelowArrivals(const Object& object, const World& world, Findings& findings)
{
    const auto& barrier = static_cast<const Barrier&>(object);
    const auto holds = world.holds(barrier.key());
    if (static_cast<qint64>(holds->size()) <= barrier.spec.expected) {
        return;
    }
    const BarrierProgress progress = progressOf(barrier, world.objects, world.now);
    Finding finding = findingAt(
        "expected-below-arrivals", Severity::Warning, barrier,
        Words(inWords("Insight", "{1} expects %1, and %2 have arrived.").arg(progress.expected).arg(progress.arrived),
              {Words().object(barrier.key())}));
    if (barrier.spec.expected >= 0) {
        finding.since = (*holds)[static_cast<size_t>(barrier.spec.expected)].since; // the first too many
    }
    finding.evidence.push_back(
        Words(inWords("Insight", "Every labelled arrival counts, those of an earlier round too.")));
    finding.consequence = Words(inWords("Insight", "It opens or stays open although somebody may be missing."));
    finding.mend =
        mendBy(Mend::Type::Edit, barrier.key(),
               Words(inWords("Insight", "Set expected to what is right, or delete the arrivals that are left over.")));
    findings.push_back(finding);
}

void duplicateArrival(const Object& object, const World& world, Findings& findings)
{
    const auto& barrier = static_cast<const Barrier&>(object);
    std::map<QString, std::vector<std::optional<Timestamp>>> arrivals;
    const auto holds = world.holds(barrier.key());
    for (const Hold& hold : *holds) {
        arrivals[hold.holder].push_back(hold.since);
    }
    for (const auto& [holder, times] : arrivals) {
        if (times.size() < 2) {
            continue;
        }
        Finding finding = findingAt("duplicate-arrival", Severity::Warning, barrier,
                                    Words(inWords("Insight", "{1} has arrived %1 times at {2}.").arg(times.size()),
                                          {Words().holder(barrier.meta.ns, holder), Words().object(barrier.key())}));
        finding.about = holder;
        finding.since = times[1];
        finding.evidence.push_back(Words(inWords("Insight", "The operator counts arrivals, not holders.")));
        finding.consequence = Words(inWords("Insight", "It opens before everybody has come."));
        finding.mend = mendBy(
            Mend::Type::Delete, barrier.key(),
            Words(inWords("Insight", "Delete all arrivals of {1} but one."), {Words().holder(barrier.meta.ns, holder)}),
            holder);
        findings.push_back(finding);
    }
}

constexpr std::array rules{
    Rule{"barrier-failed", Kind::Barrier, "A barrier that timed out", failed},
    Rule{"barrier-stuck-past-timeout", Kind::Barrier, "A barrier that waits past its time-out", stuckPastTimeout},
    Rule{"quorum-above-expected", Kind::Barrier, "A quorum above the number expected", quorumAboveExpected},
    Rule{"expected-below-arrivals", Kind::Barrier, "More arrivals than are expected", expectedBelowArrivals},
    Rule{"duplicate-arrival", Kind::Barrier, "A holder that has arrived more than once", duplicateArrival},
};

} // namespace

std::span<const Rule> barrierRules()
{
    return rules;
}

} // namespace konductor::insight
