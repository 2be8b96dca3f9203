// SPDX-License-Identifier: Apache-2.0
#include "core/api/decoder.h"
#include "core/api/fieldreader.h"
#include "core/base/words.h"
#include "core/snapshot/documentparts.h"
#include "core/snapshot/plausible.h"
#include "core/snapshot/words.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace konductor::snapshot {

namespace od = simdjson::ondemand;

namespace {

struct CallRecord {
    QString kind;
    QString ns;
    QString name;
    QString holder;

    template <class Self, class Visitor> static void fields(Self& self, Visitor&& visit)
    {
        visit("kind", self.kind);
        visit("namespace", self.ns);
        visit("name", self.name);
        visit("holder", self.holder);
    }
};

struct HolderRecord {
    QString ns;
    QString name;
    QString verdict;
    QString seenAs;
    QString why;
    std::optional<Timestamp> since;
    std::vector<CallRecord> calls;

    template <class Self, class Visitor> static void fields(Self& self, Visitor&& visit)
    {
        visit("namespace", self.ns);
        visit("name", self.name);
        visit("verdict", self.verdict);
        visit("seenAs", self.seenAs);
        visit("why", self.why);
        visit("since", self.since);
        visit("calls", self.calls);
    }
};

QByteArrayView viewOf(std::string_view text)
{
    return {text.data(), static_cast<qsizetype>(text.size())};
}

class Reader {
public:
    explicit Reader(const DocumentLimits& limits) : m_limits(limits) { }

    Result<Snapshot> read(const QByteArray& bytes)
    {
        if (bytes.size() > m_limits.bytes) {
            return fail(
                notASnapshot(spoken("SnapshotFile", "it has %1 MiB, more than is taken").arg(bytes.size() >> 20)));
        }
        if (!isShallow({bytes.constData(), static_cast<size_t>(bytes.size())}, m_limits.depth)) {
            return fail(notASnapshot(spoken("SnapshotFile", "it is nested deeper than a snapshot can be")));
        }
        const simdjson::padded_string padded(bytes.constData(), static_cast<size_t>(bytes.size()));
        od::parser parser;
        od::document document;
        od::object members;
        if (const auto code = parser.iterate(padded).get(document)) {
            return fail(broken(code));
        }
        if (const auto code = document.get_object().get(members)) {
            return fail(broken(code));
        }
        for (auto entry : members) {
            std::string_view name;
            od::value value;
            simdjson::error_code code = entry.unescaped_key().get(name);
            if (!code) {
                code = entry.value().get(value);
            }
            if (code) {
                return fail(broken(code));
            }
            if (const Result<void> read = member(std::string(name), value); !read) {
                return fail(read.error());
            }
        }
        if (document.current_location().error() != simdjson::OUT_OF_BOUNDS) {
            return fail(notASnapshot(spoken("SnapshotFile", "something follows its end")));
        }
        return checked();
    }

private:
    static Error broken(simdjson::error_code code)
    {
        return notASnapshot(
            spoken("SnapshotFile", "it is not valid JSON: %1").arg(QString::fromUtf8(simdjson::error_message(code))));
    }

    Result<void> member(const std::string& name, od::value value)
    {
        if (name == "kinds") {
            return kinds(value);
        }
        if (name == "holders") {
            return holders(value);
        }
        if (name == "primitives" || name == "waits" || name == "findings") {
            return {}; // follows from the facts
        }
        std::string_view raw;
        if (const auto code = simdjson::to_json_string(value).get(raw)) {
            return fail(broken(code));
        }
        const QJsonValue small = parsed(raw);
        if (name == "schema") {
            m_schema = small.toString();
        }
        return readPart(QString::fromStdString(name), small, m_snapshot);
    }

    /// The value, whatever its type; QJsonDocument takes only objects and lists.
    static QJsonValue parsed(std::string_view raw)
    {
        const QByteArray list = '[' + QByteArray(raw.data(), static_cast<qsizetype>(raw.size())) + ']';
        return QJsonDocument::fromJson(list).array().at(0);
    }

    /// A list in this version; an object by kind in version 1.
    Result<void> kinds(od::value value)
    {
        od::array list;
        if (!value.get_array().get(list)) {
            for (auto entry : list) {
                od::object kind;
                if (const auto code = entry.get_object().get(kind)) {
                    return fail(broken(code));
                }
                if (const Result<void> read = kindOf(kind, {}); !read) {
                    return read;
                }
            }
            return {};
        }
        od::object byName;
        if (const auto code = value.get_object().get(byName)) {
            return fail(broken(code));
        }
        for (auto entry : byName) {
            std::string_view name;
            od::object kind;
            if (entry.unescaped_key().get(name) || entry.value().get_object().get(kind)) {
                return fail(notASnapshot(spoken("SnapshotFile", "kinds cannot be read")));
            }
            if (const Result<void> read = kindOf(kind, QString::fromUtf8(name.data(), qsizetype(name.size()))); !read) {
                return read;
            }
        }
        return {};
    }

