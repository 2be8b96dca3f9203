// SPDX-License-Identifier: Apache-2.0
#include "ui/models/filter.h"

#include <algorithm>

namespace konductor::ui {

using namespace Qt::StringLiterals;

namespace {
/// Splits at spaces outside quotes; the quotes are dropped.
QStringList words(const QString& text)
{
    QStringList found;
    QString word;
    bool quoted = false;
    for (const QChar c : text) {
        if (c == u'"') {
            quoted = !quoted;
        } else if (c.isSpace() && !quoted) {
            found.append(std::exchange(word, {}));
        } else {
            word += c;
        }
    }
    found.append(word);
    found.removeAll(QString());
    return found;
}

/// Nothing in it folds to anything else. Names in Kubernetes are like that, and comparing them as they are is fast.
bool isFolded(QStringView text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < 0x80 && (c < u'A' || c > u'Z'); });
}

bool containsFolded(QStringView text, const QString& folded)
{
    return text.contains(folded) || (!isFolded(text) && text.contains(folded, Qt::CaseInsensitive));
}
} // namespace

Filter::Term Filter::termOf(QString word)
{
    static constexpr std::pair<QStringView, Field> fields[]{{u"name:", Field::Name},
                                                            {u"ns:", Field::Namespace},
                                                            {u"kind:", Field::Kind},
                                                            {u"phase:", Field::Phase},
                                                            {u"holder:", Field::Holder}};
    Term term;
    if (word.startsWith(u'-')) {
        term.negated = true;
        word.remove(0, 1);
    }
    for (const auto& [prefix, field] : fields) {
        if (word.startsWith(prefix, Qt::CaseInsensitive)) {
            term.field = field;
            word.remove(0, prefix.size());
            term.part = word.startsWith(u'~');
            word.remove(0, term.part ? 1 : 0);
            break;
        }
    }
    term.value = word.toCaseFolded();
    return term;
}

Filter Filter::parse(const QString& text)
{
    Filter filter;
    for (const QString& word : words(text)) {
        Term term = termOf(word);
        if (!term.value.isEmpty()) { // "holder:" or "-" while it is being typed filters nothing yet
            filter.m_terms.push_back(std::move(term));
        }
    }
    return filter;
}

bool Filter::matches(const FilterSubject& subject) const
{
    return std::all_of(m_terms.begin(), m_terms.end(),
                       [&](const Term& term) { return matches(term, subject) != term.negated; });
}

bool Filter::matches(const Term& term, const FilterSubject& subject)
{
    const auto fits = [&](QStringView text) {
        return term.part ? containsFolded(text, term.value) : text.compare(term.value, Qt::CaseInsensitive) == 0;
    };
    const auto anyHolder = [&] {
        if (!subject.holder.isNull()) {
            return fits(subject.holder);
        }
        const QStringList holders = subject.findHolders ? subject.findHolders() : subject.holders;
        return std::any_of(holders.begin(), holders.end(), fits);
    };
    switch (term.field) {
    case Field::Name:
        return fits(subject.name);
    case Field::Namespace:
        return fits(subject.ns);
    case Field::Kind:
        return fits(subject.kind);
    case Field::Phase:
        return fits(subject.phase);
    case Field::Holder:
        return anyHolder();
    case Field::Any:
        return fits(subject.name) || fits(subject.ns) || fits(subject.kind) || fits(subject.phase) || anyHolder();
    }
    Q_UNREACHABLE();
}

} // namespace konductor::ui
