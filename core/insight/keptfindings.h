// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/insight/finding.h"

#include <QSharedData>

#include <vector>

namespace konductor::insight {

/// Private to core/insight: what was found when one object was looked at. Where everything is wrong this is kept a
/// hundred thousand times, so a finding that is about that very object and needs no more words takes four machine words
/// instead of sixteen. A value; the object's key is kept by whoever keeps this.
class KeptFindings {
public:
    KeptFindings() = default;
    KeptFindings(const ObjectKey& lookedAt, const std::vector<NotedFinding>& found);

    bool isEmpty() const { return m_findings.empty(); }
    /// The same findings, in the same order.
    friend bool operator==(const KeptFindings&, const KeptFindings&) = default;

    template <class F> void forEach(const ObjectKey& lookedAt, F&& visit) const
    {
        for (const Kept& kept : m_findings) {
            visit(expanded(kept, lookedAt));
        }
    }

private:
    /// Of a finding about another object, the cluster, or one thing of several.
    struct Rest : QSharedData {
        Rest(const std::optional<ObjectKey>& whose, const QString& what) : subject(whose), about(what) { }
        std::optional<ObjectKey> subject;
        QString about;
    };
    struct Kept {
        const QString* rule; ///< Of the table of rules, which lasts as long as the program.
        size_t words;
        QExplicitlySharedDataPointer<Rest> rest;
        Severity severity;

        friend bool operator==(const Kept& a, const Kept& b)
        {
            const bool both = a.rest && b.rest;
            return a.rule == b.rule && a.words == b.words && a.severity == b.severity
                && (both ? a.rest->subject == b.rest->subject && a.rest->about == b.rest->about : a.rest == b.rest);
        }
    };
    static NotedFinding expanded(const Kept& kept, const ObjectKey& lookedAt);

    std::vector<Kept> m_findings;
};

} // namespace konductor::insight
