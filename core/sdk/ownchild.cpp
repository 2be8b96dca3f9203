// SPDX-License-Identifier: Apache-2.0
#include "core/sdk/ownchild.h"

#include "core/sdk/requests.h"
#include "core/sdk/statuschange.h"

namespace konductor::sdk {

namespace {

constexpr QStringView callAnnotation = u"client.konductor.io/call";

QCoro::Task<void> findAndRemove(Core core, ObjectPtr marked, std::shared_ptr<void> /*work*/)
{
    const kube::Request lookup = getRequest(marked->key());
    const Result<ObjectPtr> found = co_await core->sendFor(marked->kind, lookup, {});
    if (found && isOwn(**found, *marked)) {
        co_await removeChild(core, *found);
    }
}

} // namespace

void markAsOwn(ObjectMeta& meta, ClientCore& core)
{
    meta.annotations.insert(callAnnotation.toString(), core.newId());
}

bool isOwn(const Object& there, const Object& marked)
{
    const QString call = callAnnotation.toString();
    return there.meta.annotations.value(call) == marked.meta.annotations.value(call);
}

QCoro::Task<Result<ObjectPtr>> createOwn(Core core, ObjectPtr marked, std::stop_token stop)
{
    const kube::Request creation = createRequest(*marked);
    const std::function<void()> takeBack = [core, marked] { findAndRemove(core, marked, core->workInBackground()); };
    const Result<ObjectPtr> created = co_await core->sendWhole(marked->kind, creation, stop, takeBack);
    if (created || created.error().kind != Error::Kind::AlreadyExists) {
        if (!created && isUnknownOutcome(created.error())) {
            takeBack();
        }
        co_return created;
    }
    const kube::Request lookup = getRequest(marked->key());
    const Result<ObjectPtr> there = co_await core->sendFor(marked->kind, lookup, stop);
    const bool ours = there && isOwn(**there, *marked);
    co_return ours ? there : Result<ObjectPtr>(ObjectPtr());
}

QCoro::Task<bool> removeChild(Core core, ObjectPtr child)
{
    const kube::Request removal = deleteRequest(*child, true);
    const Result<kube::Response> removed = co_await core->send(removal, {});
    co_return removed || removed.error().kind == Error::Kind::NotFound || removed.error().kind == Error::Kind::Conflict;
}

QCoro::Task<void> removeBehind(Core core, ObjectPtr child, std::shared_ptr<void> /*work*/)
{
    co_await removeChild(core, child);
}

} // namespace konductor::sdk
