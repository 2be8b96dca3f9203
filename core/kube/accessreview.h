// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/kube/accessrules.h"
#include "core/kube/connection.h"

namespace konductor::kube {

/// Whom the server takes us for.
struct Identity {
    QString user; ///< Hostile text; "system:anonymous" when it takes us for nobody.
    QStringList groups;

    bool isAnonymous() const { return user == u"system:anonymous"; }
};

/// Asks by SelfSubjectReview. NotFound on servers before 1.28. Like the others here it also works on a read-only
/// connection: a review changes nothing.
QCoro::Task<Result<Identity>> whoAmI(Connection& connection, std::stop_token stop = {});

/// Asks by SelfSubjectRulesReview what we may do in a namespace.
QCoro::Task<Result<AccessRules>> rulesIn(Connection& connection, QString ns, std::stop_token stop = {});

/// Asks by SelfSubjectAccessReview whether we may do this one thing.
QCoro::Task<Result<bool>> mayWe(Connection& connection, AccessQuestion question, std::stop_token stop = {});

} // namespace konductor::kube
