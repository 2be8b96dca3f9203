// SPDX-License-Identifier: Apache-2.0
#include "app/inspect/manifests.h"

#include "core/insight/manifests.h"
#include "core/sandbox/yaml.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QJsonArray>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace konductor::inspect {

namespace {

Result<QStringList> filesOf(const QString& path)
{
    const QFileInfo info(path);
    if (!info.exists()) {
        return fail(makeError(Error::Kind::Config, path, u"no such file or directory"_s));
    }
    if (!info.isDir()) {
        return QStringList{path};
    }
    QStringList files;
    QDirIterator entries(path, {u"*.yaml"_s, u"*.yml"_s, u"*.json"_s}, QDir::Files, QDirIterator::Subdirectories);
    while (entries.hasNext()) {
        files.append(entries.next());
    }
    files.sort();
    return files;
}

/// The documents of a file: a line of three dashes stands between them.
QList<QByteArray> documentsOf(const QByteArray& text)
{
    static const QRegularExpression separator(u"^---([ \\t].*)?$"_s, QRegularExpression::MultilineOption);
    QList<QByteArray> documents;
    for (const QString& part : QString::fromUtf8(text).split(separator)) {
        if (!part.trimmed().isEmpty()) {
            documents.append(part.toUtf8());
        }
    }
    return documents;
}

Result<void> readInto(std::vector<insight::Manifest>& manifests, const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return fail(makeError(Error::Kind::Config, path, file.errorString()));
    }
    for (const QByteArray& document : documentsOf(file.readAll())) {
        const auto json = sandbox::yamlToJson(document);
        if (!json) {
            return fail(makeError(Error::Kind::Config, path, json.error().message));
        }
        const QJsonObject object = json->toObject();
        if (object.value("kind"_L1) == "List"_L1) {
            for (const QJsonValue& item : object.value("items"_L1).toArray()) {
                manifests.push_back({path, item.toObject()});
            }
        } else if (!object.isEmpty()) {
            manifests.push_back({path, object});
        }
    }
    return {};
}

} // namespace

Result<Judgement> judgeManifests(const QStringList& paths, Timestamp now)
{
    std::vector<insight::Manifest> manifests;
    for (const QString& path : paths) {
        const auto files = filesOf(path);
        if (!files) {
            return fail(files.error());
        }
        for (const QString& file : *files) {
            if (const auto read = readInto(manifests, file); !read) {
                return fail(read.error());
            }
        }
    }
    Judgement judgement;
    for (insight::ManifestFinding& found : insight::judge(manifests, now)) {
        judgement.findings.push_back(std::move(found.finding));
        judgement.files.push_back(found.source);
    }
    return judgement;
}

} // namespace konductor::inspect
