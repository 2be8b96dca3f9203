// SPDX-License-Identifier: Apache-2.0
#include "tests/replay/trace.h"

#include "core/api/decoder.h"

#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QHash>
#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace konductor::test {

namespace {

tl::unexpected<Error> damaged(const QString& file, int line, const QString& what)
{
    return fail(makeError(Error::Kind::Malformed, u"%1:%2"_s.arg(file).arg(line), what));
}

std::chrono::milliseconds milliseconds(double seconds)
{
    return std::chrono::milliseconds(qRound64(seconds * 1000));
}

/// Reads one file line by line into a trace.
class Reader {
public:
    explicit Reader(const QString& file) : m_file(file) { m_trace.name = QFileInfo(file).completeBaseName(); }

    Result<Trace> read(const QByteArray& contents)
    {
        for (const QByteArray& bytes : contents.split('\n')) {
            ++m_line;
            if (bytes.trimmed().isEmpty()) {
                continue;
            }
            QJsonParseError error;
            const QJsonDocument document = QJsonDocument::fromJson(bytes, &error);
            if (!document.isObject()) {
                return damaged(m_file, m_line, u"not a line of JSON: "_s + error.errorString());
            }
            const auto taken = m_hasHeader ? event(document.object()) : header(document.object());
            if (!taken) {
                return fail(taken.error());
            }
            m_hasHeader = true;
        }
        if (!m_hasHeader) {
            return damaged(m_file, 1, u"the file is empty"_s);
        }
        return finish();
    }

private:
    Result<void> header(const QJsonObject& json)
    {
        const auto start = parseTimestamp(json["start"_L1].toString());
        if (!start) {
            return damaged(m_file, m_line, u"the first line has no start in RFC 3339"_s);
        }
        m_trace.start = *start;
        m_trace.ns = json["namespace"_L1].toString();
        m_trace.end = *start + milliseconds(json["busySeconds"_L1].toDouble() + json["quietSeconds"_L1].toDouble());
        return {};
    }

    Result<void> event(const QJsonObject& json)
    {
        const QJsonValue t = json["t"_L1];
        constexpr double aYear = 366 * 86'400.0;
        if (!t.isDouble() || t.toDouble() < 0 || t.toDouble() > aYear) {
            return damaged(m_file, m_line, u"t is no number of seconds since the start"_s);
        }
        const Timestamp time = m_trace.start + milliseconds(t.toDouble());
        m_trace.end = std::max(m_trace.end, time);
        const QString type = json["type"_L1].toString();
        if (type == "REFUSED"_L1) {
            return {};
        }
        if (type == "STOPPED"_L1 || type == "STARTED"_L1) {
            return mark(type == "STOPPED"_L1, time);
        }
        return version(json, type, time);
    }

    Result<void> mark(bool stopped, Timestamp time)
    {
        if (m_stopped == stopped) {
            return damaged(m_file, m_line, u"STOPPED and STARTED must take turns"_s);
        }
        m_stopped = stopped;
        if (stopped) {
            m_trace.pauses.push_back({time, Timestamp::max()});
        } else {
            m_trace.pauses.back().to = time;
        }
        return {};
    }

    Result<void> version(const QJsonObject& json, const QString& type, Timestamp time)
    {
        TraceEvent event;
        if (type == "ADDED"_L1) {
            event.type = TraceEvent::Type::Added;
        } else if (type == "MODIFIED"_L1) {
            event.type = TraceEvent::Type::Modified;
        } else if (type == "DELETED"_L1) {
            event.type = TraceEvent::Type::Deleted;
        } else {
            return damaged(m_file, m_line, u"unknown type \"%1\""_s.arg(type));
        }
        const QString by = json["by"_L1].toString();
        if (by != "operator"_L1 && by != "client"_L1) {
            return damaged(m_file, m_line, u"by is neither client nor operator"_s);
        }
        event.byOperator = by == "operator"_L1;
        event.time = time;
        event.line = m_line;
        event.json = json["object"_L1].toObject();
        const auto object = decodeObject(event.json);
        if (!object) {
            return damaged(m_file, m_line, oneLine(object.error()));
        }
        event.object = *object;
        event.key = event.object->key();
        const QString rv = event.object->meta.resourceVersion.toString();
        if (compareResourceVersions(rv, rv) != std::partial_ordering::equivalent) {
            return damaged(m_file, m_line, u"the object has no resourceVersion"_s);
        }
        m_trace.events.push_back(std::move(event));
        return {};
    }

    Result<Trace> finish()
    {
        std::stable_sort(m_trace.events.begin(), m_trace.events.end(), [](const TraceEvent& a, const TraceEvent& b) {
            return compareResourceVersions(a.object->meta.resourceVersion, b.object->meta.resourceVersion) < 0;
        });
        QHash<ObjectKey, const TraceEvent*> last;
        for (TraceEvent& event : m_trace.events) {
            const TraceEvent*& previous = last[event.key];
            if (previous && previous->type != TraceEvent::Type::Deleted) {
                event.before = previous->object;
                event.beforeJson = previous->json;
            }
            previous = &event;
        }
        return std::move(m_trace);
    }

    QString m_file;
    Trace m_trace;
    int m_line = 0;
    bool m_hasHeader = false;
    bool m_stopped = false;
};

} // namespace

Result<Trace> parseTrace(const QString& name, const QByteArray& bytes)
{
    return Reader(name).read(bytes);
}

Result<Trace> readTrace(const QString& file)
{
    QFile source(file);
    if (!source.open(QIODevice::ReadOnly)) {
        return fail(makeError(Error::Kind::Config, file, source.errorString()));
    }
    return parseTrace(file, source.readAll());
}

Result<QStringList> traceFiles(const QStringList& filesAndFolders)
{
    QStringList files;
    for (const QString& argument : filesAndFolders) {
        const QFileInfo info(argument);
        if (!info.exists()) {
            return fail(makeError(Error::Kind::Config, argument, u"there is no such file or folder"_s));
        }
        if (!info.isDir()) {
            files.append(argument);
            continue;
        }
        QStringList found;
        QDirIterator it(argument, {u"*.ndjson"_s}, QDir::Files, QDirIterator::Subdirectories);
        while (it.hasNext()) {
            found.append(it.next());
        }
        if (found.isEmpty()) {
            return fail(makeError(Error::Kind::Config, argument, u"the folder holds no *.ndjson"_s));
        }
        found.sort();
        files += found;
    }
    return files;
}

} // namespace konductor::test
