// SPDX-License-Identifier: Apache-2.0
#include "core/api/decoder.h"

#include "core/api/fieldreader.h"
#include "core/api/kinds.h"
#include "core/base/json.h"
#include "core/base/words.h"

#include <string_view>

namespace konductor {

using namespace Qt::StringLiterals;
namespace od = simdjson::ondemand;

namespace {

Error malformed(const Spoken& what)
{
    return makeError(Error::Kind::Malformed, {}, what);
}

Error malformed(simdjson::error_code code)
{
    return malformed(spoken("Server", "not valid JSON: %1").arg(QString::fromUtf8(simdjson::error_message(code))));
}

/// An object's top level: {apiVersion, kind, metadata, spec, status}.
template <class T> struct TopLevel {
    T& object;
    std::string_view kindWord; ///< In the parser's memory.
    std::string_view apiVersion;
    QStringList problems;
};

template <class T> bool readTopLevel(od::object fields, TopLevel<T>& top, Interner& interner)
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
                sane = FieldReader(path, top.problems, interner).object(value, target);
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
                (key == "kind" ? top.kindWord : top.apiVersion) = word;
            }
        }
        if (!sane) {
            return false;
        }
    }
    return true;
}

QLatin1StringView latin1(std::string_view text)
{
    return {text.data(), static_cast<qsizetype>(text.size())};
}

QString shortened(std::string_view text)
{
    return FieldReader::toQString(text).left(60);
}

/// Qt's values share their memory with their copies.
template <class T> void share(T& own, const T& known)
{
    if (own == known) {
        own = known;
    }
}

template <class T> void shareUnchanged(T& object, const T& known)
{
    share(object.meta.name, known.meta.name);
    share(object.meta.ns, known.meta.ns);
    share(object.meta.labels, known.meta.labels);
    share(object.meta.annotations, known.meta.annotations);
    share(object.meta.ownerReferences, known.meta.ownerReferences);
    share(object.spec, known.spec);
}

template <class T> Result<std::shared_ptr<T>> readObject(od::object fields, bool keepJson, Interner& interner)
{
    auto object = std::make_shared<T>();
    if (keepJson) {
        std::string_view raw;
        if (const auto code = fields.raw_json().get(raw)) {
            return fail(malformed(code));
        }
        object->json = QByteArray(raw.data(), static_cast<qsizetype>(raw.size()));
        if (fields.reset().error()) {
            return fail(malformed(spoken("Server", "not valid JSON")));
        }
    }
    TopLevel<T> top{*object, {}, {}, {}};
    if (!readTopLevel(fields, top, interner)) {
        return fail(malformed(spoken("Server", "not valid JSON")));
    }
    const KindInfo& info = kindInfo(T::staticKind);
    if (!top.kindWord.empty() && latin1(top.kindWord) != info.name) {
        return fail(malformed(
            spoken("Server", "a %1 where a %2 was expected").arg(shortened(top.kindWord), info.name.toString())));
    }
    const size_t slash = top.apiVersion.rfind('/');
    const std::string_view group = top.apiVersion.substr(0, slash == std::string_view::npos ? 0 : slash);
    if (!top.apiVersion.empty() && latin1(group) != info.group) {
        return fail(malformed(spoken("Server", "apiVersion %1 where group %2 was expected")
                                  .arg(shortened(top.apiVersion), info.group.toString())));
    }
    if (object->meta.name.isEmpty()) {
        return fail(malformed(spoken("Server", "an object without metadata.name")));
    }
    object->problems = std::move(top.problems);
    return object;
}

/// Just enough of a frame's object to know a bookmark.
struct BookmarkMeta {
    QString resourceVersion;
    QMap<QString, QString> annotations;

    template <class Self, class Visitor> static void fields(Self& self, Visitor&& visit)
    {
        visit("resourceVersion", self.resourceVersion);
        visit("annotations", self.annotations);
    }
};

struct ListMeta {
    QString resourceVersion;
    QString continueToken;
    std::optional<qint64> remaining;

    template <class Self, class Visitor> static void fields(Self& self, Visitor&& visit)
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
    bool tellJson = false;
    std::function<ObjectPtr(const ObjectKey&)> known;
    Interner interner;
    od::parser parser;
    od::parser innerParser; ///< For a frame whose object comes before its type.
    QByteArray padded;
    QByteArray innerPadded;

    Result<od::document> iterate(QByteArrayView json, od::parser& with, QByteArray& buffer)
    {
        buffer.resize(json.size() + static_cast<qsizetype>(simdjson::SIMDJSON_PADDING));
        std::copy(json.begin(), json.end(), buffer.begin());
        od::document document;
        const auto code =
            with.iterate(buffer.constData(), static_cast<size_t>(json.size()), static_cast<size_t>(buffer.size()))
                .get(document);
        if (code) {
            return fail(malformed(code));
        }
        return document;
    }

    Result<ObjectPtr> typed(od::object fields)
    {
        return withKind(kind, [&](const auto& sample) -> Result<ObjectPtr> {
            using T = std::remove_cvref_t<decltype(sample)>;
            Result<std::shared_ptr<T>> object = readObject<T>(fields, keepJson, interner);
            if (!object) {
                return fail(object.error());
            }
            if (const auto before = known ? as<T>(known((*object)->key())) : nullptr) {
                shareUnchanged(**object, *before);
            }
            return ObjectPtr(std::move(*object));
        });
    }

