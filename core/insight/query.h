// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QRegularExpression>
#include <QString>
#include <QStringList>

#include <functional>
#include <memory>
#include <vector>

namespace konductor::insight {

/// What a query can compare: a count, or spans of time in seconds.
enum class Measure : quint8 {
    Waiters, ///< How many wait at it.
    Ttl, ///< What remains of a hold until it expires.
    Held, ///< How long a hold has lasted.
    Waited, ///< How long one has waited.
    Age ///< Since the object was created.
};

/// What a query looks at. Views: the strings must outlive it. What is costly to find is asked only when nothing else
/// decides; a callback that is not there has nothing to say.
struct QuerySubject {
    QStringView name;
    QStringView ns;
    QStringView kind;
    QStringView phase;
    QStringList holders; ///< Waiters included.
    QStringView holder; ///< Instead of `holders` where there is just one.
    std::function<QStringList()> findHolders = {}; ///< Instead of `holders`.
    std::function<std::vector<double>(Measure)> measure = {}; ///< One for each hold, or one of the object.
    std::function<QStringList()> findings = {}; ///< Of each finding its rule and its severity.
    QStringView cluster = {}; ///< The context's name.
    std::function<QStringList()> labels = {}; ///< Of each its key, and "key=value".
};

/// The query line of pages, commands and snapshots: words that must all match. A word looks anywhere.
///   ns:team-a  name:  kind:  phase:  holder:   in one place, all of it;  holder:~worker  a part;  name:/^db-/  a regex
///   ns:team-a,team-b  one of several, of namespaces, kinds, phases and clusters
///   label:app  label:app=etl  has such a label
///   waiters>0  ttl<5m  held>=30m  waited>10m  age>1h       any hold, or the object, compares so (< <= > >= =)
///   finding:any  finding:none  finding:error  finding:deadlock
///   cluster:prod-eu  where several clusters are looked at together
/// A `-` before a term negates it; quotes keep spaces. Case never matters. A term with an unknown field name is an
/// ordinary word; one that is not finished, or wrong, filters nothing, and problems() tells of the latter. A plain
/// value.
class Query {
public:
    static Query parse(const QString& text);
    bool isEmpty() const { return m_terms.empty(); }
    bool matches(const QuerySubject& subject) const;
    /// Time alone changes what matches.
    bool dependsOnTime() const;
    bool dependsOnFindings() const;
    /// What is wrong with the text: "ttl<5x: not a duration such as 30s, 5m or 1h30m".
    const QStringList& problems() const { return m_problems; }

    /// The names of fields as they are typed, for completion: "ns:", "ttl<".
    static QStringList fieldNames();

private:
    enum class Field : quint8 { Any, Name, Namespace, Cluster, Kind, Phase, Holder, Label, Finding, Measured };
    enum class Comparison : quint8 { Less, LessOrEqual, Greater, GreaterOrEqual, Equal };
    struct Term {
        Field field = Field::Any;
        QString value; ///< Case-folded.
        QStringList orOneOf = {}; ///< The same; where several were named.
        bool part = true;
        bool negated = false;
        std::shared_ptr<const QRegularExpression> regex = nullptr; ///< Instead of `value`.
        Measure measure = Measure::Waiters;
        Comparison comparison = Comparison::Equal;
        double number = 0;
    };
    void add(QString word);
    bool takeMeasure(const QString& word, Term& term);
    bool takeField(const QString& word, Term& term);
    static void takeSeveral(Term& term);
    static bool fits(const Term& term, QStringView text);
    static bool matches(const Term& term, const QuerySubject& subject);
    static bool compares(const Term& term, const QuerySubject& subject);

    std::vector<Term> m_terms;
    QStringList m_problems;
};

} // namespace konductor::insight
