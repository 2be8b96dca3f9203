// SPDX-License-Identifier: Apache-2.0
#include "core/insight/barrierprogress.h"
#include "core/insight/rulekit.h"

#include <array>
#include <map>

using namespace Qt::StringLiterals;

namespace konductor::insight {

namespace {

Sentence progressText(const BarrierProgress& progress)
{
    return Words(u"%1 of %2 have arrived."_s.arg(progress.arrived).arg(progress.needed));
}

Mend longerTimeout(const Barrier& barrier)
{
    return mendBy(
        Mend::Type::Edit, barrier.key(),
        Words(u"Raise or remove the time-out of "_s).object(barrier.key()).say(u"; the operator then counts again."_s));
}

void failed(const Object& object, const World& world, Findings& findings)
{
    const auto& barrier = static_cast<const Barrier&>(object);
    if (barrier.status.phase != BarrierPhase::Failed) {
        return;
    }
    const BarrierProgress progress = progressOf(barrier, world.objects, world.now);
    Finding finding = findingAt(
        "barrier-failed", Severity::Warning, barrier,
        Words().object(barrier.key()).say(u" timed out with %1 of %2."_s.arg(progress.arrived).arg(progress.needed)));
    if (progress.deadline && world.past(progress.deadline)) {
        finding.evidence.push_back(Words(u"Its time-out passed "_s).elapsed(*progress.deadline).say(u" ago."_s));
    } else {
        finding.evidence.push_back(progressText(progress));
    }
    finding.consequence = Words(u"No further arrival can open it."_s);
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
    Finding finding = findingAt(
        "barrier-stuck-past-timeout", Severity::Error, barrier,
        Words().object(barrier.key()).say(u" waits "_s).elapsed(*progress.deadline).say(u" past its time-out."_s));
    finding.evidence.push_back(progressText(progress));
    finding.consequence = Words(u"Past the time-out the operator opens it no more, however many arrive."_s);
    finding.mend = longerTimeout(barrier);
    findings.push_back(finding);
}

void quorumAboveExpected(const Object& object, const World&, Findings& findings)
{
    const auto& barrier = static_cast<const Barrier&>(object);
    if (!barrier.spec.quorum || *barrier.spec.quorum <= barrier.spec.expected) {
        return;
    }
    Finding finding = findingAt(
        "quorum-above-expected", Severity::Error, barrier,
        Words()
            .object(barrier.key())
            .say(u" needs a quorum of %1 out of %2 expected."_s.arg(*barrier.spec.quorum).arg(barrier.spec.expected)));
    finding.evidence.push_back(Words(u"The quorum, where there is one, is what the operator counts up to."_s));
    finding.consequence = Words(u"If only the expected ones arrive, it never opens."_s);
    finding.mend = mendBy(
        Mend::Type::Edit, barrier.key(),
        Words(u"Lower the quorum of "_s).object(barrier.key()).say(u" to %1 or less."_s.arg(barrier.spec.expected)));
    findings.push_back(finding);
}

void expectedBelowArrivals(const Object& object, const World& world, Findings& findings)
{
    const auto& barrier = static_cast<const Barrier&>(object);
    if (static_cast<qint64>(world.holds(barrier.key())->size()) <= barrier.spec.expected) {
        return;
    }
    const BarrierProgress progress = progressOf(barrier, world.objects, world.now);
    Finding finding =
        findingAt("expected-below-arrivals", Severity::Warning, barrier,
                  Words()
                      .object(barrier.key())
                      .say(u" expects %1, and %2 have arrived."_s.arg(progress.expected).arg(progress.arrived)));
    finding.evidence.push_back(Words(u"Every labelled arrival counts, those of an earlier round too."_s));
    finding.consequence = Words(u"It opens or stays open although somebody may be missing."_s);
    finding.mend = mendBy(Mend::Type::Edit, barrier.key(),
                          Words(u"Set expected to what is right, or delete the arrivals "
                                u"that are left over."_s));
    findings.push_back(finding);
}

void duplicateArrival(const Object& object, const World& world, Findings& findings)
{
    const auto& barrier = static_cast<const Barrier&>(object);
    std::map<QString, int> arrivals;
    const auto holds = world.holds(barrier.key());
    for (const Hold& hold : *holds) {
        ++arrivals[hold.holder];
    }
    for (const auto& [holder, times] : arrivals) {
        if (times < 2) {
            continue;
        }
        Finding finding = findingAt("duplicate-arrival", Severity::Warning, barrier,
                                    Words()
                                        .holder(barrier.meta.ns, holder)
                                        .say(u" has arrived %1 times at "_s.arg(times))
                                        .object(barrier.key())
                                        .say(u"."_s));
        finding.about = holder;
        finding.evidence.push_back(Words(u"The operator counts arrivals, not holders."_s));
        finding.consequence = Words(u"It opens before everybody has come."_s);
        finding.mend =
            mendBy(Mend::Type::Delete, barrier.key(),
                   Words(u"Delete all arrivals of "_s).holder(barrier.meta.ns, holder).say(u" but one."_s), holder);
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
