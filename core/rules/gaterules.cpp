// SPDX-License-Identifier: Apache-2.0
#include "core/rules/reconcilers.h"

using namespace Qt::StringLiterals;

namespace konductor::rules {

namespace {

struct Verdict {
    bool met = false;
    QString message;
};

Verdict jobVerdict(const std::shared_ptr<const Job>& job, const GateCondition& condition)
{
    if (!job) {
        return {false, u"Job not found"_s};
    }
    const bool met = condition.state == "Complete"_L1 && job->status.succeeded > 0;
    return {met, met ? u"Job completed successfully"_s : u"Job not in required state"_s};
}

Verdict semaphoreVerdict(const std::shared_ptr<const Semaphore>& semaphore, const GateCondition& condition)
{
    if (!semaphore) {
        return {false, u"Semaphore not found"_s};
    }
    const bool met = condition.value && semaphore->status.available >= *condition.value;
    return {met, met ? u"Semaphore has required permits"_s : u"Semaphore does not have required permits"_s};
}

Verdict barrierVerdict(const std::shared_ptr<const Barrier>& barrier, const GateCondition& condition)
{
    if (!barrier) {
        return {false, u"Barrier not found"_s};
    }
    const bool met = condition.state == "Open"_L1 && barrier->status.phase == BarrierPhase::Open;
    return {met, met ? u"Barrier is open"_s : u"Barrier is not open"_s};
}

Verdict leaseVerdict(const std::shared_ptr<const Lease>& lease, const GateCondition& condition)
{
    if (!lease) {
        return {false, u"Lease not found"_s};
    }
    const bool met = condition.state == "Available"_L1 && lease->status.phase == LeasePhase::Available;
    return {met, met ? u"Lease is available"_s : u"Lease is not available"_s};
}

/// The schema lists eight types; the operator evaluates these four and no other.
Verdict verdict(const GateCondition& condition, const QString& gateNamespace, const ObjectIndex& objects)
{
    const QString ns = condition.ns.isEmpty() ? gateNamespace : condition.ns;
    if (condition.type == "Job"_L1) {
        return jobVerdict(objects.find<Job>(ns, condition.name), condition);
    }
    if (condition.type == "Semaphore"_L1) {
        return semaphoreVerdict(objects.find<Semaphore>(ns, condition.name), condition);
    }
    if (condition.type == "Barrier"_L1) {
        return barrierVerdict(objects.find<Barrier>(ns, condition.name), condition);
    }
    if (condition.type == "Lease"_L1) {
        return leaseVerdict(objects.find<Lease>(ns, condition.name), condition);
    }
    return {false, u"Unknown condition type"_s};
}

Timestamp nextLook(const std::optional<Timestamp>& deadline, Timestamp now)
{
    using std::chrono::milliseconds;
    if (!deadline || *deadline <= now) {
        return now + std::chrono::seconds(10);
    }
    const milliseconds tenth = (*deadline - now) / 10;
    return now + std::clamp(tenth, milliseconds(1'000), milliseconds(30'000));
}

} // namespace

Outcome reconcileGate(const Gate& gate, const ObjectIndex& objects, Timestamp now)
{
    GateStatus status = gate.status;
    status.conditionStatuses.clear();
    bool all = true;
    for (const GateCondition& condition : gate.spec.conditions) {
        const Verdict found = verdict(condition, gate.meta.ns, objects);
        all = all && found.met;
        status.conditionStatuses.push_back({condition.type, condition.name, found.met, found.message});
    }

    std::optional<Timestamp> deadline;
    if (gate.spec.timeout && gate.meta.creationTimestamp) {
        deadline = later(*gate.meta.creationTimestamp, *gate.spec.timeout);
    }
    if (all) {
        status.phase = GatePhase::Open;
        if (!status.openedAt) {
            status.openedAt = wholeSeconds(now);
        }
    } else {
        status.phase = isPast(deadline, now) ? GatePhase::Failed : GatePhase::Waiting;
    }

    Outcome outcome;
    writeStatus(outcome, gate, status);
    if (status.phase == GatePhase::Waiting) {
        outcome.wakeAt = nextLook(deadline, now);
    }
    return outcome;
}

} // namespace konductor::rules
