// SPDX-License-Identifier: Apache-2.0
#include "core/api/decoder.h"

#include "core/api/kinds.h"

#include <QJsonDocument>

#include <simdjson.h>

#include <string_view>

namespace konductor {

using namespace Qt::StringLiterals;
namespace od = simdjson::ondemand;

namespace {

constexpr qsizetype mostProblems = 16;

QString toQString(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

Error malformed(const QString& what)
{
    return makeError(Error::Kind::Malformed, {}, what);
}

Error malformed(simdjson::error_code code)
{
    return malformed(u"not valid JSON: %1"_s.arg(QString::fromUtf8(simdjson::error_message(code))));
}

/// Reads one JSON object into a struct by the names its fields() gives. Unknown names are skipped, null is absent,
/// a value of the wrong type leaves the default and notes a problem under its path.
class FieldReader {
public:
    FieldReader(QString path, QStringList& problems) : m_path(std::move(path)), m_problems(problems) { }

    /// False only when the JSON itself is broken; then the whole document is.
    template <class T>
    bool object(od::value json, T& target)
    {
        od::object fields;
        if (const auto code = json.get_object().get(fields)) {
            return wrongType(json, code, {}, u"an object");
        }
        for (auto entry : fields) {
            std::string_view key;
            od::value value;
            if (entry.unescaped_key().get(key) || entry.value().get(value)) {
                return false;
            }
            if (!field(key, value, target)) {
                return false;
            }
        }
        return true;
    }

private:
    template <class T>
    bool field(std::string_view key, od::value value, T& target)
    {
        bool sane = true;
        bool found = false;
        T::fields(target, [&](const char* name, auto& member) {
            if (!found && key == name) {
                found = true;
                if (!isNull(value)) {
                    m_key = key;
                    sane = read(value, member);
                }
            }
        });
        return sane;
    }

    static bool isNull(od::value value)
    {
        bool null = false;
        return !value.is_null().get(null) && null;
    }

    bool read(od::value value, QString& out)
    {
        std::string_view text;
        if (const auto code = value.get_string().get(text)) {
            return wrongType(value, code, m_key, u"text");
        }
        out = toQString(text);
        return true;
    }
    bool read(od::value value, qint64& out)
    {
        int64_t number = 0;
        if (const auto code = value.get_int64().get(number)) {
            return wrongType(value, code, m_key, u"a whole number");
        }
        out = number;
        return true;
    }
    bool read(od::value value, bool& out)
    {
        if (const auto code = value.get_bool().get(out)) {
            return wrongType(value, code, m_key, u"true or false");
        }
        return true;
    }
    bool read(od::value value, std::optional<qint64>& out)
    {
        const auto before = m_problems.size();
        qint64 number = 0;
        const bool sane = read(value, number);
        if (m_problems.size() == before) {
            out = number;
        }
        return sane;
    }
    bool read(od::value value, std::optional<Duration>& out)
    {
        QString text;
        return read(value, text) && parsed(text, parseDuration(text), out);
    }
    bool read(od::value value, std::optional<Timestamp>& out)
    {
        QString text;
        return read(value, text) && parsed(text, parseTimestamp(text), out);
    }
    template <class E>
    bool read(od::value value, Phase<E>& out)
    {
        QString text;
        const bool sane = read(value, text);
        out = Phase<E>(text);
        return sane;
    }
    bool read(od::value value, QStringList& out)
    {
        return elements(value, [&](od::value item) {
            QString text;
            const bool sane = read(item, text);
            out.append(text);
            return sane;
        });
    }
    template <class T>
    bool read(od::value value, std::vector<T>& out)
    {
        const QString key = toQString(m_key);
        return elements(value, [&](od::value item) {
            FieldReader reader(m_path + key + u'[' + QString::number(out.size()) + u"]."_s, m_problems);
            out.emplace_back();
            return reader.object(item, out.back());
        });
    }
    bool read(od::value value, QMap<QString, QString>& out)
    {
        od::object fields;
        if (const auto code = value.get_object().get(fields)) {
            return wrongType(value, code, m_key, u"an object");
        }
        for (auto entry : fields) {
            std::string_view key;
            od::value item;
            if (entry.unescaped_key().get(key) || entry.value().get(item)) {
                return false;
            }
            const QString name = toQString(key);
            QString text;
            if (!read(item, text)) {
                return false;
            }
            out.insert(name, text);
        }
        return true;
    }

    template <class F>
    bool elements(od::value value, F&& each)
    {
        const std::string key(m_key);
        od::array array;
        if (const auto code = value.get_array().get(array)) {
            return wrongType(value, code, m_key, u"a list");
        }
        for (auto entry : array) {
            od::value item;
            m_key = key;
            if (entry.get(item) || !each(item)) {
                return false;
            }
        }
        return true;
    }

    template <class T>
    bool parsed(const QString& text, const Result<T>& result, std::optional<T>& out)
    {
        if (result) {
            out = *result;
        } else if (!text.isEmpty()) {
            note(m_key, result.error().message);
        }
        return true;
    }

    bool wrongType(od::value value, simdjson::error_code code, std::string_view key, QStringView wanted)
    {
        if (code != simdjson::INCORRECT_TYPE && code != simdjson::NUMBER_ERROR && code != simdjson::NUMBER_OUT_OF_RANGE) {
            return false;
        }
        note(key, u"not %1"_s.arg(wanted));
        std::string_view skipped; // consume it, so that the iterator stands behind the value
        if (code != simdjson::INCORRECT_TYPE) {
            skipped = value.raw_json_token();
        }
        return true;
    }

    void note(std::string_view key, const QString& what)
    {
        if (m_problems.size() < mostProblems) {
            QString path = m_path + toQString(key);
            if (path.endsWith(u'.')) {
                path.chop(1);
            }
            m_problems.append(path + u": "_s + what);
        }
    }

    QString m_path;
    QStringList& m_problems;
    std::string_view m_key;
};

/// An object's top level: {apiVersion, kind, metadata, spec, status}.
template <class T>
struct TopLevel {
    T& object;
    QString kindWord;
    QString apiVersion;
};

template <class T>
bool readTopLevel(od::object fields, TopLevel<T>& top)
{
    for (auto entry : fields) {
        std::string_view key;
        od::value value;
        if (entry.unescaped_key().get(key) || entry.value().get(value)) {
            return false;
        }
        bool sane = true;
        const auto section = [&](const QString& path, auto& target) {
            bool null = false;
            if (value.is_null().get(null) || !null) {
                sane = FieldReader(path, top.object.problems).object(value, target);
            }
        };
        if (key == "metadata") {
            section(u"metadata."_s, top.object.meta);
        } else if (key == "spec") {
            section(u"spec."_s, top.object.spec);
        } else if (key == "status") {
            section(u"status."_s, top.object.status);
        } else if (key == "kind" || key == "apiVersion") {
            std::string_view word;
            if (!value.get_string().get(word)) {
                (key == "kind" ? top.kindWord : top.apiVersion) = toQString(word);
            }
        }
        if (!sane) {
            return false;
        }
    }
    return true;
}

template <class T>
Result<ObjectPtr> readObject(od::object fields, bool keepJson)
{
    auto object = std::make_shared<T>();
    if (keepJson) {
        std::string_view raw;
        if (const auto code = fields.raw_json().get(raw)) {
            return fail(malformed(code));
        }
        object->json = QByteArray(raw.data(), static_cast<qsizetype>(raw.size()));
        if (fields.reset().error()) {
            return fail(malformed(u"not valid JSON"_s));
        }
    }
    TopLevel<T> top{*object, {}, {}};
    if (!readTopLevel(fields, top)) {
        return fail(malformed(u"not valid JSON"_s));
    }
    const KindInfo& info = kindInfo(T::staticKind);
    if (!top.kindWord.isEmpty() && top.kindWord != info.name) {
        return fail(malformed(u"a %1 where a %2 was expected"_s.arg(top.kindWord.left(60), info.name)));
    }
    if (!top.apiVersion.isEmpty() && top.apiVersion.section(u'/', 0, -2) != info.group) {
        return fail(malformed(u"apiVersion %1 where group %2 was expected"_s.arg(top.apiVersion.left(60), info.group)));
    }
    if (object->meta.name.isEmpty()) {
        return fail(malformed(u"an object without metadata.name"_s));
    }
    return ObjectPtr(std::move(object));
}

/// Just enough of a frame's object to know a bookmark.
struct BookmarkMeta {
    QString resourceVersion;
    QMap<QString, QString> annotations;

    template <class Self, class Visitor>
    static void fields(Self& self, Visitor&& visit)
    {
        visit("resourceVersion", self.resourceVersion);
        visit("annotations", self.annotations);
    }
};

struct ListMeta {
    QString resourceVersion;
    QString continueToken;
    std::optional<qint64> remaining;

    template <class Self, class Visitor>
    static void fields(Self& self, Visitor&& visit)
    {
        visit("resourceVersion", self.resourceVersion);
        visit("continue", self.continueToken);
        visit("remainingItemCount", self.remaining);
    }
};

std::optional<WatchEvent::Type> eventType(std::string_view word)
{
    if (word == "ADDED") {
        return WatchEvent::Type::Added;
    }
    if (word == "MODIFIED") {
        return WatchEvent::Type::Modified;
    }
    if (word == "DELETED") {
        return WatchEvent::Type::Deleted;
    }
    if (word == "BOOKMARK") {
        return WatchEvent::Type::Bookmark;
    }
    if (word == "ERROR") {
        return WatchEvent::Type::Error;
    }
    return std::nullopt;
}

} // namespace

struct Decoder::Private {
    Kind kind;
    bool keepJson = false;
    od::parser parser;
    od::parser innerParser; ///< For a frame whose object comes before its type.
    QByteArray padded;
    QByteArray innerPadded;