    struct KindRecord {
        QString name;
        QJsonValue visibility;
        std::string_view items; ///< A list.
        std::optional<QJsonValue> problems; ///< None in most.
    };

    Result<void> kindOf(od::object fields, const QString& nameOfVersion1)
    {
        KindRecord record{nameOfVersion1, {}, {}, {}};
        if (!readKind(fields, record)) {
            return fail(notASnapshot(spoken("SnapshotFile", "a kind cannot be read")));
        }
        const auto kind = kindFromText(record.name);
        if (!kind) {
            return fail(notASnapshot(spoken("SnapshotFile", "it has a kind this program does not know: %1")
                                         .arg(isolated(record.name.left(60)))));
        }
        if (record.visibility.isObject()) {
            const auto visibility = visibilityFromJson(record.visibility.toObject());
            if (!visibility) {
                return fail(visibility.error());
            }
            m_snapshot.visibility[*kind] = *visibility;
        } else if (!readWord(record.visibility.toString(), m_snapshot.visibility[*kind].state)) {
            return fail(notASnapshot(spoken("SnapshotFile", "a kind has no visibility this program knows")));
        }
        if (const Result<void> read = items(*kind, record.items, nameOfVersion1.isEmpty()); !read) {
            return read;
        }
        return record.problems ? readProblems(*kind, *record.problems, m_snapshot.objects) : Result<void>();
    }

    static bool readKind(od::object fields, KindRecord& record)
    {
        for (auto entry : fields) {
            std::string_view key;
            od::value value;
            if (entry.unescaped_key().get(key) || entry.value().get(value)) {
                return false;
            }
            if (key == "list") {
                od::object list;
                if (value.get_object().get(list) || list.find_field_unordered("items").get(value)) {
                    return false;
                }
                key = "items";
            }
            std::string_view raw;
            const bool wanted = key == "items" || key == "visibility" || key == "kind" || key == "problems";
            const std::string name(key);
            if (wanted && simdjson::to_json_string(value).get(raw)) {
                return false;
            }
            if (name == "items") {
                record.items = raw;
            } else if (name == "visibility") {
                record.visibility = parsed(raw);
            } else if (name == "kind") {
                record.name = parsed(raw).toString();
            } else if (name == "problems") {
                record.problems = parsed(raw);
            }
        }
        return true;
    }

    Result<void> items(Kind kind, std::string_view json, bool keepJson)
    {
        if (json.empty()) {
            return {};
        }
        const simdjson::padded_string padded(json);
        od::parser parser;
        od::document document;
        od::array list;
        if (parser.iterate(padded).get(document) || document.get_array().get(list)) {
            return fail(notASnapshot(spoken("SnapshotFile", "the items of a kind are no list")));
        }
        Decoder decoder(kind);
        decoder.setKeepJson(keepJson && kind != Kind::Job);
        for (auto entry : list) {
            od::object fields;
            std::string_view raw;
            if (entry.get_object().get(fields) || fields.raw_json().get(raw)) {
                return fail(notASnapshot(
                    spoken("SnapshotFile", "an item of %1 is no object").arg(kindInfo(kind).name.toString())));
            }
            if (++m_objects > m_limits.objects || static_cast<qint64>(raw.size()) > m_limits.objectBytes) {
                return fail(
                    notASnapshot(spoken("SnapshotFile", "it has more objects, or larger ones, than are taken")));
            }
            Result<ObjectPtr> object = decoder.object(viewOf(raw));
            if (!object) {
                return fail(notASnapshot(spoken("SnapshotFile", "an item of %1: %2")
                                             .arg(kindInfo(kind).name.toString(), object.error().message)));
            }
            if (!isPlausible(**object)) {
                return fail(notASnapshot(spoken("SnapshotFile", "an item of %1 has times that no cluster has")
                                             .arg(kindInfo(kind).name.toString())));
            }
            m_snapshot.objects.insert(std::move(*object));
        }
        return {};
    }

