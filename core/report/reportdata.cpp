// SPDX-License-Identifier: Apache-2.0
#include "core/report/reportdata.h"

#include "core/api/kinds.h"
#include "core/base/text.h"
#include "core/report/summary.h"
#include "core/snapshot/words.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace konductor::report {

namespace {

using insight::Span;
using kainjow::mustache::list;

TemplateData sentenceData(const insight::Sentence& sentence, Timestamp now, const Dialect& dialect)
{
    list spans;
    for (const Span& span : sentence) {
        const bool own =
            span.type == Span::Type::Text || span.type == Span::Type::Elapsed || span.type == Span::Type::Remaining;
        const QString text = insight::spanText(span, now);
        TemplateData data;
        data.set("own", own);
        data.set("text", own ? dialect.words(text) : text.toStdString());
        spans.push_back(data);
    }
    return spans;
}

QString toneOf(insight::Severity severity)
{
    return toString(severity);
}

TemplateData findingData(const insight::Finding& finding, Timestamp now, const Dialect& dialect)
{
    list evidence;
    for (const insight::Sentence& sentence : finding.evidence) {
        TemplateData line;
        line.set("sentence", sentenceData(sentence, now, dialect));
        evidence.push_back(line);
    }
    TemplateData data;
    data.set("severity", toneOf(finding.severity).toStdString());
    data.set("rule", finding.rule.toStdString());
    data.set("summary", sentenceData(finding.summary, now, dialect));
    data.set("evidence", evidence);
    data.set("consequence", sentenceData(finding.consequence, now, dialect));
    data.set("mend", sentenceData(finding.mend.words, now, dialect));
    data.set("hasConsequence", !finding.consequence.empty());
    data.set("hasMend", !finding.mend.words.empty());
    return data;
}

QString nodeText(const insight::WaitNode& node)
{
    const QString kind = node.kind ? kindInfo(*node.kind).name.toString() : u"Holder"_s;
    return kind + u' ' + node.ns + u'/' + node.name;
}

TemplateData nodesData(const std::vector<insight::WaitNode>& nodes)
{
    list names;
    for (const insight::WaitNode& node : nodes) {
        TemplateData name;
        name.set("name", nodeText(node).toStdString());
        name.set("more", &node != &nodes.back());
        names.push_back(name);
    }
    return names;
}

TemplateData waitsData(const insight::Insight& insight)
{
    list deadlocks;
    for (const insight::Deadlock& deadlock : insight.deadlocks()) {
        TemplateData data;
        data.set("nodes", nodesData(deadlock.nodes));
        deadlocks.push_back(data);
    }
    list roots;
    for (const insight::RootBlocker& root : insight.roots()) {
        TemplateData data;
        data.set("nodes", nodesData(root.nodes));
        data.set("waiting", std::to_string(root.waiting));
        roots.push_back(data);
    }
    TemplateData data;
    data.set("deadlocks", deadlocks);
    data.set("roots", roots);
    data.set("hasDeadlocks", !deadlocks.empty());
    data.set("hasRoots", !roots.empty());
    return data;
}

/// What a cell sorts by is not what it says.
void setTime(TemplateData& row, const std::string& name, const std::optional<Timestamp>& time, Timestamp now)
{
    row.set(name, time ? countdownText(*time - now).toStdString() : std::string());
    row.set(name + "Sort", time ? formatTimestamp(*time).toStdString() : std::string());
}

/// How many letters the longest text of each column has, so that paper gives each the room it needs, and an empty one
/// none.
class ColumnRoom {
public:
    void take(const Object& object, const Summary& summary, const QString& until)
    {
        const std::array texts{
            object.meta.ns, object.meta.name, summary.phase, countText(summary), summary.holders.join(u", "_s),
            until,          summary.detail};
        for (size_t i = 0; i < texts.size(); ++i) {
            m_longest[i] = std::max(m_longest[i], texts[i].size());
        }
    }
    void set(TemplateData& data) const
    {
        QStringList widths;
        for (size_t i = 0; i < m_longest.size(); ++i) {
            const bool has = i < needed || m_longest[i] > 0;
            data.set(names[i], has);
            if (has) {
                const qsizetype room = std::clamp(m_longest[i], leastLetters, mostLetters);
                widths.append(QString::number(i == bold ? room * 5 / 4 : room));
            }
        }
        widths.append(QString::number(leastLetters)); // the age
        data.set("widths", widths.join(u' ').toStdString());
    }

private:
    static constexpr std::array names{"hasNamespace", "hasName",  "hasPhase", "hasCount",
                                      "hasHolders",   "hasUntil", "hasDetail"};
    static constexpr size_t needed = 3; ///< Columns that are there in any case.
    static constexpr size_t bold = 1;
    static constexpr qsizetype leastLetters = 12; ///< "Namespace", bold, with what is around it.
    static constexpr qsizetype mostLetters = 32; ///< Beyond, a text has several lines.
    std::array<qsizetype, names.size()> m_longest{};
};

TemplateData rowData(const Object& object, const snapshot::Meaning& meaning, ColumnRoom& room)
{
    const Timestamp now = meaning.now();
    const Summary summary = summaryOf(object, meaning.snapshot().objects, now);
    list holders;
    for (const QString& holder : summary.holders) {
        const insight::HolderVerdict verdict = meaning.verdict(object.meta.ns, holder);
        TemplateData data;
        data.set("name", holder.toStdString());
        data.set("dead", verdict.dead());
        data.set("verdict", snapshot::shownWordOf(verdict.state).toStdString());
        data.set("more", &holder != &summary.holders.back());
        holders.push_back(data);
    }
    const QString until = summary.until ? untilText(summary, now) : summary.untilWord;
    room.take(object, summary, until);
    TemplateData row;
    row.set("namespace", object.meta.ns.toStdString());
    row.set("name", object.meta.name.toStdString());
    row.set("phase", summary.phase.toStdString());
    row.set("tone", summary.tone == Summary::Tone::Bad ? "bad" : summary.tone == Summary::Tone::Busy ? "busy" : "calm");
    row.set("count", countText(summary).toStdString());
    row.set("countSort", summary.have ? std::to_string(*summary.have) : std::string());
    row.set("holders", holders);
    row.set("until", until.toStdString());
    row.set("untilSort", summary.until ? formatTimestamp(*summary.until).toStdString() : std::string("9"));
    row.set("detail", summary.detail.toStdString());
    setTime(row, "age", object.meta.creationTimestamp, now);
    return row;
}

TemplateData kindsData(const snapshot::Meaning& meaning)
{
    list kinds;
    for (const Kind kind : primitiveKinds) {
        list rows;
        ColumnRoom room;
        for (const ObjectPtr& object : meaning.snapshot().objects.sorted(kind)) {
            rows.push_back(rowData(*object, meaning, room));
        }
        TemplateData data;
        room.set(data);
        data.set("title", titleOf(kind).toStdString());
        data.set("id", kindInfo(kind).plural.toString().toStdString());
        data.set("number", std::to_string(rows.size()));
        data.set("any", !rows.empty());
        data.set("rows", rows);
        kinds.push_back(data);
    }
    return kinds;
}

TemplateData holdersData(const snapshot::Meaning& meaning)
{
    list rows;
    for (const snapshot::HolderFact& fact : meaning.snapshot().holders) {
        const insight::HolderVerdict verdict = meaning.verdict(fact.holder.first, fact.holder.second);
        TemplateData row;
        row.set("namespace", fact.holder.first.toStdString());
        row.set("name", fact.holder.second.toStdString());
        row.set("verdict", snapshot::shownWordOf(verdict.state).toStdString());
        row.set("dead", verdict.dead());
        setTime(row, "since", verdict.since, meaning.now());
        rows.push_back(row);
    }
    return rows;
}

TemplateData notVisibleData(const snapshot::Snapshot& snapshot)
{
    list rows;
    for (const auto& [kind, visibility] : snapshot.visibility) {
        if (visibility.state != snapshot::Visibility::State::Complete) {
            TemplateData row;
            row.set("kind", titleOf(kind).toStdString());
            row.set("state", snapshot::shownWordOf(visibility.state).toStdString());
            row.set("why", visibility.why.toStdString());
            rows.push_back(row);
        }
    }
    return rows;
}

/// What was found of the operator itself; where nobody looked or nothing may be seen, what its objects show.
QString operatorSentence(const snapshot::Meaning& meaning)
{
    const insight::OperatorState found = snapshot::operatorStateOf(meaning.snapshot());
    if (const QStringList& told = found.problems.isEmpty() ? found.facts : found.problems; !told.isEmpty()) {
        return u"The operator: %1."_s.arg(told.join(u"; "_s));
    }
    using State = snapshot::OperatorSigns::State;
    const snapshot::OperatorSigns signs = meaning.operatorSigns();
    switch (signs.state) {
    case State::Writing:
        return u"The operator has looked at every object."_s;
    case State::NotWriting:
        return u"The operator has not looked at %1."_s.arg(counted(signs.unwritten, u"object"));
    case State::Unknown:
        break;
    }
    return u"Nothing here shows whether the operator is at work."_s;
}

void setHead(TemplateData& data, const snapshot::Meaning& meaning, const Dialect& dialect)
{
    const snapshot::Snapshot& snapshot = meaning.snapshot();
    data.set("context", snapshot.context.toStdString());
    data.set("server", snapshot.server.toStdString());
    data.set("version", snapshot.serverVersion.toStdString());
    data.set("taken", momentText(snapshot.serverTime).toStdString());
    data.set("program", snapshot.takenBy.program.toStdString());
    data.set("user", snapshot.takenBy.user.toStdString());
    data.set("hasUser", !snapshot.takenBy.user.isEmpty());
    data.set("whyNoUser", snapshot.takenBy.whyUnknown.toStdString());
    data.set("namespaces", snapshot.namespaces.join(u", "_s).toStdString());
    data.set("hasNamespaces", !snapshot.namespaces.isEmpty());
    data.set("selection", snapshot.selection.toStdString());
    data.set("hasSelection", !snapshot.selection.isEmpty());
    data.set("redacted", snapshot.redacted);
    data.set("connection", snapshot::shownWordOf(snapshot.connection.state).toStdString());
    data.set("isLive", snapshot.connection.state == snapshot::Health::State::Live);
    data.set("connectionWhy", snapshot.connection.why.toStdString());
    data.set("operator", dialect.words(operatorSentence(meaning))); // names in it, of leader and writer, are hostile
    data.set("objects", std::to_string(snapshot.objects.count()));
}

} // namespace