    Result<od::document> iterate(QByteArrayView json, od::parser& with, QByteArray& buffer)
    {
        buffer.resize(json.size() + static_cast<qsizetype>(simdjson::SIMDJSON_PADDING));
        std::copy(json.begin(), json.end(), buffer.begin());
        od::document document;
        const auto code = with.iterate(buffer.constData(), static_cast<size_t>(json.size()), static_cast<size_t>(buffer.size()))
                              .get(document);
        if (code) {
            return fail(malformed(code));
        }
        return document;
    }

    Result<ObjectPtr> typed(od::object fields) const
    {
        return withKind(kind, [&](const auto& sample) {
            return readObject<std::remove_cvref_t<decltype(sample)>>(fields, keepJson);
        });
    }

    Result<ObjectPtr> typed(od::value value) const
    {
        od::object fields;
        if (value.get_object().get(fields)) {
            return fail(malformed(u"an object was expected"_s));
        }
        return typed(fields);
    }

    Result<void> readEventObject(WatchEvent& event, od::value value) const
    {
        switch (event.type) {
        case WatchEvent::Type::Added:
        case WatchEvent::Type::Modified:
        case WatchEvent::Type::Deleted: return readChange(event, value);
        case WatchEvent::Type::Bookmark: return readBookmark(event, value);
        case WatchEvent::Type::Error: return readStatus(event, value);
        }
        Q_UNREACHABLE();
    }

