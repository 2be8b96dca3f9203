// SPDX-License-Identifier: Apache-2.0
#include "core/api/mutex.h"
#include "core/api/rwmutex.h"
#include "ui/models/columns.h"

#include <QCoreApplication>

namespace konductor::ui {

using namespace Qt::StringLiterals;

namespace {
QString tr(const char* text)
{
    return QCoreApplication::translate("Tables", text);
}

/// Both kinds of lock have lockedAt and expiresAt.
template <class T> Cell heldForCell(const RowContext& in)
{
    const auto lock = in.object<T>();
    return sinceCell(lock ? lock->status.lockedAt : std::nullopt, in.now);
}

template <class T> Cell expiresCell(const RowContext& in)
{
    const auto lock = in.object<T>();
    if (!lock || holderNames(in.row.target, in.objects, in.now).isEmpty()) {
        return countdownCell({}, {}, QString());
    }
    return countdownCell(lock->status.expiresAt, lock->status.lockedAt, tr("no TTL: never"));
}

Cell namesCell(const RowContext& in)
{
    return holdersCell(holderNames(in.row.target, in.objects, in.now));
}

template <class T> TableSpec lockTable(const QString& id, const QString& title, const QString& holders)
{
    return {id,
            title,
            {T::staticKind},
            {nameColumn(),
             namespaceColumn(),
             phaseColumn(),
             {u"holder"_s, holders, namesCell, 26},
             {u"heldFor"_s, tr("Held for"), heldForCell<T>, 12, true, true, {}, tr("Held since")},
             {u"expires"_s, tr("Expires in"), expiresCell<T>, 22, true, false, {}, tr("Expires at")}},
            false,
            [](const ObjectIndex& objects, Timestamp) { return phaseCounts(T::staticKind, objects); }};
}
} // namespace

TableSpec mutexTable()
{
    return lockTable<Mutex>(u"mutexes"_s, tr("Mutexes"), tr("Holder"));
}

TableSpec rwmutexTable()
{
    return lockTable<RWMutex>(u"rwmutexes"_s, tr("RW mutexes"), tr("Holders"));
}

} // namespace konductor::ui