QString momentText(Timestamp time)
{
    return formatTimestamp(time).replace(u'T', u' ').replace(u'Z', u" UTC"_s);
}

QString titleOf(Kind kind)
{
    switch (kind) {
    case Kind::RWMutex:
        return u"RW mutexes"_s;
    case Kind::WaitGroup:
        return u"Wait groups"_s;
    case Kind::LeaseRequest:
        return u"Lease requests"_s;
    default:
        break;
    }
    QString title = kindInfo(kind).plural.toString();
    title[0] = title[0].toUpper();
    return title;
}

TemplateData reportData(const snapshot::Meaning& meaning, const Dialect& dialect)
{
    TemplateData data;
    setHead(data, meaning, dialect);
    list findings;
    std::map<insight::Severity, int> bySeverity;
    for (const insight::Finding& finding : meaning.findings()) {
        findings.push_back(findingData(finding, meaning.now(), dialect));
        ++bySeverity[finding.severity];
    }
    data.set("errorWord", bySeverity[insight::Severity::Error] == 1 ? "error" : "errors");
    data.set("warningWord", bySeverity[insight::Severity::Warning] == 1 ? "warning" : "warnings");
    data.set("infoWord", bySeverity[insight::Severity::Info] == 1 ? "note" : "notes");
    data.set("errors", std::to_string(bySeverity[insight::Severity::Error]));
    data.set("warnings", std::to_string(bySeverity[insight::Severity::Warning]));
    data.set("infos", std::to_string(bySeverity[insight::Severity::Info]));
    data.set("anyFinding", !findings.empty());
    data.set("findings", findings);
    data.set("waits", waitsData(meaning.insight()));
    data.set("kinds", kindsData(meaning));
    data.set("holders", holdersData(meaning));
    data.set("holderNumber", std::to_string(meaning.snapshot().holders.size()));
    data.set("anyHolder", !meaning.snapshot().holders.empty());
    TemplateData hidden = notVisibleData(meaning.snapshot());
    data.set("anyHidden", hidden.is_non_empty_list());
    data.set("hidden", hidden);
    return data;
}

void setDrawing(TemplateData& data, const WaitDrawing& drawing)
{
    data.set("hasSvg", !drawing.svg.isEmpty());
    data.set("leftOut", std::to_string(drawing.leftOut));
    data.set("isCut", drawing.leftOut > 0);
}

} // namespace konductor::report
