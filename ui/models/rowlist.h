// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/sortkey.h"
#include "ui/models/tablespec.h"

#include <QHash>

#include <deque>
#include <functional>
#include <unordered_set>
#include <vector>

namespace konductor::ui {

/// The rows of one table, in order, at a cost that follows what changes: each row lives in a slot and keeps its sort
/// key; orders are vectors of slot numbers, cheap to move. Edits (put, drop) gather until commit() merges them in.
/// Knows no Qt model; LiveTableModel tells the views. A plain value of the window's thread.
class RowList {
public:
    RowList();
    RowList(const RowList&) = delete;
    RowList& operator=(const RowList&) = delete;

    /// Adds the row, or updates the one that is the same (Row::sameAs). Returns its slot.
    int put(Row row, SortKey key, bool accepted);
    /// The row is not wanted any more; it can still be read until commit() and forget().
    void drop(int slot);
    void setAccepted(int slot, bool accepted) { m_states[index(slot)].accepted = accepted; }
    /// Commits, gives every row a new key and sorts by them.
    void sort(bool descending, const std::function<SortKey(const Row&)>& keyOf);
    /// Merges what was put and dropped into the order. The rows whose key changed are marked as moved.
    void commit();
    /// Frees the dropped rows, once no view asks for them.
    void forget();

    const Row& row(int slot) const { return m_slots[index(slot)].row; }
    bool isShown(int slot) const { return m_states[index(slot)].alive && m_states[index(slot)].accepted; }
    /// Whether the last commit() put it elsewhere because its own key changed, not its neighbours.
    bool movedByItself(int slot) const { return m_slots[index(slot)].moved == m_commits; }
    /// The rows about a primitive, in no order.
    std::vector<int> slotsOf(const ObjectKey& target) const;
    /// The slot of the same row; -1 if there is none.
    int find(const Row& row) const;
    /// All rows since the last commit(), those of one target together.
    const std::vector<int>& all() const { return m_base; }
    /// Visits the slots of all rows as they lie in memory.
    template <class Visit> void forEach(const Visit& visit) const
    {
        for (size_t slot = 0; slot < m_slots.size(); ++slot) {
            fetchTexts(slot + readAhead);
            if (m_states[slot].alive) {
                visit(static_cast<int>(slot));
            }
        }
    }
    void reserve(size_t rows) { m_identities.reserve(rows); }
    size_t slotCount() const { return m_slots.size(); }
    /// How many different names hold or wait, in all rows.
    qsizetype holderCount() const { return m_holders.size(); }
    /// What is accepted, sorted.
    std::vector<int> shown() const;

private:
    struct Slot {
        Row row;
        int next = -1; ///< Of the same target.
        int previous = -1;
        quint32 moved = 0;
    };
    struct State {
        bool alive = false;
        bool accepted = false;
    };
    struct Hash {
        using is_transparent = void;
        const std::deque<Slot>* owned;
        size_t operator()(int slot) const { return (*this)((*owned)[index(slot)].row); }
        size_t operator()(const Row& row) const;
    };
    struct Equal {
        using is_transparent = void;
        const std::deque<Slot>* owned;
        bool operator()(int a, int b) const { return a == b; }
        bool operator()(const Row& row, int slot) const { return (*owned)[index(slot)].row.sameAs(row); }
        bool operator()(int slot, const Row& row) const { return (*owned)[index(slot)].row.sameAs(row); }
    };
    static size_t index(int slot) { return static_cast<size_t>(slot); }
    static constexpr size_t readAhead = 16;
    void fetchTexts(size_t slot) const;
    int newSlot();
    void link(int slot);
    void unlink(int slot);
    bool byIdentity(int a, int b) const;
    bool byHold(int a, int b) const;
    bool byKey(int a, int b) const;
    void rebuild();
    template <class KeyOf> std::vector<SortKey> sample(const KeyOf& keyOf) const;
    void sortByKeys();
    template <class Less> void merge(std::vector<int>& order, std::vector<int> changed, Less less) const;

    std::deque<Slot> m_slots; ///< A deque: growing moves no row.
    std::vector<SortKey> m_keys; ///< Of each slot; apart from the rows, because orders read nothing else.
    std::vector<State> m_states; ///< Of each slot; all of them are read with each change.
    std::vector<int> m_free;
    std::vector<int> m_base; ///< All rows by what they are: the order among equal keys.
    std::vector<int> m_sorted; ///< All rows by key.
    std::vector<int> m_fresh;
    std::vector<int> m_rekeyed;
    std::vector<int> m_dropped;
    std::unordered_set<int, Hash, Equal> m_identities;
    QHash<ObjectKey, int> m_firstOf;
    QHash<size_t, int> m_holders; ///< How many rows each has, by the hash of its name: counted, never looked up.
    quint32 m_commits = 1;
    bool m_descending = false;
};

} // namespace konductor::ui
