// SPDX-License-Identifier: Apache-2.0
#include "core/insight/query.h"

#include "core/base/time.h"
#include "core/base/words.h"

#include <algorithm>

namespace konductor::insight {

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

constexpr std::pair<QStringView, Measure> measures[]{{u"waiters", Measure::Waiters},
                                                     {u"ttl", Measure::Ttl},
                                                     {u"held", Measure::Held},
                                                     {u"waited", Measure::Waited},
                                                     {u"age", Measure::Age}};

/// A count, or a span of time in seconds.
std::optional<double> numberOf(Measure measure, const QString& text)
{
    if (measure == Measure::Waiters) {
        bool ok = false;
        const double count = text.toInt(&ok);
        return ok ? std::optional(count) : std::nullopt;
    }
    const Result<Duration> span = parseDuration(text);
    return span ? std::optional(std::chrono::duration<double>(*span).count()) : std::nullopt;
}

} // namespace

QStringList Query::fieldNames()
{
    return {u"ns:"_s,      u"name:"_s,    u"kind:"_s, u"phase:"_s, u"holder:"_s, u"label:"_s, u"cluster:"_s,
            u"finding:"_s, u"waiters>"_s, u"ttl<"_s,  u"held>"_s,  u"waited>"_s, u"age>"_s};
}

Query Query::parse(const QString& text)
{
    Query query;
    for (const QString& word : words(text)) {
        query.add(word);
    }
    return query;
}

void Query::add(QString word)
{
    Term term;
    if (word.startsWith(u'-')) {
        term.negated = true;
        word.remove(0, 1);
    }
    if (takeMeasure(word, term) || takeField(word, term)) {
        return;
    }
    term.value = word.toCaseFolded();
    if (!term.value.isEmpty()) {
        m_terms.push_back(std::move(term));
    }
}

/// True when the word is a comparison, finished or not.
bool Query::takeMeasure(const QString& word, Term& term)
{
    static constexpr std::pair<QStringView, Comparison> comparisons[]{{u"<=", Comparison::LessOrEqual},
                                                                      {u">=", Comparison::GreaterOrEqual},
                                                                      {u"<", Comparison::Less},
                                                                      {u">", Comparison::Greater},
                                                                      {u"=", Comparison::Equal}};
    for (const auto& [name, measure] : measures) {
        if (!word.startsWith(name, Qt::CaseInsensitive)) {
            continue;
        }
        for (const auto& [sign, comparison] : comparisons) {
            const QStringView rest = QStringView(word).mid(name.size());
            if (!rest.startsWith(sign)) {
                continue;
            }
            const QString value = rest.mid(sign.size()).toString();
            const std::optional<double> number = numberOf(measure, value);
            if (number) {
                term.field = Field::Measured;
                term.measure = measure;
                term.comparison = comparison;
                term.number = *number;
                m_terms.push_back(std::move(term));
            } else if (!value.isEmpty()) {
                m_problems.append((measure == Measure::Waiters
                                       ? inWords("Query", "%1: not a whole number")
                                       : inWords("Query", "%1: not a duration such as 30s, 5m or 1h30m"))
                                      .arg(word));
            }
            return true;
        }
    }
    return false;
}

/// True when the word begins with the name of a field.
bool Query::takeField(const QString& word, Term& term)
{
    static constexpr std::pair<QStringView, Field> fields[]{
        {u"name:", Field::Name},   {u"ns:", Field::Namespace},   {u"cluster:", Field::Cluster},
        {u"kind:", Field::Kind},   {u"phase:", Field::Phase},    {u"holder:", Field::Holder},
        {u"label:", Field::Label}, {u"finding:", Field::Finding}};
    const auto* const field = std::find_if(std::begin(fields), std::end(fields), [&](const auto& candidate) {
        return word.startsWith(candidate.first, Qt::CaseInsensitive);
    });
    if (field == std::end(fields)) {
        return false;
    }
    term.field = field->second;
    QString value = word.mid(field->first.size());
    term.part = value.startsWith(u'~');
    if (value.size() > 2 && value.startsWith(u'/') && value.endsWith(u'/')) {
        const auto regex = std::make_shared<QRegularExpression>(value.mid(1, value.size() - 2),
                                                                QRegularExpression::CaseInsensitiveOption);
        if (!regex->isValid()) {
            m_problems.append(word + u": "_s + regex->errorString());
            return true;
        }
        term.regex = regex;
    } else {
        term.value = value.mid(term.part ? 1 : 0).toCaseFolded();
        takeSeveral(term);
    }
    if (term.regex || !term.value.isEmpty()) { // "holder:" while it is being typed filters nothing yet
        m_terms.push_back(std::move(term));
    }
    return true;
}

