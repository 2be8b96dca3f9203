// SPDX-License-Identifier: Apache-2.0
#include "core/api/mutex.h"
#include "core/api/rwmutex.h"
#include "core/base/words.h"
#include "ui/models/columns.h"
#include "ui/models/verdict.h"

namespace konductor::ui {

using namespace Qt::StringLiterals;

namespace {
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
    return countdownCell(lock->status.expiresAt, lock->status.lockedAt, inWords("Tables", "no TTL: never"));
}

Cell namesCell(const RowContext& in)
{
    return holdersCell(holderNames(in.row.target, in.objects, in.now));
}

/// Of several readers there is no one verdict.
template <class T> RowHolder onlyHolder(const RowContext& in)
{
    const QStringList names = holderNames(in.row.target, in.objects, in.now);
    const auto lock = in.object<T>();
    return names.size() == 1 && lock ? RowHolder{names.front(), !lock->status.expiresAt} : RowHolder();
}

template <class T> TableSpec lockTable(const QString& id, const QString& title, const QString& holders)
{
    return {id,
            title,
            {T::staticKind},
            {nameColumn(),
             namespaceColumn(),
             phaseColumn<T>(),
             {u"holder"_s, holders, namesCell, 22},
             verdictColumn(onlyHolder<T>),
             {u"heldFor"_s,
              inWords("Tables", "Held for"),
              heldForCell<T>,
              12,
              true,
              true,
              {},
              inWords("Tables", "Held since")},
             {u"expires"_s,
              inWords("Tables", "Expires in"),
              expiresCell<T>,
              18,
              true,
              false,
              {},
              inWords("Tables", "Expires at")}},
            false,
            [](const ObjectIndex& objects, Timestamp) { return phaseCounts(T::staticKind, objects); }};
}
} // namespace

TableSpec mutexTable()
{
    return lockTable<Mutex>(u"mutexes"_s, inWords("Tables", "Mutexes"), inWords("Tables", "Holder"));
}

TableSpec rwmutexTable()
{
    return lockTable<RWMutex>(u"rwmutexes"_s, inWords("Tables", "RW mutexes"), inWords("Tables", "Holders"));
}

} // namespace konductor::ui
