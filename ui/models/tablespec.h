// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/objectindex.h"
#include "core/insight/hold.h"
#include "core/insight/holderverdict.h"
#include "ui/models/cell.h"
#include "ui/models/sortkey.h"

#include <functional>
#include <vector>

namespace konductor::ui {

/// One row: a primitive, or one hold of it.
struct Row {
    ObjectKey target;
    std::optional<insight::Hold> hold; ///< On the holders page.

    bool sameAs(const Row& other) const;
};

/// What becomes of a holder, as far as one primitive is concerned.
struct HolderFate {
    insight::HolderVerdict verdict = {};
    bool deadlocked = false; ///< He and the primitive are part of one.
};
using HolderFateSource = std::function<HolderFate(const ObjectKey& primitive, const QString& holder)>;

/// What a column may look at. `now` is the server's time.
struct RowContext {
    const Row& row;
    const ObjectIndex& objects;
    Timestamp now;
    const HolderFateSource* fates = nullptr; ///< Null: every holder is unknown.

    HolderFate fateOf(const QString& holder) const
    {
        return fates && *fates ? (*fates)(row.target, holder) : HolderFate();
    }
    template <class T> std::shared_ptr<const T> object() const { return as<T>(objects.find(row.target)); }
};

struct Column {
    QString id; ///< Remembered in settings; never shown.
    QString title;
    std::function<Cell(const RowContext&)> cell;
    int width = 12; ///< In average characters, to begin with.
    bool live = false; ///< Changes as time passes.
    bool number = false; ///< Title and cells stand at the right.
    /// The same order as the cell's `sort`, for less; null: the cell is made and asked.
    std::function<SortKey(const RowContext&)> key = {};
    QString momentTitle = {}; ///< Where its spans or countdowns are told as moments; empty: the same title.
    bool ofFates = false; ///< Changes with what becomes of holders.
    bool spare = false; ///< Hidden until a person chooses it.
    bool firm = false; ///< Keeps its width where others give way: half a chip's word says nothing.
    QStringList chips = {}; ///< What its chips say: so wide a firm column is at least, however narrow the table.
    QString toolTip = {}; ///< Of its title; plain text.
};

/// One page's table: which kinds it lists, its columns, the words of its title line. One function a kind makes it.
struct TableSpec {
    QString id;
    QString title; ///< "Leases"
    std::vector<Kind> kinds;
    std::vector<Column> columns;
    bool holders = false; ///< One row a hold instead of one a primitive.
    /// "8 held · 13 waiting", from all rows (not only the filtered); null for holds, which are counted as they come.
    std::function<QString(const ObjectIndex&, Timestamp)> summary;
};

TableSpec semaphoreTable();
TableSpec barrierTable();
TableSpec leaseTable();
TableSpec gateTable();
TableSpec mutexTable();
TableSpec rwmutexTable();
TableSpec onceTable();
TableSpec waitGroupTable();
TableSpec holdersTable();
/// The table of a primitive kind.
TableSpec tableOf(Kind kind);

} // namespace konductor::ui
