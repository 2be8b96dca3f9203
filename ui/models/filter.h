// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QStringList>

#include <functional>
#include <vector>

namespace konductor::ui {

/// What a filter looks at. Views: the strings must outlive it.
struct FilterSubject {
    QStringView name;
    QStringView ns;
    QStringView kind;
    QStringView phase;
    QStringList holders; ///< Waiters included.
    QStringView holder; ///< Instead of `holders` where there is just one.
    /// Instead of `holders` where they are costly to find: asked only when nothing else decides.
    std::function<QStringList()> findHolders = {};
};

/// The filter line: words that must all match. `word` looks anywhere; `ns:team-a`, `name:`, `kind:`, `phase:` and
/// `holder:` look in one place and want all of it, with `~` before the value a part of it (`holder:~worker`); a `-`
/// before a term negates it; quotes keep spaces. Case never matters. A term with an unknown field name is an ordinary
/// word. A plain value.
class Filter {
public:
    static Filter parse(const QString& text);
    bool isEmpty() const { return m_terms.empty(); }
    bool matches(const FilterSubject& subject) const;

private:
    enum class Field : quint8 { Any, Name, Namespace, Kind, Phase, Holder };
    struct Term {
        Field field = Field::Any;
        QString value; ///< Case-folded.
        bool part = true;
        bool negated = false;
    };
    static Term termOf(QString word);
    static bool matches(const Term& term, const FilterSubject& subject);

    std::vector<Term> m_terms;
};

} // namespace konductor::ui
