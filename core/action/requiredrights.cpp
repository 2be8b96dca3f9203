// SPDX-License-Identifier: Apache-2.0
#include "core/action/requiredrights.h"

#include "core/api/kinds.h"
#include "core/base/words.h"
#include "core/live/rightsbook.h"

using namespace Qt::StringLiterals;

namespace konductor::action {

namespace {

Right right(const QString& verb, Kind kind, const QString& ns, const QString& subresource = {})
{
    const KindInfo& info = kindInfo(kind);
    return {verb, info.plural.toString() + u'.' + info.group.toString() + subresource, ns};
}

Right statusOf(const ObjectKey& target)
{
    return right(u"patch"_s, target.kind, target.ns, u"/status"_s);
}

bool isFreeLease(const ObjectKey& target, const ObjectIndex& objects)
{
    const auto lease = as<Lease>(objects.find(target));
    return lease && lease->status.holder.isEmpty();
}

kube::AccessQuestion questionOf(const Right& needed)
{
    const QString name = needed.resource.section(u'/', 0, 0);
    const QString sub = needed.resource.section(u'/', 1);
    return {needed.verb, name.section(u'.', 1), name.section(u'.', 0, 0) + (sub.isEmpty() ? sub : u'/' + sub),
            needed.ns};
}

} // namespace

std::vector<Right> requiredRights(Plan::Verb verb, const ObjectKey& target, const ObjectIndex& objects)
{
    const bool permits = target.kind == Kind::Semaphore;
    switch (verb) {
    case Plan::Verb::Arrive:
    case Plan::Verb::ArriveMissing:
        return {right(u"create"_s, Kind::Arrival, target.ns)};
    case Plan::Verb::Withdraw:
        return {right(u"delete"_s, Kind::Arrival, target.ns)};
    case Plan::Verb::Release:
        return {permits ? right(u"delete"_s, Kind::Permit, target.ns) : statusOf(target)};
    case Plan::Verb::ForceExpire:
        return {permits ? statusOf({Kind::Permit, target.ns, {}}) : statusOf(target)};
    case Plan::Verb::HandOver:
        return {isFreeLease(target, objects) ? right(u"patch"_s, Kind::Lease, target.ns) : statusOf(target)};
    case Plan::Verb::CancelRequest:
        return {right(u"delete"_s, Kind::LeaseRequest, target.ns)};
    case Plan::Verb::Edit:
    case Plan::Verb::LookAgain:
    case Plan::Verb::Rescue:
        return {right(u"patch"_s, target.kind, target.ns)};
    case Plan::Verb::Reset:
    case Plan::Verb::Count:
        return {statusOf(target)};
    case Plan::Verb::Delete:
        return {right(u"delete"_s, target.kind, target.ns)};
    case Plan::Verb::Create:
        return {right(u"create"_s, target.kind, target.ns)};
    }
    Q_UNREACHABLE();
}

std::optional<Right> refusedOf(const std::vector<Right>& rights, live::RightsBook& book)
{
    std::optional<Right> refused;
    for (const Right& needed : rights) {
        // Each is asked about, so that all questions travel at once.
        if (book.of(questionOf(needed)) == kube::Access::Refused && !refused) {
            refused = needed;
        }
    }
    return refused;
}

Error refusal(const Right& needed)
{
    return makeError(Error::Kind::Forbidden, {}, spoken("Plan", "you may not %1").arg(toString(needed)),
                     spoken("Plan", "Ask for a Role with this verb. %1 says the same.").arg(needed.question()));
}

} // namespace konductor::action
