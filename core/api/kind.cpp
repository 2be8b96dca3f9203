// SPDX-License-Identifier: Apache-2.0
#include "core/api/kind.h"

#include <algorithm>

namespace konductor {

namespace {
constexpr QStringView konductorGroup = u"sync.konductor.io";

constexpr std::array<KindInfo, kindCount> infos{{
    {Kind::Semaphore, u"Semaphore", u"semaphores", u"semaphore", konductorGroup, u"v1"},
    {Kind::Permit, u"Permit", u"permits", u"permit", konductorGroup, u"v1", Kind::Semaphore, u"semaphore"},
    {Kind::Barrier, u"Barrier", u"barriers", u"barrier", konductorGroup, u"v1"},
    {Kind::Arrival, u"Arrival", u"arrivals", u"arrival", konductorGroup, u"v1", Kind::Barrier, u"barrier"},
    {Kind::Lease, u"Lease", u"leases", u"lease", konductorGroup, u"v1"},
    {Kind::LeaseRequest, u"LeaseRequest", u"leaserequests", u"leaserequest", konductorGroup, u"v1", Kind::Lease,
     u"lease"},
    {Kind::Gate, u"Gate", u"gates", u"gate", konductorGroup, u"v1"},
    {Kind::Mutex, u"Mutex", u"mutexes", u"mutex", konductorGroup, u"v1"},
    {Kind::RWMutex, u"RWMutex", u"rwmutexes", u"rwmutex", konductorGroup, u"v1"},
    {Kind::Once, u"Once", u"onces", u"once", konductorGroup, u"v1"},
    {Kind::WaitGroup, u"WaitGroup", u"waitgroups", u"waitgroup", konductorGroup, u"v1"},
    {Kind::Job, u"Job", u"jobs", u"job", u"batch", u"v1"},
}};
} // namespace

const KindInfo& kindInfo(Kind kind)
{
    return infos[static_cast<size_t>(kind)];
}

std::optional<Kind> kindFromText(QStringView text)
{
    const auto found = std::find_if(infos.begin(), infos.end(), [&](const KindInfo& info) {
        QStringView word = text;
        if (word.endsWith(info.group) && word.size() > info.group.size()
            && word[word.size() - info.group.size() - 1] == u'.') {
            word.chop(info.group.size() + 1);
        }
        return word.compare(info.name, Qt::CaseInsensitive) == 0 || word.compare(info.plural, Qt::CaseInsensitive) == 0
            || word.compare(info.singular, Qt::CaseInsensitive) == 0;
    });
    return found == infos.end() ? std::nullopt : std::optional(found->kind);
}

} // namespace konductor
