// SPDX-License-Identifier: Apache-2.0
#include "core/report/report.h"

#include "core/api/yamltext.h"
#include "core/base/words.h"
#include "core/report/pdfreport.h"
#include "core/report/reportdata.h"
#include "core/report/waitdrawing.h"
#include "core/snapshot/document.h"
#include "core/snapshot/privatefile.h"
#include "core/snapshot/rotation.h"

#include <QBuffer>
#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>
#include <QIODevice>

#include <array>

using namespace Qt::StringLiterals;

namespace konductor::report {

namespace {

struct FormatWords {
    Format format;
    QStringView word;
    QStringView suffix;
};
constexpr std::array formatWords{
    FormatWords{Format::Json, u"json", u"json"}, FormatWords{Format::Yaml, u"yaml", u"yaml"},
    FormatWords{Format::Csv, u"csv", u"csv"},    FormatWords{Format::Markdown, u"markdown", u"md"},
    FormatWords{Format::Html, u"html", u"html"}, FormatWords{Format::Pdf, u"pdf", u"pdf"}};

const FormatWords& wordsOf(Format format)
{
    return formatWords[static_cast<size_t>(format)];
}

Result<void> writeYaml(const snapshot::Meaning& meaning, QIODevice& device)
{
    QBuffer json;
    json.open(QIODevice::WriteOnly);
    if (const Result<void> written = snapshot::writeDocument(meaning, json); !written) {
        return written;
    }
    const Result<QByteArray> yaml = yamlText(json.data());
    return yaml ? snapshot::writeAll(device, *yaml) : fail(yaml.error());
}

std::string hashOf(const QByteArray& text)
{
    return QCryptographicHash::hash(text, QCryptographicHash::Sha256).toBase64().toStdString();
}

/// The page allows its own style and script by their hashes, and nothing else from anywhere.
QByteArray htmlPage(const snapshot::Meaning& meaning)
{
    TemplateData data = reportData(meaning, html);
    const QByteArray style = resource(u"report.css"_s);
    const QByteArray script = resource(u"report.js"_s);
    data.set("style", style.toStdString());
    data.set("styleHash", hashOf(style));
    data.set("script", script.toStdString());
    data.set("scriptHash", hashOf(script));
    const WaitDrawing drawing = drawWaits(meaning.insight());
    setDrawing(data, drawing);
    data.set("svg", drawing.svg.toStdString());
    return QByteArray::fromStdString(rendered(u"report.html.mustache"_s, data, html));
}

} // namespace

QString toString(Format format)
{
    return wordsOf(format).word.toString();
}

std::optional<Format> formatFromText(const QString& text)
{
    for (const FormatWords& words : formatWords) {
        if (text == words.word || text == words.suffix) {
            return words.format;
        }
    }
    return std::nullopt;
}

QString suffixOf(Format format)
{
    return wordsOf(format).suffix.toString();
}

Result<void> writeReport(const snapshot::Meaning& meaning, Format format, QIODevice& device)
{
    const InEnglish english;
    switch (format) {
    case Format::Json:
        return snapshot::writeDocument(meaning, device);
    case Format::Yaml:
        return writeYaml(meaning, device);
    case Format::Markdown:
        return snapshot::writeAll(
            device,
            QByteArray::fromStdString(rendered(u"report.md.mustache"_s, reportData(meaning, markdown), markdown)));
    case Format::Html:
        return snapshot::writeAll(device, htmlPage(meaning));
    case Format::Pdf:
        return writePdf(meaning, device);
    case Format::Csv:
        break;
    }
    return fail(makeError(Error::Kind::Unsupported, u"csv"_s, spoken("Report", "is a file a kind, not one file")));
}

Result<QStringList> writeReportFiles(const snapshot::Meaning& meaning, Format format, const QString& path,
                                     Existing tables)
{
    if (format != Format::Csv) {
        const auto written =
            snapshot::writePrivateFile(path, [&](QIODevice& device) { return writeReport(meaning, format, device); });
        return written ? Result<QStringList>(QStringList{path}) : fail(written.error());
    }
    const QString stem = path.endsWith(".csv"_L1) ? path.chopped(4) : path;
    const std::vector<CsvFile> files = csvFiles(meaning);
    QStringList paths;
    for (const CsvFile& file : files) {
        paths.append(u"%1-%2.csv"_s.arg(stem, file.name));
        if (tables == Existing::Refused && QFileInfo::exists(paths.last())) {
            return fail(makeError(Error::Kind::AlreadyExists, paths.last(),
                                  spoken("Report", "It is there already. Nothing was written; choose another name.")));
        }
    }
    for (size_t i = 0; i < files.size(); ++i) {
        const auto written = snapshot::writePrivateFile(paths[static_cast<qsizetype>(i)], files[i].text);
        if (!written) {
            return fail(written.error());
        }
    }
    return paths;
}

QString fileNameFor(const snapshot::Snapshot& snapshot, Format format)
{
    QString moment = formatTimestamp(snapshot.serverTime);
    moment.remove(u'-').remove(u':');
    return snapshot::fileStem(snapshot.context) + moment + u'.' + suffixOf(format);
}

QByteArray resource(const QString& name)
{
    QFile file(u":/konductor/report/"_s + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

std::string rendered(const QString& name, const TemplateData& data, const Dialect& dialect)
{
    kainjow::mustache::mustache page(resource(name).toStdString());
    page.set_custom_escape([&dialect](const std::string& text) { return dialect.data(QString::fromStdString(text)); });
    return page.render(data);
}

} // namespace konductor::report
