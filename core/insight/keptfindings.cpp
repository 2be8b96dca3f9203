// SPDX-License-Identifier: Apache-2.0
#include "core/insight/keptfindings.h"

#include "core/insight/findings.h"

#include <set>

namespace konductor::insight {

namespace {

/// The id as the table of rules has it.
const QString& knownRule(const QString& id)
{
    static const std::set<QString> all = [] {
        std::set<QString> ids;
        for (const RuleInfo& rule : allRules()) {
            ids.insert(rule.id);
        }
        return ids;
    }();
    const auto known = all.find(id);
    Q_ASSERT_X(known != all.end(), "KeptFindings", "a rule that is in no table");
    return *known;
}

} // namespace

KeptFindings::KeptFindings(const ObjectKey& lookedAt, const std::vector<NotedFinding>& found)
{
    m_findings.reserve(found.size());
    for (const NotedFinding& finding : found) {
        const bool plain = finding.subject == lookedAt && finding.about.isEmpty();
        QExplicitlySharedDataPointer<Rest> rest(plain ? nullptr : new Rest(finding.subject, finding.about));
        m_findings.push_back({&knownRule(finding.rule), finding.words, std::move(rest), finding.severity});
    }
}

NotedFinding KeptFindings::expanded(const Kept& kept, const ObjectKey& lookedAt)
{
    NotedFinding finding;
    finding.rule = *kept.rule;
    finding.severity = kept.severity;
    finding.subject = kept.rest ? kept.rest->subject : std::optional(lookedAt);
    finding.about = kept.rest ? kept.rest->about : QString();
    finding.words = kept.words;
    return finding;
}

} // namespace konductor::insight
