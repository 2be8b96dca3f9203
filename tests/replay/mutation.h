// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QJsonObject>

#include <optional>
#include <vector>

namespace konductor::test {

/// A recording's lines with one of the operator's writes altered, to see that the replay notices.
class Mutator {
public:
    /// The bytes of a sound recording.
    explicit Mutator(const QByteArray& recording);

    /// Where the operator's writes stand.
    const std::vector<size_t>& operatorWrites() const { return m_writes; }

    QByteArray without(size_t line) const;
    /// `seconds` later, the lines in order of time or as they were.
    QByteArray delayed(size_t line, double seconds, bool sorted) const;
    /// Another value in the n-th field of the status; nothing for a deletion or when there are fewer fields.
    std::optional<QByteArray> altered(size_t line, int field) const;
    /// The operator takes its write back right after it; nothing for a deletion.
    std::optional<QByteArray> undone(size_t line) const;
    /// The operator makes the write a second time.
    QByteArray repeated(size_t line) const;

private:
    static QByteArray joined(const std::vector<QJsonObject>& lines);

    std::vector<QJsonObject> m_lines;
    std::vector<size_t> m_writes;
};

} // namespace konductor::test