/// What a person may have called anything keeps its commas.
void Query::takeSeveral(Term& term)
{
    const bool ofWords = term.field == Field::Namespace || term.field == Field::Kind || term.field == Field::Phase
        || term.field == Field::Cluster;
    if (ofWords && !term.part && term.value.contains(u',')) {
        term.orOneOf = term.value.split(u',', Qt::SkipEmptyParts);
        term.value = term.orOneOf.isEmpty() ? QString() : term.orOneOf.takeFirst();
    }
}

bool Query::matches(const QuerySubject& subject) const
{
    return std::all_of(m_terms.begin(), m_terms.end(),
                       [&](const Term& term) { return matches(term, subject) != term.negated; });
}

bool Query::dependsOnTime() const
{
    return std::any_of(m_terms.begin(), m_terms.end(), [](const Term& term) {
        return term.field == Field::Measured && term.measure != Measure::Waiters;
    });
}

bool Query::dependsOnFindings() const
{
    return std::any_of(m_terms.begin(), m_terms.end(), [](const Term& term) { return term.field == Field::Finding; });
}

bool Query::fits(const Term& term, QStringView text)
{
    if (term.regex) {
        return term.regex->match(text).hasMatch();
    }
    const auto isIt = [text](const QString& value) { return text.compare(value, Qt::CaseInsensitive) == 0; };
    return term.part ? containsFolded(text, term.value)
                     : isIt(term.value) || std::any_of(term.orOneOf.begin(), term.orOneOf.end(), isIt);
}

namespace {

bool anyFinding(const QuerySubject& subject, const QString& value, const std::function<bool(QStringView)>& fits)
{
    const QStringList found = subject.findings ? subject.findings() : QStringList();
    if (value == u"any"_s || value == u"none"_s) {
        return found.isEmpty() == (value == u"none"_s);
    }
    return std::any_of(found.begin(), found.end(), fits);
}

} // namespace

bool Query::matches(const Term& term, const QuerySubject& subject)
{
    const auto fitsTerm = [&](QStringView text) { return fits(term, text); };
    const auto anyHolder = [&] {
        if (!subject.holder.isNull()) {
            return fitsTerm(subject.holder);
        }
        const QStringList holders = subject.findHolders ? subject.findHolders() : subject.holders;
        return std::any_of(holders.begin(), holders.end(), fitsTerm);
    };
    switch (term.field) {
    case Field::Name:
        return fitsTerm(subject.name);
    case Field::Namespace:
        return fitsTerm(subject.ns);
    case Field::Cluster:
        return fitsTerm(subject.cluster);
    case Field::Kind:
        return fitsTerm(subject.kind);
    case Field::Phase:
        return fitsTerm(subject.phase);
    case Field::Holder:
        return anyHolder();
    case Field::Label: {
        const QStringList labels = subject.labels ? subject.labels() : QStringList();
        return std::any_of(labels.begin(), labels.end(), fitsTerm);
    }
    case Field::Finding:
        return anyFinding(subject, term.value, fitsTerm);
    case Field::Measured:
        return compares(term, subject);
    case Field::Any:
        return fitsTerm(subject.name) || fitsTerm(subject.ns) || fitsTerm(subject.kind) || fitsTerm(subject.phase)
            || anyHolder();
    }
    Q_UNREACHABLE();
}

bool Query::compares(const Term& term, const QuerySubject& subject)
{
    const std::vector<double> values = subject.measure ? subject.measure(term.measure) : std::vector<double>();
    return std::any_of(values.begin(), values.end(), [&term](double value) {
        switch (term.comparison) {
        case Comparison::Less:
            return value < term.number;
        case Comparison::LessOrEqual:
            return value <= term.number;
        case Comparison::Greater:
            return value > term.number;
        case Comparison::GreaterOrEqual:
            return value >= term.number;
        case Comparison::Equal:
            return value == term.number;
        }
        Q_UNREACHABLE();
    });
}

} // namespace konductor::insight
