// SPDX-License-Identifier: Apache-2.0
// How LiveTableModel brings the rows on screen to what the list wants, and tells the views in few words.
#include "ui/models/livetablemodel.h"

#include <algorithm>

namespace konductor::ui {

namespace {
/// So many removals or insertions are told one by one; more go in one, because each moves all rows behind it.
constexpr size_t mostRanges = 8;
} // namespace

void LiveTableModel::rearrange(bool byHand)
{
    m_list.commit();
    m_places.resize(m_list.slotCount(), -1);
    std::vector<int> doomed;
    for (size_t row = 0; row < m_rows.size(); ++row) {
        if (!m_list.isShown(m_rows[row])) {
            doomed.push_back(static_cast<int>(row));
        }
    }
    std::vector<int> wanted = m_list.shown();
    if (m_orderHeld) {
        wanted = heldOrder(wanted);
    }
    if (doomed.empty() && wanted == m_rows) {
        m_list.forget(); // rows that were not on screen
        return;
    }
    emit aboutToRearrange();
    removeRowsAt(doomed);
    insertRows(wanted);
    if (m_rows != wanted) {
        reorder(std::move(wanted));
    }
    m_list.forget();
    emit rearranged(byHand);
}

/// What is on screen stays where it is; what is new comes last.
std::vector<int> LiveTableModel::heldOrder(const std::vector<int>& sorted) const
{
    std::vector<int> order;
    order.reserve(sorted.size());
    std::copy_if(m_rows.begin(), m_rows.end(), std::back_inserter(order),
                 [this](int slot) { return m_list.isShown(slot); });
    std::copy_if(sorted.begin(), sorted.end(), std::back_inserter(order),
                 [this](int slot) { return m_places[static_cast<size_t>(slot)] < 0; });
    return order;
}

/// Many scattered ones are gathered at the end first and go in one.
void LiveTableModel::removeRowsAt(const std::vector<int>& doomed)
{
    size_t ranges = doomed.empty() ? 0 : 1;
    for (size_t i = 1; i < doomed.size(); ++i) {
        ranges += doomed[i] == doomed[i - 1] + 1 ? 0 : 1;
    }
    if (ranges > mostRanges) {
        std::vector<int> order = m_rows;
        std::stable_partition(order.begin(), order.end(), [this](int slot) { return m_list.isShown(slot); });
        reorder(std::move(order));
        removeRange(rowCount() - static_cast<int>(doomed.size()), rowCount() - 1);
        return;
    }
    for (size_t end = doomed.size(); end > 0;) {
        size_t begin = end - 1;
        while (begin > 0 && doomed[begin - 1] == doomed[begin] - 1) {
            --begin;
        }
        removeRange(doomed[begin], doomed[end - 1]);
        end = begin;
    }
}

void LiveTableModel::removeRange(int first, int last)
{
    beginRemoveRows({}, first, last);
    const auto begin = m_rows.begin() + first;
    const auto end = m_rows.begin() + last + 1;
    std::for_each(begin, end, [this](int slot) { m_places[static_cast<size_t>(slot)] = -1; });
    m_rows.erase(begin, end);
    number(static_cast<size_t>(first));
    endRemoveRows();
}

/// New rows go to their places where the others keep theirs; otherwise they go to the end, and an order follows.
void LiveTableModel::insertRows(const std::vector<int>& wanted)
{
    const auto isNew = [this](int slot) { return m_places[static_cast<size_t>(slot)] < 0; };
    std::vector<int> fresh;
    std::vector<int> known;
    std::vector<std::pair<int, int>> ranges;
    for (size_t row = 0; row < wanted.size(); ++row) {
        const int at = static_cast<int>(row);
        if (!isNew(wanted[row])) {
            known.push_back(wanted[row]);
            continue;
        }
        fresh.push_back(wanted[row]);
        if (ranges.empty() || ranges.back().second != at) {
            ranges.emplace_back(at, at);
        }
        ++ranges.back().second;
    }
    if (ranges.size() > mostRanges || known != m_rows) {
        ranges = {};
        insertRange(rowCount(), fresh.begin(), fresh.end());
    }
    for (const auto& [first, end] : ranges) {
        insertRange(first, wanted.begin() + first, wanted.begin() + end);
    }
}

void LiveTableModel::insertRange(int first, std::vector<int>::const_iterator begin,
                                 std::vector<int>::const_iterator end)
{
    if (begin == end) {
        return;
    }
    beginInsertRows({}, first, first + static_cast<int>(end - begin) - 1);
    m_rows.insert(m_rows.begin() + first, begin, end);
    number(static_cast<size_t>(first));
    endInsertRows();
}

/// The same rows in another order; persistent indexes go with their rows.
void LiveTableModel::reorder(std::vector<int> order)
{
    emit layoutAboutToBeChanged({}, VerticalSortHint);
    const std::vector<int> before = std::exchange(m_rows, std::move(order));
    number(0);
    QModelIndexList moved;
    const QModelIndexList persistent = persistentIndexList();
    for (const QModelIndex& old : persistent) {
        moved.append(index(m_places[static_cast<size_t>(before[static_cast<size_t>(old.row())])], old.column()));
    }
    changePersistentIndexList(persistent, moved);
    emit layoutChanged({}, VerticalSortHint);
}

void LiveTableModel::number(size_t from)
{
    for (size_t row = from; row < m_rows.size(); ++row) {
        m_places[static_cast<size_t>(m_rows[row])] = static_cast<int>(row);
    }
}

void LiveTableModel::emitChanged(const std::vector<int>& touched)
{
    std::vector<int> changed;
    for (const int slot : touched) {
        if (const int row = m_places[static_cast<size_t>(slot)]; row >= 0) {
            changed.push_back(row);
        }
    }
    std::sort(changed.begin(), changed.end());
    for (size_t begin = 0; begin < changed.size();) {
        size_t end = begin + 1;
        while (end < changed.size() && changed[end] <= changed[end - 1] + 1) {
            ++end;
        }
        emit dataChanged(index(changed[begin], 0), index(changed[end - 1], columnCount() - 1));
        begin = end;
    }
}

} // namespace konductor::ui
