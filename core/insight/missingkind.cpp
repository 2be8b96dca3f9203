// SPDX-License-Identifier: Apache-2.0
#include "core/insight/missingkind.h"

using namespace Qt::StringLiterals;

namespace konductor::insight {

QString whatBreaksWithout(Kind kind)
{
    switch (kind) {
    case Kind::Semaphore:
        return u"nobody can limit how many do something at once; gates that wait for a semaphore stay closed"_s;
    case Kind::Permit:
        return u"nobody can take a permit: all that want one fail, and every semaphore stands still"_s;
    case Kind::Barrier:
        return u"nobody can wait for others to arrive; gates that wait for a barrier stay closed"_s;
    case Kind::Arrival:
        return u"nobody can arrive: every barrier stays closed until its time-out"_s;
    case Kind::Lease:
        return u"there are no leases to hold; gates that wait for a lease stay closed"_s;
    case Kind::LeaseRequest:
        return u"nobody can ask for a lease: every lease stays with its holder or free"_s;
    case Kind::Gate:
        return u"nobody can wait for conditions"_s;
    case Kind::Mutex:
        return u"nobody can lock a mutex"_s;
    case Kind::RWMutex:
        return u"nobody can lock for reading or writing"_s;
    case Kind::Once:
        return u"what should run once cannot be claimed"_s;
    case Kind::WaitGroup:
        return u"nobody can count and wait for the count to reach zero"_s;
    case Kind::Job:
        return {};
    }
    Q_UNREACHABLE();
}

} // namespace konductor::insight
