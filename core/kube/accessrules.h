// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QJsonObject>
#include <QStringList>

#include <tuple>
#include <vector>

namespace konductor::kube {

/// Something a person may or may not do, as RBAC counts it.
struct AccessQuestion {
    QString verb; ///< "list", "patch"
    QString group; ///< "sync.konductor.io"; empty for the core group.
    QString resource; ///< "leases", with "/status" for the subresource.
    QString ns; ///< Empty: in the whole cluster.

    friend bool operator==(const AccessQuestion&, const AccessQuestion&) = default;
    friend bool operator<(const AccessQuestion& a, const AccessQuestion& b)
    {
        return std::tie(a.verb, a.group, a.resource, a.ns) < std::tie(b.verb, b.group, b.resource, b.ns);
    }
};
/// "patch leases.sync.konductor.io/status in team-a".
QString toString(const AccessQuestion& question);

enum class Access {
    Allowed,
    Refused,
    Unknown ///< Nobody has said so yet.
};

/// What the server says a person may do in one namespace: the answer to a SelfSubjectRulesReview. A value.
class AccessRules {
public:
    AccessRules() = default;
    /// From the answer's JSON. Malformed when it is none.
    static Result<AccessRules> read(const QJsonObject& review);

    /// Unknown when no rule allows it but the server's list is not complete: some authorizers cannot list what they
    /// allow. A rule for named objects only does not allow it, because the question is about any object.
    Access of(const QString& verb, const QString& group, const QString& resource) const;
    bool isComplete() const { return m_complete; }

private:
    struct Rule {
        QStringList verbs;
        QStringList groups;
        QStringList resources;
    };
    std::vector<Rule> m_rules;
    bool m_complete = false;
};

} // namespace konductor::kube
