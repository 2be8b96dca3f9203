// SPDX-License-Identifier: Apache-2.0
#include "app/inspect/output/insightoutput.h"

#include "core/base/text.h"
#include "core/insight/findings.h"
#include "core/snapshot/meaningjson.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QXmlStreamWriter>

#include <set>

using namespace Qt::StringLiterals;

namespace konductor::inspect {

namespace {

using insight::Finding;
using insight::Sentence;
using insight::Severity;
using insight::Span;
using snapshot::findingJson;
using snapshot::keyJson;

QString shown(const Sentence& sentence, Timestamp now)
{
    return visibleText(plainText(sentence, now));
}

QJsonArray spansJson(const Sentence& sentence, Timestamp now)
{
    QJsonArray spans;
    for (const Span& span : sentence) {
        QJsonObject json{{u"text"_s, spanText(span, now)}};
        if (span.type == Span::Type::Object) {
            json.insert(u"object"_s, keyJson(span.key));
        } else if (span.type == Span::Type::Holder) {
            json.insert(u"holder"_s, QJsonObject{{u"namespace"_s, span.key.ns}, {u"name"_s, span.key.name}});
        } else if (span.type == Span::Type::Elapsed) {
            json.insert(u"since"_s, formatTimestamp(span.time));
        } else if (span.type == Span::Type::Remaining) {
            json.insert(u"until"_s, formatTimestamp(span.time));
        }
        spans.append(json);
    }
    return spans;
}

QString fileOf(const Judgement& judgement, size_t i)
{
    return i < judgement.files.size() ? judgement.files[i] : QString();
}

QString sarifLevel(Severity severity)
{
    return severity == Severity::Info ? u"note"_s : toString(severity);
}

QJsonObject sarifResult(const Judgement& judgement, size_t i, Timestamp now)
{
    const Finding& finding = judgement.findings[i];
    QJsonObject location;
    if (const QString file = fileOf(judgement, i); !file.isEmpty()) {
        location.insert(u"physicalLocation"_s, QJsonObject{{u"artifactLocation"_s, QJsonObject{{u"uri"_s, file}}}});
    }
    if (finding.subject) {
        location.insert(u"logicalLocations"_s,
                        QJsonArray{QJsonObject{{u"fullyQualifiedName"_s, toString(*finding.subject)}}});
    }
    QStringList lines{plainText(finding.summary, now)};
    for (const Sentence& sentence : finding.evidence) {
        lines.append(plainText(sentence, now));
    }
    lines.append(plainText(finding.mend.words, now));
    QJsonObject result{{u"ruleId"_s, finding.rule},
                       {u"level"_s, sarifLevel(finding.severity)},
                       {u"message"_s, QJsonObject{{u"text"_s, lines.join(u' ')}}}};
    if (!location.isEmpty()) {
        result.insert(u"locations"_s, QJsonArray{location});
    }
    return result;
}

std::set<QString> fired(const Judgement& judgement)
{
    std::set<QString> rules;
    for (const Finding& finding : judgement.findings) {
        rules.insert(finding.rule);
    }
    return rules;
}

} // namespace

QByteArray explanationText(const Explained& explained, Timestamp now)
{
    QString text;
    for (const Sentence& sentence : explained.sentences) {
        text += shown(sentence, now) + u'\n';
    }
    for (const Finding& finding : explained.findings) {
        text += u"\n%1 (%2): %3\n"_s.arg(toString(finding.severity), finding.rule, shown(finding.consequence, now));
        text += u"  Mend: "_s + shown(finding.mend.words, now) + u'\n';
    }
    return text.toUtf8();
}

QByteArray explanationJson(const Explained& explained, Timestamp now)
{
    QJsonArray sentences;
    for (const Sentence& sentence : explained.sentences) {
        sentences.append(QJsonObject{{u"text"_s, plainText(sentence, now)}, {u"spans"_s, spansJson(sentence, now)}});
    }
    QJsonArray findings;
    for (const Finding& finding : explained.findings) {
        findings.append(findingJson(finding, now));
    }
    QJsonObject subject = keyJson(explained.subject);
    if (explained.isHolder) {
        subject.insert(u"kind"_s, u"Holder"_s);
    }
    const QJsonObject json{{u"subject"_s, subject}, {u"sentences"_s, sentences}, {u"findings"_s, findings}};
    return QJsonDocument(json).toJson();
}

QByteArray findingsTable(const Judgement& judgement, Timestamp now)
{
    QString text;
    for (size_t i = 0; i < judgement.findings.size(); ++i) {
        const Finding& finding = judgement.findings[i];
        const QString file = fileOf(judgement, i);
        const QString place = !file.isEmpty() ? visibleText(file) + u": "_s
            : finding.subject                 ? visibleText(toString(*finding.subject)) + u": "_s
                                              : QString();
        text += u"%1  %2  %3%4\n"_s.arg(toString(finding.severity).toUpper().leftJustified(7),
                                        finding.rule.leftJustified(26), place, shown(finding.summary, now));
        for (const Sentence& sentence : finding.evidence) {
            text += u"         "_s + shown(sentence, now) + u'\n';
        }
        if (!finding.consequence.empty()) {
            text += u"         Then: "_s + shown(finding.consequence, now) + u'\n';
        }
        if (!finding.mend.words.empty()) {
            text += u"         Mend: "_s + shown(finding.mend.words, now) + u'\n';
        }
    }
    return text.toUtf8();
}

QByteArray findingsJson(const Judgement& judgement, Timestamp now)
{
    QJsonArray findings;
    for (size_t i = 0; i < judgement.findings.size(); ++i) {
        QJsonObject json = findingJson(judgement.findings[i], now);
        if (const QString file = fileOf(judgement, i); !file.isEmpty()) {
            json.insert(u"file"_s, file);
        }
        findings.append(json);
    }
    return QJsonDocument(QJsonObject{{u"asOf"_s, formatTimestamp(now)}, {u"findings"_s, findings}}).toJson();
}

QByteArray findingsJunit(const Judgement& judgement, Timestamp now)
{
    QByteArray bytes;
    QXmlStreamWriter xml(&bytes);
    xml.setAutoFormatting(true);
    xml.writeStartDocument();
    xml.writeStartElement(u"testsuite"_s);
    xml.writeAttribute(u"name"_s, u"konductor-inspect diagnose"_s);
    const std::vector<insight::RuleInfo> rules = insight::allRules();
    xml.writeAttribute(u"tests"_s, QString::number(rules.size()));
    xml.writeAttribute(u"failures"_s, QString::number(fired(judgement).size()));
    for (const insight::RuleInfo& rule : rules) {
        xml.writeStartElement(u"testcase"_s);
        xml.writeAttribute(u"classname"_s, u"konductor"_s);
        xml.writeAttribute(u"name"_s, rule.id);
        QStringList lines;
        for (const Finding& finding : judgement.findings) {
            if (finding.rule == rule.id) {
                lines.append(toString(finding.severity) + u": "_s + shown(finding.summary, now));
            }
        }
        if (!lines.isEmpty()) {
            xml.writeStartElement(u"failure"_s);
            xml.writeAttribute(u"message"_s, rule.looksFor);
            xml.writeCharacters(lines.join(u'\n'));
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }
    xml.writeEndDocument();
    return bytes + '\n';
}

QByteArray findingsSarif(const Judgement& judgement, Timestamp now)
{
    QJsonArray rules;
    for (const insight::RuleInfo& rule : insight::allRules()) {
        rules.append(QJsonObject{{u"id"_s, rule.id}, {u"shortDescription"_s, QJsonObject{{u"text"_s, rule.looksFor}}}});
    }
    QJsonArray results;
    for (size_t i = 0; i < judgement.findings.size(); ++i) {
        results.append(sarifResult(judgement, i, now));
    }
    const QJsonObject driver{{u"name"_s, u"konductor-inspect"_s}, {u"rules"_s, rules}};
    const QJsonObject run{{u"tool"_s, QJsonObject{{u"driver"_s, driver}}}, {u"results"_s, results}};
    return QJsonDocument(QJsonObject{{u"$schema"_s, u"https://json.schemastore.org/sarif-2.1.0.json"_s},
                                     {u"version"_s, u"2.1.0"_s},
                                     {u"runs"_s, QJsonArray{run}}})
        .toJson();
}

} // namespace konductor::inspect
