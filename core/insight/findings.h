// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/insight/finding.h"
#include "core/insight/waitgraph.h"

#include <functional>
#include <span>

namespace konductor::insight {

/// How long something may last before it is worth a word: below it, a healthy cluster looks the same for a moment.
inline constexpr std::chrono::minutes patience{10};
/// Above the operator's longest timer of a minute (semantics.md §2): by then it has looked.
inline constexpr std::chrono::minutes operatorDelay{3};

using Findings = std::vector<Finding>;

/// One rule: looks at one object of its kind and adds a finding, or none. Reads the object's own parts only.
struct Rule {
    const char* id;
    std::optional<Kind> kind; ///< Of the objects it looks at; none: of every kind.
    const char* looksFor; ///< One line for a person.
    void (*check)(const Object& object, const World& world, Findings& findings);
};

/// The table of rules; the rules of a kind stand together.
std::span<const Rule> ruleTable();
/// Ids and descriptions of all rules, those of deadlocks and of the cluster as a whole included; sorted by id.
struct RuleInfo {
    QString id;
    QString looksFor;
};
std::vector<RuleInfo> allRules();
/// The id as a text that all findings of the rule share.
QString ruleId(const char* id);

/// What the rules say of one object; nothing if there is none.
Findings findingsAt(const ObjectKey& key, const World& world);
/// What follows from the graph: deadlocks, without those that are guessed and dissolve by themselves.
Findings deadlockFindings(const std::vector<Deadlock>& deadlocks, const WaitGraph& graph);
/// Whether a finding of this rule is about all of a deadlock, of which its subject is one part.
bool isDeadlockRule(QStringView rule);
/// What concerns the cluster as a whole: kinds that are missing, clocks that differ, an operator that does not work.
Findings clusterFindings(const World& world);
/// None where nothing keeps the operator from working.
std::optional<Finding> operatorFinding(const OperatorState& state);

} // namespace konductor::insight
