// SPDX-License-Identifier: Apache-2.0
#include "core/sdk/objects.h"

namespace konductor::sdk {

namespace {

template <class T> std::shared_ptr<T> named(const QString& name)
{
    auto object = std::make_shared<T>();
    object->meta.name = name;
    return object;
}

template <class T> ObjectPtr withTtl(const QString& name, const Options& options)
{
    auto object = named<T>(name);
    object->spec.ttl = options.ttl;
    return object;
}

} // namespace

ObjectPtr newSemaphore(const QString& name, qint64 permits, const Options& options)
{
    auto semaphore = named<Semaphore>(name);
    semaphore->spec = {permits, options.ttl};
    return semaphore;
}

ObjectPtr newBarrier(const QString& name, qint64 expected, const Options& options)
{
    auto barrier = named<Barrier>(name);
    barrier->spec = {expected, options.quorum, options.timeout};
    return barrier;
}

ObjectPtr newLease(const QString& name, const Options& options)
{
    auto lease = named<Lease>(name);
    lease->spec = {options.ttl, options.priority};
    return lease;
}

ObjectPtr newGate(const QString& name, std::vector<GateCondition> conditions, const Options& options)
{
    auto gate = named<Gate>(name);
    gate->spec = {std::move(conditions), options.timeout};
    return gate;
}

ObjectPtr newMutex(const QString& name, const Options& options)
{
    return withTtl<Mutex>(name, options);
}

ObjectPtr newRWMutex(const QString& name, const Options& options)
{
    return withTtl<RWMutex>(name, options);
}

ObjectPtr newOnce(const QString& name, const Options& options)
{
    return withTtl<Once>(name, options);
}

ObjectPtr newWaitGroup(const QString& name, const Options& options)
{
    return withTtl<WaitGroup>(name, options);
}

} // namespace konductor::sdk
