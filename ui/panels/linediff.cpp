// SPDX-License-Identifier: Apache-2.0
#include "ui/panels/linediff.h"

#include <algorithm>

namespace konductor::ui {

namespace {

constexpr size_t mostCompared = 1'000'000; ///< Pairs of lines: 2 MB, a few milliseconds.

/// The lengths of longest common subsequences of all pairs of tails, (rows + 1) × (columns + 1).
class TailLengths {
public:
    TailLengths(const QStringList& a, const QStringList& b)
        : m_columns(static_cast<size_t>(b.size()) + 1)
        , m_lengths((static_cast<size_t>(a.size()) + 1) * m_columns)
    {
        for (qsizetype i = a.size() - 1; i >= 0; --i) {
            for (qsizetype j = b.size() - 1; j >= 0; --j) {
                m_lengths[place(i, j)] =
                    a[i] == b[j] ? static_cast<quint16>(at(i + 1, j + 1) + 1) : std::max(at(i + 1, j), at(i, j + 1));
            }
        }
    }
    quint16 at(qsizetype i, qsizetype j) const { return m_lengths[place(i, j)]; }

private:
    size_t place(qsizetype i, qsizetype j) const { return static_cast<size_t>(i) * m_columns + static_cast<size_t>(j); }

    size_t m_columns;
    std::vector<quint16> m_lengths;
};

} // namespace

std::vector<int> changedLines(const QStringList& before, const QStringList& now)
{
    const auto differ = std::mismatch(before.begin(), before.end(), now.begin(), now.end());
    const auto first = differ.second - now.begin();
    const auto endings =
        std::mismatch(std::make_reverse_iterator(before.end()), std::make_reverse_iterator(differ.first),
                      std::make_reverse_iterator(now.end()), std::make_reverse_iterator(differ.second));
    const QStringList a = before.mid(first, endings.first.base() - differ.first);
    const QStringList b = now.mid(first, endings.second.base() - differ.second);
    const bool tooMuch = static_cast<size_t>(a.size()) * static_cast<size_t>(b.size()) > mostCompared;
    const TailLengths lengths(tooMuch ? QStringList() : a, tooMuch ? QStringList() : b);
    std::vector<int> changed;
    qsizetype i = 0;
    for (qsizetype j = 0; j < b.size();) {
        if (!tooMuch && i < a.size() && a[i] == b[j]) {
            ++i;
            ++j;
        } else if (!tooMuch && i < a.size() && lengths.at(i + 1, j) >= lengths.at(i, j + 1)) {
            ++i;
        } else {
            changed.push_back(static_cast<int>(first + j++));
        }
    }
    return changed;
}

} // namespace konductor::ui