    Result<void> readChange(WatchEvent& event, od::value value) const
    {
        Result<ObjectPtr> object = typed(value);
        if (!object) {
            return fail(object.error());
        }
        event.object = std::move(*object);
        event.resourceVersion = event.object->meta.resourceVersion;
        return {};
    }

    static Result<void> readBookmark(WatchEvent& event, od::value value)
    {
        od::object fields;
        if (value.get_object().get(fields)) {
            return fail(malformed(u"a bookmark without an object"_s));
        }
        od::value metadata;
        QStringList problems;
        BookmarkMeta meta;
        if (fields.find_field_unordered("metadata").get(metadata)
            || !FieldReader(u"metadata."_s, problems).object(metadata, meta)) {
            return fail(malformed(u"a bookmark without metadata"_s));
        }
        event.resourceVersion = meta.resourceVersion;
        event.initialEventsEnd = meta.annotations.value(u"k8s.io/initial-events-end"_s) == u"true";
        return {};
    }

    static Result<void> readStatus(WatchEvent& event, od::value value)
    {
        od::object fields;
        std::string_view raw;
        if (!value.get_object().get(fields) && !fields.raw_json().get(raw)) {
            event.status = QByteArray(raw.data(), static_cast<qsizetype>(raw.size()));
        }
        return {};
    }
};

Decoder::Decoder(Kind kind) : d(std::make_unique<Private>())
{
    d->kind = kind;
}
Decoder::~Decoder() = default;
Decoder::Decoder(Decoder&&) noexcept = default;

void Decoder::setKeepJson(bool keep)
{
    d->keepJson = keep;
}

Result<ObjectPtr> Decoder::object(QByteArrayView json)
{
    auto document = d->iterate(json, d->parser, d->padded);
    if (!document) {
        return fail(document.error());
    }
    od::object fields;
    if (document->get_object().get(fields)) {
        return fail(malformed(u"an object was expected"_s));
    }
    return d->typed(fields);
}

Result<ObjectList> Decoder::list(QByteArrayView json)
{
    auto document = d->iterate(json, d->parser, d->padded);
    od::object fields;
    if (!document) {
        return fail(document.error());
    }
    if (document->get_object().get(fields)) {
        return fail(malformed(u"a list was expected"_s));
    }
    ObjectList list;
    ListMeta meta;
    bool sawList = false;
    for (auto entry : fields) {
        std::string_view key;
        od::value value;
        if (entry.unescaped_key().get(key) || entry.value().get(value)) {
            return fail(malformed(u"not valid JSON"_s));
        }
        if (key == "metadata") {
            QStringList ignored;
            if (!FieldReader(u"metadata."_s, ignored).object(value, meta)) {
                return fail(malformed(u"not valid JSON"_s));
            }
        } else if (key == "kind") {
            std::string_view word;
            sawList = !value.get_string().get(word) && word.ends_with("List");
        } else if (key == "items") {
            od::array items;
            if (value.get_array().get(items)) {
                continue; // "items": null is an empty list (kube.md 1.4)
            }
            qsizetype index = -1;
            for (auto item : items) {
                ++index;
                od::value element;
                if (item.get(element)) {
                    return fail(malformed(u"not valid JSON in item %1"_s.arg(index)));
                }
                Result<ObjectPtr> object = d->typed(element);
                if (object) {
                    list.items.push_back(std::move(*object));
                } else if (object.error().message.startsWith("not valid JSON"_L1)) {
                    return fail(object.error());
                } else {
                    list.rejected.append(u"item %1: %2"_s.arg(index).arg(object.error().message));
                }
            }
        }
    }
    if (!sawList) {
        return fail(malformed(u"the answer is not a list"_s));
    }
    list.resourceVersion = meta.resourceVersion;
    list.continueToken = meta.continueToken;
    list.remaining = meta.remaining;
    return list;
}

Result<WatchEvent> Decoder::watchEvent(QByteArrayView json)
{
    auto document = d->iterate(json, d->parser, d->padded);
    od::object fields;
    if (!document) {
        return fail(document.error());
    }
    if (document->get_object().get(fields)) {
        return fail(malformed(u"a watch event was expected"_s));
    }
    WatchEvent event;
    std::optional<WatchEvent::Type> type;
    QByteArray early; // an object that came before its type
    bool sawObject = false;
    for (auto entry : fields) {
        std::string_view key;
        od::value value;
        if (entry.unescaped_key().get(key) || entry.value().get(value)) {
            return fail(malformed(u"not valid JSON"_s));
        }
        if (key == "type") {
            std::string_view word;
            if (value.get_string().get(word)) {
                return fail(malformed(u"a watch event whose type is not text"_s));
            }
            type = eventType(word);
            if (!type) {
                return fail(malformed(u"a watch event of the unknown type \"%1\""_s.arg(toQString(word).left(40))));
            }
            event.type = *type;
        } else if (key == "object") {
            sawObject = true;
            if (type) {
                if (auto read = d->readEventObject(event, value); !read) {
                    return fail(read.error());
                }
            } else {
                od::object object;
                std::string_view raw;
                if (value.get_object().get(object) || object.raw_json().get(raw)) {
                    return fail(malformed(u"a watch event without an object"_s));
                }
                early = QByteArray(raw.data(), static_cast<qsizetype>(raw.size()));
            }
        }
    }
    if (!type || !sawObject) {
        return fail(malformed(u"a watch event without type or object"_s));
    }
    if (!early.isEmpty()) {
        auto inner = d->iterate(early, d->innerParser, d->innerPadded);
        od::value value;
        if (!inner || inner->get_value().get(value)) {
            return fail(malformed(u"not valid JSON"_s));
        }
        if (auto read = d->readEventObject(event, value); !read) {
            return fail(read.error());
        }
    }
    return event;
}

Result<ObjectPtr> decodeObject(const QJsonObject& json)
{
    const QString word = json.value(u"kind"_s).toString();
    const auto kind = kindFromText(word);
    if (!kind) {
        return fail(malformed(u"unknown kind \"%1\""_s.arg(word.left(60))));
    }
    return Decoder(*kind).object(QJsonDocument(json).toJson(QJsonDocument::Compact));
}

} // namespace konductor
