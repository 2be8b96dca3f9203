// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QVariant>

#include <vector>

namespace konductor::ui {

/// What a row is sorted by: numbers, or text whose case does not matter. Made once when the row changes, so that
/// comparing costs no folding. Within one column all are of one sort.
struct SortKey {
    double number = 0;
    QString text; ///< Case-folded; shares the object's string where that is in lower case already.

    static SortKey of(double number) { return {number, {}}; }
    static SortKey of(const QString& text) { return {0, text.toCaseFolded()}; }
    /// Of a Cell's `sort`.
    static SortKey of(const QVariant& sort);

    friend bool operator==(const SortKey&, const SortKey&) = default;
};

inline int compare(const SortKey& a, const SortKey& b)
{
    return a.number < b.number ? -1 : a.number > b.number ? 1 : a.text.compare(b.text);
}

/// The order of `keys`, as their places; equal ones keep theirs. Fast for many: ranks each distinct text
/// once, by the first characters that differ at all before the strings, which lie anywhere in memory.
std::vector<int> sortedPlaces(const std::vector<const SortKey*>& keys, bool descending);

} // namespace konductor::ui
