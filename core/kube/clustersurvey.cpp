// SPDX-License-Identifier: Apache-2.0
#include "core/kube/clustersurvey.h"

#include "core/kube/discovery.h"

namespace konductor::kube {

using namespace Qt::StringLiterals;

QCoro::Task<Result<ServedKinds>> servedKinds(Connection& connection, QString group, QString version,
                                             QStringList resources, std::stop_token stop)
{
    ServedKinds kinds;
    const Result<QStringList> versions = co_await servedVersions(connection, group, stop);
    if (!versions) {
        co_return fail(versions.error());
    }
    kinds.versions = *versions;
    const Result<QSet<QString>> served = co_await resourcesOf(connection, group, version, stop);
    if (!served) {
        co_return fail(served.error());
    }
    for (const QString& resource : resources) {
        (served->contains(resource) ? kinds.present : kinds.missing).append(resource);
    }
    co_return kinds;
}

QCoro::Task<Result<GrantedRights>> grantedRights(Connection& connection, QString group, QStringList resources,
                                                 QString ns, std::stop_token stop)
{
    GrantedRights rights;
    const Result<AccessRules> rules = co_await rulesIn(connection, ns, stop);
    if (!rules) {
        co_return fail(rules.error());
    }
    rights.rules = *rules;
    for (const QString& resource : resources) {
        Access access = rules->of(u"list"_s, group, resource);
        if (access == Access::Unknown) {
            const AccessQuestion question{u"list"_s, group, resource, ns};
            const Result<bool> may = co_await mayWe(connection, question, stop);
            if (!may) {
                co_return fail(may.error());
            }
            access = *may ? Access::Allowed : Access::Refused;
        }
        if (access == Access::Allowed) {
            rights.listed.insert(resource);
        }
    }
    const AccessQuestion anywhere{u"list"_s, group, resources.value(0), {}};
    const Result<bool> everywhere = co_await mayWe(connection, anywhere, stop);
    if (!everywhere) {
        co_return fail(everywhere.error());
    }
    rights.everywhere = *everywhere;
    co_return rights;
}

} // namespace konductor::kube
