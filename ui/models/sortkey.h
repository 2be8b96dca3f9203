// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QVariant>

#include <vector>

namespace konductor::ui {

/// toCaseFolded(), quick where nothing changes.
QString caseFolded(const QString& text);

/// What a row is sorted by: numbers, or text whose case does not matter. Made once when the row changes, so that
/// comparing costs no folding. Within one column all are of one sort.
struct SortKey {
    double number = 0;
    QString text; ///< Case-folded; shares the object's string where that is in lower case already.

    static SortKey of(double number) { return {number, {}}; }
    static SortKey of(const QString& text) { return {0, caseFolded(text)}; }
    /// Of a Cell's `sort`.
    static SortKey of(const QVariant& sort);

    friend bool operator==(const SortKey&, const SortKey&) = default;
};

inline int compare(const SortKey& a, const SortKey& b)
{
    return a.number < b.number ? -1 : a.number > b.number ? 1 : a.text.compare(b.text);
}

/// Sorts many by their keys. Texts lie anywhere in memory, and reading one costs more than comparing many numbers: the
/// first characters that differ at all are packed into a number while the text is at hand, and mostly decide.
class KeyOrder {
public:
    /// Some of the keys, to learn from what their texts have in common.
    explicit KeyOrder(const std::vector<SortKey>& sample);
    void reserve(size_t count) { m_items.reserve(count); }
    /// The key must stay where it is. Among equal ones the lower `tie` comes first, in either direction.
    void add(const SortKey& key, int id, int tie);
    /// The ids, in order.
    std::vector<int> sorted(bool descending);

private:
    struct Item {
        double number;
        quint64 head; ///< The eight characters after what all texts begin with.
        const SortKey* key;
        int id;
        int tie;
    };
    void readHead(Item& item);

    std::vector<Item> m_items;
    QString m_begin; ///< What all texts seem to begin with.
    qsizetype m_common; ///< How much of it they do begin with.
    bool m_headsDecide = true; ///< Equal heads are equal texts.
};

} // namespace konductor::ui
