// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/insight/hold.h"
#include "core/insight/query.h"

namespace konductor::insight {

/// What a query may look at of the objects of one index, one after the other; consecutive holds of one primitive cost
/// one look-up. For one pass over objects that stand still.
class QueryCandidate {
public:
    /// `objects` must outlive it; `now` is server time. `findings` names, of each finding about an object, its rule and
    /// its severity; without it `finding:` matches nothing.
    QueryCandidate(const ObjectIndex& objects, Timestamp now,
                   std::function<QStringList(const ObjectKey&)> findings = {});
    /// Where they all are; without it `cluster:` matches nothing.
    void setCluster(const QString& name);
    QueryCandidate(const QueryCandidate&) = delete;
    QueryCandidate& operator=(const QueryCandidate&) = delete;

    /// A primitive, or with `hold` that hold of it alone. Both must live until the next call.
    const QuerySubject& at(const ObjectKey& target, const Hold* hold = nullptr);

private:
    std::vector<Hold> holds() const;
    std::vector<double> values(Measure measure) const;

    const ObjectIndex& m_objects;
    Timestamp m_now;
    std::function<QStringList(const ObjectKey&)> m_findings;
    std::optional<ObjectKey> m_target;
    const Hold* m_hold = nullptr;
    QString m_phase;
    QString m_cluster;
    QuerySubject m_subject;
};

} // namespace konductor::insight
