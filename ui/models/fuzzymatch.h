// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <initializer_list>
#include <optional>
#include <vector>

namespace konductor::ui {

/// What somebody typed to find a thing by its name, as people abbreviate: "dbm" and "mig" find "db-migration", "lease
/// team-a" every lease there. Words are parted by spaces or slashes; each must be in a part of the name, or its letters
/// in this order, the first of them at the start of a word. Case never matters. A plain value.
class FuzzyPattern {
public:
    FuzzyPattern() = default;
    explicit FuzzyPattern(const QString& typed);

    bool isEmpty() const { return m_words.empty(); }
    /// A name, and what lettersOf() says of it where that is known: much cheaper than looking.
    struct Part {
        QStringView text;
        quint64 letters = ~quint64(0);
    };
    /// How well it fits a thing with these names, the one that counts most first; higher is better, none: not at all.
    std::optional<int> score(std::initializer_list<Part> parts) const;
    /// Where in the text the words are, in UTF-16 units, ascending: to be drawn strongly.
    std::vector<qsizetype> places(QStringView text) const;

    /// A bit for each letter and digit that occurs. What lacks one of the pattern's, in all its parts, cannot fit.
    static quint64 lettersOf(QStringView text);
    quint64 letters() const { return m_letters; }

private:
    struct Word {
        QString text; ///< Folded.
        quint64 letters = 0;
    };

    std::vector<Word> m_words;
    quint64 m_letters = 0;
};

} // namespace konductor::ui
