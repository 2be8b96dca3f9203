// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/kube/accessreview.h"

#include <QSet>

namespace konductor::kube {

/// Which of some kinds a server has.
struct ServedKinds {
    QStringList versions; ///< Of their group, the server's preferred one first; empty: it does not know the group.
    QStringList present; ///< In the order asked for.
    QStringList missing;
};
QCoro::Task<Result<ServedKinds>> servedKinds(Connection& connection, QString group, QString version,
                                             QStringList resources, std::stop_token stop = {});

/// What we may do to some kinds in a namespace: the rules, and one question each where they leave open whether a kind
/// may be listed.
struct GrantedRights {
    AccessRules rules;
    QSet<QString> listed; ///< Resources that may be listed in the namespace.
    bool everywhere = false; ///< The first of them may be listed in the whole cluster.
};
QCoro::Task<Result<GrantedRights>> grantedRights(Connection& connection, QString group, QStringList resources,
                                                 QString ns, std::stop_token stop = {});

} // namespace konductor::kube
