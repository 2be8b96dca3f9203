// SPDX-License-Identifier: Apache-2.0
#include "core/sdk/lockview.h"

#include "core/sdk/requests.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace konductor::sdk {

namespace {

constexpr std::chrono::milliseconds margin(250);

QJsonValue timeOrNull(const std::optional<Timestamp>& time)
{
    return time ? QJsonValue(preciseTime(*time)) : QJsonValue();
}

QJsonValue textOrNull(const QString& text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

} // namespace

LockView LockView::of(const Object& lock, Timestamp surelyNow)
{
    LockView view;
    if (const Mutex* mutex = as<Mutex>(&lock)) {
        view.holders = mutex->status.holder.isEmpty() ? QStringList() : QStringList(mutex->status.holder);
        view.lockedAt = mutex->status.lockedAt;
        view.expiresAt = mutex->status.expiresAt;
    } else if (const RWMutex* rw = as<RWMutex>(&lock)) {
        const bool written = !rw->status.writeHolder.isEmpty();
        view.holders = written ? QStringList(rw->status.writeHolder) : rw->status.readHolders;
        view.mode = written ? Mode::Exclusive : Mode::Shared;
        view.lockedAt = rw->status.lockedAt;
        view.expiresAt = rw->status.expiresAt;
    }
    if (view.expiresAt && surelyNow > Timestamp::min() && *view.expiresAt + margin < surelyNow) {
        return {};
    }
    return view;
}

bool LockView::isOf(const QString& holder, Mode held, Timestamp since) const
{
    return mode == held && holders.contains(holder) && (held == Mode::Shared || lockedAt == since);
}

LockView LockView::lockedBy(const QString& holder, Mode wanted, Timestamp now, Timestamp until) const
{
    LockView locked = *this;
    locked.mode = wanted;
    locked.holders.append(holder);
    if (holders.isEmpty()) {
        locked.lockedAt = now;
        locked.expiresAt = until;
        return locked;
    }
    return locked.renewedUntil(until);
}

LockView LockView::renewedUntil(Timestamp until) const
{
    LockView renewed = *this;
    if (holders.size() == 1) {
        renewed.expiresAt = until;
    } else if (expiresAt) {
        renewed.expiresAt = std::max(*expiresAt, until);
    }
    return renewed;
}

LockView LockView::without(const QString& holder) const
{
    LockView rest = *this;
    rest.holders.removeOne(holder);
    return rest.holders.isEmpty() ? LockView() : rest;
}

QJsonObject LockView::patch(Kind kind) const
{
    QJsonObject status{{u"lockedAt"_s, timeOrNull(lockedAt)}, {u"expiresAt"_s, timeOrNull(expiresAt)}};
    const QString exclusive = mode == Mode::Exclusive ? holders.value(0) : QString();
    if (kind == Kind::Mutex) {
        status.insert(u"holder"_s, textOrNull(exclusive));
        status.insert(u"phase"_s, holders.isEmpty() ? u"Unlocked"_s : u"Locked"_s);
        return status;
    }
    const bool shared = mode == Mode::Shared && !holders.isEmpty();
    status.insert(u"writeHolder"_s, textOrNull(exclusive));
    status.insert(u"readHolders"_s, shared ? QJsonValue(QJsonArray::fromStringList(holders)) : QJsonValue());
    status.insert(u"phase"_s, holders.isEmpty() ? u"Unlocked"_s : shared ? u"ReadLocked"_s : u"WriteLocked"_s);
    return status;
}

std::optional<Duration> lockTtl(const Object& lock)
{
    if (const Mutex* mutex = as<Mutex>(&lock)) {
        return mutex->spec.ttl;
    }
    const RWMutex* rw = as<RWMutex>(&lock);
    return rw ? rw->spec.ttl : std::nullopt;
}

} // namespace konductor::sdk