    Result<ObjectPtr> typed(od::value value)
    {
        od::object fields;
        if (value.get_object().get(fields)) {
            return fail(malformed(spoken("Server", "an object was expected")));
        }
        return typed(fields);
    }

    Result<void> readEventObject(WatchEvent& event, od::value value)
    {
        switch (event.type) {
        case WatchEvent::Type::Added:
        case WatchEvent::Type::Modified:
        case WatchEvent::Type::Deleted:
            return readChange(event, value);
        case WatchEvent::Type::Bookmark:
            return readBookmark(event, value);
        case WatchEvent::Type::Error:
            return readStatus(event, value);
        }
        Q_UNREACHABLE();
    }

    Result<void> readChange(WatchEvent& event, od::value value)
    {
        if (tellJson) {
            od::object fields;
            std::string_view raw;
            if (!value.get_object().get(fields) && !fields.raw_json().get(raw)) {
                event.json = QByteArray(raw.data(), static_cast<qsizetype>(raw.size()));
            }
            if (fields.reset().error()) {
                return fail(malformed(spoken("Server", "an object was expected")));
            }
            return readTyped(event, typed(fields));
        }
        return readTyped(event, typed(value));
    }

    static Result<void> readTyped(WatchEvent& event, Result<ObjectPtr> object)
    {
        if (!object) {
            return fail(object.error());
        }
        event.object = std::move(*object);
        event.resourceVersion = event.object->meta.resourceVersion.toString();
        return {};
    }

    Result<void> readBookmark(WatchEvent& event, od::value value)
    {
        od::object fields;
        if (value.get_object().get(fields)) {
            return fail(malformed(spoken("Server", "a bookmark without an object")));
        }
        od::value metadata;
        QStringList problems;
        BookmarkMeta meta;
        if (fields.find_field_unordered("metadata").get(metadata)
            || !FieldReader(u"metadata."_s, problems, interner).object(metadata, meta)) {
            return fail(malformed(spoken("Server", "a bookmark without metadata")));
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

void Decoder::setTellJson(bool tell)
{
    d->tellJson = tell;
}

void Decoder::setKnown(std::function<ObjectPtr(const ObjectKey&)> known)
{
    d->known = std::move(known);
}

Result<ObjectPtr> Decoder::object(QByteArrayView json)
{
    auto document = d->iterate(json, d->parser, d->padded);
    if (!document) {
        return fail(document.error());
    }
    od::object fields;
    if (document->get_object().get(fields)) {
        return fail(malformed(spoken("Server", "an object was expected")));
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
        return fail(malformed(spoken("Server", "a list was expected")));
    }
    ObjectList list;
    ListMeta meta;
    bool sawList = false;
    for (auto entry : fields) {
        std::string_view key;
        od::value value;
        if (entry.unescaped_key().get(key) || entry.value().get(value)) {
            return fail(malformed(spoken("Server", "not valid JSON")));
        }
        if (key == "metadata") {
            QStringList ignored;
            if (!FieldReader(u"metadata."_s, ignored, d->interner).object(value, meta)) {
                return fail(malformed(spoken("Server", "not valid JSON")));
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
                    return fail(malformed(spoken("Server", "not valid JSON in item %1").arg(index)));
                }
                Result<ObjectPtr> object = d->typed(element);
                if (object) {
                    list.items.push_back(std::move(*object));
                } else if (object.error().message.kept.startsWith("not valid JSON"_L1)) {
                    return fail(object.error());
                } else {
                    list.rejected.append(u"item %1: %2"_s.arg(index).arg(object.error().message.kept));
                }
            }
        }
    }
    if (!sawList) {
        return fail(malformed(spoken("Server", "the answer is not a list")));
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
        return fail(malformed(spoken("Server", "a watch event was expected")));
    }
    WatchEvent event;
    std::optional<WatchEvent::Type> type;
    QByteArray early; // an object that came before its type
    bool sawObject = false;
    for (auto entry : fields) {
        std::string_view key;
        od::value value;
        if (entry.unescaped_key().get(key) || entry.value().get(value)) {
            return fail(malformed(spoken("Server", "not valid JSON")));
        }
        if (key == "type") {
            std::string_view word;
            if (value.get_string().get(word)) {
                return fail(malformed(spoken("Server", "a watch event whose type is not text")));
            }
            type = eventType(word);
            if (!type) {
                return fail(malformed(spoken("Server", "a watch event of the unknown type \"%1\"")
                                          .arg(FieldReader::toQString(word).left(40))));
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
                    return fail(malformed(spoken("Server", "a watch event without an object")));
                }
                early = QByteArray(raw.data(), static_cast<qsizetype>(raw.size()));
            }
        }
    }
    if (!type || !sawObject) {
        return fail(malformed(spoken("Server", "a watch event without type or object")));
    }
    if (!early.isEmpty()) {
        auto inner = d->iterate(early, d->innerParser, d->innerPadded);
        od::value value;
        if (!inner || inner->get_value().get(value)) {
            return fail(malformed(spoken("Server", "not valid JSON")));
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
        return fail(malformed(spoken("Server", "unknown kind \"%1\"").arg(word.left(60))));
    }
    return Decoder(*kind).object(compactJson(json));
}

} // namespace konductor
