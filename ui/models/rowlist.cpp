// SPDX-License-Identifier: Apache-2.0
#include "ui/models/rowlist.h"

#include <algorithm>
#include <tuple>

namespace konductor::ui {

size_t RowList::Hash::operator()(const Row& row) const
{
    const size_t seed = qHash(row.target);
    if (!row.hold) {
        return seed;
    }
    return qHashMulti(seed, row.hold->holder, static_cast<int>(row.hold->mode), row.hold->via.value_or(ObjectKey()));
}

RowList::RowList() : m_identities(0, Hash{&m_slots}, Equal{&m_slots}) { }

int RowList::put(Row row, SortKey key, bool accepted)
{
    if (const int known = find(row); known >= 0) {
        Slot& slot = m_slots[index(known)];
        slot.row = std::move(row);
        setAccepted(known, accepted);
        if (m_keys[index(known)] != key) {
            m_keys[index(known)] = std::move(key);
            m_rekeyed.push_back(known);
        }
        return known;
    }
    const int fresh = newSlot();
    m_slots[index(fresh)].row = std::move(row);
    m_keys[index(fresh)] = std::move(key);
    m_states[index(fresh)] = {.alive = true, .accepted = accepted};
    m_identities.insert(fresh);
    link(fresh);
    m_fresh.push_back(fresh);
    return fresh;
}

int RowList::newSlot()
{
    if (m_free.empty()) {
        m_slots.emplace_back();
        m_keys.emplace_back();
        m_states.emplace_back();
        return static_cast<int>(m_slots.size()) - 1;
    }
    const int slot = m_free.back();
    m_free.pop_back();
    return slot;
}

void RowList::drop(int slot)
{
    m_identities.erase(slot);
    unlink(slot);
    m_states[index(slot)].alive = false;
    m_dropped.push_back(slot);
}

void RowList::link(int slot)
{
    Slot& own = m_slots[index(slot)];
    if (own.row.hold) {
        ++m_holders[qHash(own.row.hold->holder)];
    }
    auto first = m_firstOf.find(own.row.target);
    if (first == m_firstOf.end()) {
        m_firstOf.insert(own.row.target, slot);
        return;
    }
    own.next = *first;
    m_slots[index(*first)].previous = slot;
    *first = slot;
}

void RowList::unlink(int slot)
{
    const Slot& own = m_slots[index(slot)];
    const auto holder = own.row.hold ? m_holders.find(qHash(own.row.hold->holder)) : m_holders.end();
    if (holder != m_holders.end() && --*holder == 0) {
        m_holders.erase(holder);
    }
    if (own.next >= 0) {
        m_slots[index(own.next)].previous = own.previous;
    }
    if (own.previous >= 0) {
        m_slots[index(own.previous)].next = own.next;
    } else if (own.next >= 0) {
        m_firstOf[own.row.target] = own.next;
    } else {
        m_firstOf.remove(own.row.target);
    }
}

std::vector<int> RowList::slotsOf(const ObjectKey& target) const
{
    std::vector<int> found;
    for (int slot = m_firstOf.value(target, -1); slot >= 0; slot = m_slots[index(slot)].next) {
        found.push_back(slot);
    }
    return found;
}

int RowList::find(const Row& row) const
{
    const auto found = m_identities.find(row);
    return found == m_identities.end() ? -1 : *found;
}

bool RowList::byIdentity(int a, int b) const
{
    const ObjectKey& left = row(a).target;
    const ObjectKey& right = row(b).target;
    return left == right ? byHold(a, b) : left < right;
}

/// Of one target.
bool RowList::byHold(int a, int b) const
{
    const auto& left = row(a).hold;
    const auto& right = row(b).hold;
    // One holder may have several permits: their names make the order whole.
    return left && right
        && std::tie(left->holder, left->mode, left->via) < std::tie(right->holder, right->mode, right->via);
}

bool RowList::byKey(int a, int b) const
{
    const int order = compare(m_keys[index(a)], m_keys[index(b)]);
    return order == 0 ? byIdentity(a, b) : m_descending ? order > 0 : order < 0;
}

/// Puts `changed`, of which `order` holds none, at their places: few comparisons for each, one pass over the numbers.
template <class Less> void RowList::merge(std::vector<int>& order, std::vector<int> changed, Less less) const
{
    std::sort(changed.begin(), changed.end(), less);
    std::vector<int> merged;
    merged.reserve(order.size() + changed.size());
    auto from = order.begin();
    for (const int slot : changed) {
        const auto place = std::lower_bound(from, order.end(), slot, less);
        merged.insert(merged.end(), from, place);
        merged.push_back(slot);
        from = place;
    }
    merged.insert(merged.end(), from, order.end());
    order = std::move(merged);
}

void RowList::commit()
{
    ++m_commits;
    std::vector<bool> leaves(m_slots.size(), false);
    std::vector<int> gone;
    const auto purge = [&](std::vector<int>& order) {
        std::erase_if(order, [&](int slot) { return leaves[index(slot)]; });
    };
    for (const int slot : m_dropped) {
        leaves[index(slot)] = true;
    }
    purge(m_fresh);
    purge(m_rekeyed);
    if (!m_dropped.empty()) {
        purge(m_base);
    }
    if (m_fresh.size() > m_base.size() / 4) {
        rebuild();
        return;
    }
    merge(m_base, m_fresh, [this](int a, int b) { return byIdentity(a, b); });
    std::vector<int> placed = m_fresh;
    for (const int slot : m_fresh) {
        leaves[index(slot)] = true; // one that was put twice is placed once
    }
    for (const int slot : m_rekeyed) {
        if (!leaves[index(slot)]) { // several updates of one row are one
            leaves[index(slot)] = true;
            m_slots[index(slot)].moved = m_commits;
            placed.push_back(slot);
        }
    }
    if (!m_dropped.empty() || !placed.empty()) {
        purge(m_sorted);
        merge(m_sorted, std::move(placed), [this](int a, int b) { return byKey(a, b); });
    }
    m_fresh.clear();
    m_rekeyed.clear();
}

/// For many new rows: sorts the targets, which are few, and then the rows of each.
void RowList::rebuild()
{
    std::vector<const ObjectKey*> targets;
    targets.reserve(static_cast<size_t>(m_firstOf.size()));
    for (auto first = m_firstOf.keyBegin(); first != m_firstOf.keyEnd(); ++first) {
        targets.push_back(&*first);
    }
    std::sort(targets.begin(), targets.end(), [](const ObjectKey* a, const ObjectKey* b) { return *a < *b; });
    m_base.clear();
    for (const ObjectKey* target : targets) {
        std::vector<int> rows = slotsOf(*target);
        std::sort(rows.begin(), rows.end(), [this](int a, int b) { return byHold(a, b); });
        m_base.insert(m_base.end(), rows.begin(), rows.end());
    }
    for (const int slot : m_rekeyed) {
        m_slots[index(slot)].moved = m_commits;
    }
    m_fresh.clear();
    m_rekeyed.clear();
    sortByKeys();
}

/// From here and there in the rows.
template <class KeyOf> std::vector<SortKey> RowList::sample(const KeyOf& keyOf) const
{
    constexpr size_t enough = 64;
    const size_t step = m_base.size() / enough + 1;
    std::vector<SortKey> keys;
    for (size_t i = 0; i < m_base.size(); i += step) {
        keys.push_back(keyOf(m_base[i]));
    }
    return keys;
}

void RowList::sortByKeys()
{
    KeyOrder order(sample([this](int slot) { return m_keys[index(slot)]; }));
    order.reserve(m_base.size());
    for (size_t i = 0; i < m_base.size(); ++i) {
        order.add(m_keys[index(m_base[i])], m_base[i], static_cast<int>(i));
    }
    m_sorted = order.sorted(m_descending);
}

/// Goes through the rows as they lie in memory, and through each text once.
void RowList::sort(bool descending, const std::function<SortKey(const Row&)>& keyOf)
{
    commit();
    m_descending = descending;
    std::vector<int> places(m_slots.size(), -1);
    for (size_t i = 0; i < m_base.size(); ++i) {
        places[index(m_base[i])] = static_cast<int>(i);
    }
    KeyOrder order(sample([&](int slot) { return keyOf(row(slot)); }));
    order.reserve(m_base.size());
    for (size_t slot = 0; slot < m_slots.size(); ++slot) {
        fetchTexts(slot + readAhead);
        if (places[slot] >= 0) {
            m_keys[slot] = keyOf(m_slots[slot].row);
            order.add(m_keys[slot], static_cast<int>(slot), places[slot]);
        }
    }
    m_sorted = order.sorted(descending);
}

/// Asks for the memory of what will be read soon: each text lies elsewhere, and waiting for one after the other is most
/// of what going through a hundred thousand rows takes.
void RowList::fetchTexts(size_t slot) const
{
    if (slot < m_slots.size()) {
        const Row& row = m_slots[slot].row;
        __builtin_prefetch(row.target.name.constData());
        __builtin_prefetch(row.target.ns.constData());
        if (row.hold) {
            __builtin_prefetch(row.hold->holder.constData());
        }
    }
}

std::vector<int> RowList::shown() const
{
    std::vector<int> found;
    found.reserve(m_sorted.size());
    for (const int slot : m_sorted) {
        if (m_states[index(slot)].accepted) {
            found.push_back(slot);
        }
    }
    return found;
}

void RowList::forget()
{
    for (const int slot : m_dropped) {
        m_slots[index(slot)] = Slot();
        m_keys[index(slot)] = SortKey();
        m_free.push_back(slot);
    }
    m_dropped.clear();
}

} // namespace konductor::ui
