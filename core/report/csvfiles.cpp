// SPDX-License-Identifier: Apache-2.0
#include "core/api/kinds.h"
#include "core/base/words.h"
#include "core/report/csvcell.h"
#include "core/report/report.h"
#include "core/report/summary.h"
#include "core/snapshot/words.h"

using namespace Qt::StringLiterals;

namespace konductor::report {

namespace {

QByteArray line(const QStringList& cells)
{
    QStringList safe;
    for (const QString& cell : cells) {
        safe.append(csvCell(cell));
    }
    return (safe.join(u',') + u"\r\n"_s).toUtf8();
}

QString number(const std::optional<qint64>& value)
{
    return value ? QString::number(*value) : QString();
}

QString time(const std::optional<Timestamp>& value)
{
    return value ? formatTimestamp(*value) : QString();
}

QByteArray objectsOf(Kind kind, const snapshot::Meaning& meaning)
{
    const ObjectIndex& objects = meaning.snapshot().objects;
    QByteArray text = line({u"kind"_s, u"namespace"_s, u"name"_s, u"phase"_s, u"count"_s, u"of"_s, u"holders"_s,
                            u"until"_s, u"details"_s, u"created"_s});
    for (const ObjectPtr& object : objects.sorted(kind)) {
        const Summary summary = summaryOf(*object, objects, meaning.now());
        // A dash for "none" would be taken for a formula and guarded.
        const QString phase = summary.phase == "-"_L1 ? QString() : summary.phase;
        text += line({kindInfo(kind).name.toString(), object->meta.ns, object->meta.name, phase, number(summary.have),
                      number(summary.of), summary.holders.join(u", "_s), time(summary.until), summary.detail,
                      time(object->meta.creationTimestamp)});
    }
    return text;
}

QByteArray holdersOf(const snapshot::Meaning& meaning)
{
    QByteArray text = line({u"namespace"_s, u"holder"_s, u"verdict"_s, u"since"_s});
    for (const snapshot::HolderFact& fact : meaning.snapshot().holders) {
        text += line(
            {fact.holder.first, fact.holder.second, snapshot::wordOf(fact.verdict.state), time(fact.verdict.since)});
    }
    return text;
}

QByteArray findingsOf(const snapshot::Meaning& meaning)
{
    QByteArray text = line(
        {u"severity"_s, u"rule"_s, u"kind"_s, u"namespace"_s, u"name"_s, u"summary"_s, u"consequence"_s, u"mend"_s});
    for (const insight::Finding& finding : meaning.findings()) {
        const ObjectKey subject = finding.subject.value_or(ObjectKey());
        text += line({toString(finding.severity), finding.rule,
                      finding.subject ? kindInfo(subject.kind).name.toString() : QString(), subject.ns, subject.name,
                      plainText(finding.summary, meaning.now()), plainText(finding.consequence, meaning.now()),
                      plainText(finding.mend.words, meaning.now())});
    }
    return text;
}

} // namespace

std::vector<CsvFile> csvFiles(const snapshot::Meaning& meaning)
{
    const InEnglish english;
    std::vector<CsvFile> files;
    for (const Kind kind : snapshot::snapshotKinds()) {
        if (meaning.snapshot().objects.count(kind) > 0) {
            files.push_back({kindInfo(kind).plural.toString(), objectsOf(kind, meaning)});
        }
    }
    files.push_back({u"holders"_s, holdersOf(meaning)});
    files.push_back({u"findings"_s, findingsOf(meaning)});
    return files;
}

} // namespace konductor::report
