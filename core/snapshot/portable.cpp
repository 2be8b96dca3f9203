// SPDX-License-Identifier: Apache-2.0
#include "core/snapshot/portable.h"

#include "core/api/encoder.h"
#include "core/api/kinds.h"
#include "core/base/json.h"
#include "core/base/text.h"

#include <QJsonArray>
#include <QJsonObject>

#include <simdjson.h>

#include <algorithm>
#include <string_view>

namespace konductor::snapshot {

using namespace Qt::StringLiterals;
namespace od = simdjson::ondemand;

namespace {

std::string_view trimmed(std::string_view text)
{
    const size_t end = text.find_last_not_of(" \t\r\n");
    return end == std::string_view::npos ? std::string_view() : text.substr(0, end + 1);
}

/// Takes line breaks and indentation out: what stands between values is no text, and must not be escaped as such. Cheap
/// where there are none, as in what a server sends.
void appendOnOneLine(QByteArray& out, std::string_view json)
{
    const auto has = [json](char c) { return json.find(c) != std::string_view::npos; };
    if (!has('\n') && !has('\t') && !has('\r')) {
        out.append(json.data(), static_cast<qsizetype>(json.size()));
        return;
    }
    bool inString = false;
    for (size_t i = 0; i < json.size(); ++i) {
        const char c = json[i];
        if (inString && c == '\\' && i + 1 < json.size()) {
            out.append(c).append(json[++i]);
            continue;
        }
        inString ^= c == '"';
        if (inString || (c != ' ' && c != '\n' && c != '\r' && c != '\t')) {
            out.append(c);
        }
    }
}

/// `"name":`. Names of the API need no escape.
void appendName(QByteArray& out, std::string_view name)
{
    const bool plain = std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    });
    if (plain) {
        out.append('"').append(name.data(), static_cast<qsizetype>(name.size())).append("\":");
        return;
    }
    const QJsonArray array{QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()))};
    const QByteArray written = compactJson(array);
    out.append(written.mid(1, written.size() - 2)).append(':');
}

/// Appends the members of an object but those that `skips` names; false when the JSON is broken.
template <class Skips, class Inner>
bool appendMembers(QByteArray& out, od::object fields, const Skips& skips, const Inner& inner)
{
    out.append('{');
    bool first = true;
    for (auto entry : fields) {
        std::string_view key;
        od::value value;
        if (entry.unescaped_key().get(key) || entry.value().get(value)) {
            return false;
        }
        if (skips(key)) {
            continue;
        }
        if (!first) {
            out.append(',');
        }
        first = false;
        appendName(out, key);
        if (!inner(key, value)) {
            return false;
        }
    }
    out.append('}');
    return true;
}

bool appendWhole(QByteArray& out, od::value value)
{
    std::string_view raw;
    if (simdjson::to_json_string(value).get(raw)) {
        return false;
    }
    appendOnOneLine(out, trimmed(raw));
    return true;
}

} // namespace

struct PortableObjects::Private {
    od::parser parser;
    simdjson::dom::parser validator;
    QByteArray padded;

    QByteArray cleaned(const QByteArray& json)
    {
        padded.resize(json.size() + static_cast<qsizetype>(simdjson::SIMDJSON_PADDING));
        std::copy(json.begin(), json.end(), padded.begin());
        od::document document;
        od::object fields;
        // Reading on demand passes over what nobody asked for, however broken that is; a document must be whole.
        if (validator.parse(padded.constData(), static_cast<size_t>(json.size()), false).error()) {
            return {};
        }
        if (parser.iterate(padded.constData(), static_cast<size_t>(json.size()), static_cast<size_t>(padded.size()))
                .get(document)
            || document.get_object().get(fields)) {
            return {};
        }
        QByteArray out;
        out.reserve(json.size());
        const auto nothing = [](std::string_view) { return false; };
        const bool sane = appendMembers(out, fields, nothing, [&out](std::string_view key, od::value value) {
            od::object metadata;
            if (key != "metadata" || value.get_object().get(metadata)) {
                return appendWhole(out, value);
            }
            const auto skipped = [](std::string_view name) { return name == "managedFields" || name == "annotations"; };
            return appendMembers(out, metadata, skipped,
                                 [&out](std::string_view, od::value part) { return appendWhole(out, part); });
        });
        return sane ? withVisibleCharacters(std::move(out)) : QByteArray();
    }
};

PortableObjects::PortableObjects() : d(std::make_unique<Private>()) { }
PortableObjects::~PortableObjects() = default;

QByteArray PortableObjects::json(const Object& object)
{
    if (!object.json->isEmpty() && object.kind != Kind::Job) {
        if (QByteArray cleaned = d->cleaned(*object.json); !cleaned.isEmpty()) {
            return cleaned;
        }
    }
    QJsonObject json = toJson(object);
    QJsonObject metadata = json.value(u"metadata"_s).toObject();
    metadata.remove(u"annotations"_s);
    json.insert(u"metadata"_s, metadata);
    return withVisibleCharacters(compactJson(json));
}

QByteArray withVisibleCharacters(QByteArray json)
{
    const bool plain = std::all_of(json.cbegin(), json.cend(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte >= 0x20 && byte < 0x7f;
    });
    if (plain) {
        return json;
    }
    QString out;
    const QString text = QString::fromUtf8(json);
    out.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool pair = text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate();
        const QStringView character = QStringView(text).mid(i, pair ? 2 : 1);
        i += pair ? 1 : 0;
        // Line breaks stand between the pieces of a document; in a string JSON escapes them.
        if (character == u"\n" || visibleText(character) == character) {
            out += character;
            continue;
        }
        for (const QChar unit : character) {
            out += u"\\u%1"_s.arg(static_cast<uint>(unit.unicode()), 4, 16, QChar(u'0'));
        }
    }
    return out.toUtf8();
}

} // namespace konductor::snapshot
