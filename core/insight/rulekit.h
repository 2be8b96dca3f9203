// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/kinds.h"
#include "core/insight/findings.h"
#include "core/insight/hold.h"
#include "core/insight/members.h"

/// Private to the rules of core/insight: what they share.
namespace konductor::insight {

inline Finding findingAt(const char* rule, Severity severity, const Object& subject, const Sentence& summary)
{
    Finding finding;
    finding.rule = ruleId(rule);
    finding.severity = severity;
    finding.subject = subject.key();
    finding.summary = summary;
    return finding;
}

inline Mend mendBy(Mend::Type type, const ObjectKey& target, const Sentence& words, const QString& holder = {})
{
    return {type, target, holder, words};
}

/// "a, b, c", the first `most` of them.
Sentence joined(const std::vector<Sentence>& items, size_t most);
/// "held for 47 min by worker-a"
Sentence heldSince(const Hold& hold);
/// "its pod was deleted 46 min ago" for a holder that is dead or was never seen; empty otherwise.
Sentence deathOf(const QString& ns, const QString& holder, const World& world);
/// Holders with a pending request for the lease, in the order of the grants.
std::vector<QueuedRequest> pendingRequests(const Lease& lease, const World& world);
/// "It expired 2 min ago, and the operator has not freed it."
Sentence expiredAt(Timestamp end);
/// How many gates wait for this object to change.
qint64 gatesWaitingFor(const ObjectKey& key, const World& world);

/// Groups of the table, each in its own file.
std::span<const Rule> leaseRules();
std::span<const Rule> lockRules();
std::span<const Rule> semaphoreRules();
std::span<const Rule> barrierRules();
std::span<const Rule> gateRules();
std::span<const Rule> childRules();
std::span<const Rule> generalRules();

} // namespace konductor::insight