    Result<void> holders(od::value value)
    {
        od::array list;
        if (const auto code = value.get_array().get(list)) {
            return fail(broken(code));
        }
        for (auto entry : list) {
            od::value item;
            HolderRecord record;
            QStringList problems;
            if (entry.get(item) || !FieldReader(QString(), problems, m_interner).object(item, record)) {
                return fail(notASnapshot(spoken("SnapshotFile", "a holder cannot be read")));
            }
            if (++m_holders > m_limits.holders || record.calls.size() > size_t(m_limits.callsOfHolder)) {
                return fail(
                    notASnapshot(spoken("SnapshotFile", "it has more holders, or calls of one, than are taken")));
            }
            HolderFact fact;
            if (!problems.isEmpty() || !isPlausible(record.since) || !factOf(record, fact)) {
                return fail(notASnapshot(spoken("SnapshotFile", "a holder has values this program does not know")));
            }
            m_snapshot.holders.push_back(std::move(fact));
        }
        return {};
    }

    static bool factOf(const HolderRecord& record, HolderFact& fact)
    {
        fact.holder = {record.ns, record.name};
        fact.verdict.since = record.since;
        if (!readWord(record.verdict, fact.verdict.state)
            || (!record.seenAs.isEmpty() && !readWord(record.seenAs, fact.verdict.what))
            || (!record.why.isEmpty() && !readWord(record.why, fact.verdict.why))) {
            return false;
        }
        for (const CallRecord& call : record.calls) {
            const auto kind = kindFromText(call.kind);
            if (!kind) {
                return false;
            }
            fact.calls.push_back({*kind, call.ns, call.name, call.holder});
        }
        return true;
    }

    Result<Snapshot> checked()
    {
        if (m_schema.isEmpty()) {
            return fail(
                notASnapshot(spoken("SnapshotFile", "it is no snapshot of Konductor Console: it names no schema")));
        }
        if (m_schema != schema && m_schema != "konductor.io/snapshot/v1"_L1) {
            return fail(notASnapshot(spoken("SnapshotFile", "its schema \"%1\" is not one this program reads")
                                         .arg(isolated(m_schema.left(60)))));
        }
        if (m_snapshot.takenAt == Timestamp()) {
            return fail(notASnapshot(spoken("SnapshotFile", "it does not say when it was taken")));
        }
        auto& facts = m_snapshot.holders;
        const auto before = [](const HolderFact& a, const HolderFact& b) { return a.holder < b.holder; };
        const auto same = [](const HolderFact& a, const HolderFact& b) { return a.holder == b.holder; };
        if (!std::is_sorted(facts.begin(), facts.end(), before)) {
            std::stable_sort(facts.begin(), facts.end(), before);
        }
        facts.erase(std::unique(facts.begin(), facts.end(), same), facts.end());
        return std::move(m_snapshot);
    }

    const DocumentLimits& m_limits;
    Snapshot m_snapshot;
    QString m_schema;
    Interner m_interner;
    qint64 m_objects = 0;
    qint64 m_holders = 0;
};

/// What is no file at rest may never end, and whoever reads it cannot be stopped. Nothing is wrong with what is not
/// there: that is what opening it will say.
Result<void> isAtRest(const QFileInfo& file)
{
    if (file.isDir()) {
        return fail(makeError(Error::Kind::Config, {}, spoken("SnapshotFile", "it is a folder"),
                              spoken("SnapshotFile", "Choose one of the files in it.")));
    }
    if (file.exists() && !file.isFile()) {
        return fail(makeError(Error::Kind::Config, {}, spoken("SnapshotFile", "it is a pipe or a device, no file"),
                              spoken("SnapshotFile", "Save what comes out of it as a file, and open that.")));
    }
    return {};
}

} // namespace

Result<Snapshot> readDocument(const QByteArray& bytes, const DocumentLimits& limits)
{
    return Reader(limits).read(bytes);
}

Result<Snapshot> readDocumentFile(const QString& path, const DocumentLimits& limits)
{
    QFile file(path);
    const auto named = [&path](Error error) {
        error.subject = spoken("SnapshotFile", "file %1").arg(path);
        return error;
    };
    if (const Result<void> readable = isAtRest(QFileInfo(path)); !readable) {
        return fail(named(readable.error()));
    }
    if (!file.open(QIODevice::ReadOnly)) {
        return fail(named(makeError(Error::Kind::Config, {}, file.errorString())));
    }
    if (file.size() > limits.bytes) {
        return fail(
            named(notASnapshot(spoken("SnapshotFile", "it has %1 MiB, more than is taken").arg(file.size() >> 20))));
    }
    const QByteArray bytes = file.read(limits.bytes + 1); // one more shows one that grows meanwhile
    auto snapshot = readDocument(bytes, limits);
    return snapshot ? std::move(snapshot) : fail(named(snapshot.error()));
}

} // namespace konductor::snapshot
