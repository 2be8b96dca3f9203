// SPDX-License-Identifier: Apache-2.0
#include "core/api/yamltext.h"

#include "core/base/text.h"

#include <QRegularExpression>
#include <QSet>

#include <simdjson.h>
#include <yaml-cpp/yaml.h>

using namespace Qt::StringLiterals;

namespace konductor {

namespace {

namespace ondemand = simdjson::ondemand;

/// Words that a YAML 1.1 reader takes for something other than a string.
bool isPlainWord(const QString& text)
{
    static const QRegularExpression plain(u"^[A-Za-z][A-Za-z0-9 ./_-]*$"_s);
    static const QSet<QString> reserved{u"true"_s, u"false"_s, u"yes"_s, u"no"_s, u"on"_s,
                                        u"off"_s,  u"null"_s,  u"y"_s,   u"n"_s};
    return plain.match(text).hasMatch() && !text.endsWith(u' ') && !reserved.contains(text.toLower());
}

void emitText(YAML::Emitter& out, std::string_view raw)
{
    const QString text = QString::fromUtf8(raw.data(), static_cast<qsizetype>(raw.size()));
    if (!isPlainWord(text)) {
        out << YAML::DoubleQuoted;
    }
    if (visibleText(text) != text) {
        out << YAML::EscapeNonAscii;
    }
    out << std::string(raw);
}

/// Where the value stands, as far as it matters for leaving managedFields out.
enum class Path : quint8 { RootWithoutManagedFields, MetadataWithoutManagedFields, Elsewhere };

void emitValue(YAML::Emitter& out, ondemand::value value, Path path);

void emitObject(YAML::Emitter& out, ondemand::object object, Path path)
{
    if (bool(object.is_empty())) {
        out << YAML::Flow; // "{}" stays on the line of its key
    }
    out << YAML::BeginMap;
    for (auto field : object) {
        const std::string_view key = field.unescaped_key();
        if (path == Path::MetadataWithoutManagedFields && key == "managedFields") {
            continue;
        }
        out << YAML::Key;
        emitText(out, key);
        out << YAML::Value;
        const bool metadata = path == Path::RootWithoutManagedFields && key == "metadata";
        emitValue(out, field.value(), metadata ? Path::MetadataWithoutManagedFields : Path::Elsewhere);
    }
    out << YAML::EndMap;
}

void emitArray(YAML::Emitter& out, ondemand::array array)
{
    if (bool(array.is_empty())) {
        out << YAML::Flow;
    }
    out << YAML::BeginSeq;
    for (auto item : array) {
        emitValue(out, item.value(), Path::Elsewhere);
    }
    out << YAML::EndSeq;
}

/// Numbers go over as they stand, so that none loses a digit.
void emitValue(YAML::Emitter& out, ondemand::value value, Path path)
{
    switch (value.type()) {
    case ondemand::json_type::object:
        emitObject(out, value.get_object(), path);
        break;
    case ondemand::json_type::array:
        emitArray(out, value.get_array());
        break;
    case ondemand::json_type::string:
        emitText(out, value.get_string());
        break;
    case ondemand::json_type::number: {
        const std::string_view token = value.raw_json_token();
        out << std::string(token.substr(0, token.find_first_of(" \t\r\n")));
        break;
    }
    case ondemand::json_type::boolean:
        out << bool(value.get_bool());
        break;
    case ondemand::json_type::null:
        out << YAML::Null;
        break;
    }
}

} // namespace

Result<void> emitYaml(YAML::Emitter& out, const QByteArray& json, ManagedFields managedFields)
{
    const Path root = managedFields == ManagedFields::Kept ? Path::Elsewhere : Path::RootWithoutManagedFields;
    try { // simdjson's and yaml-cpp's way of failing ends here
        const simdjson::padded_string padded(json.constData(), static_cast<size_t>(json.size()));
        ondemand::parser parser;
        ondemand::document document = parser.iterate(padded);
        emitValue(out, document.get_value(), root);
    } catch (const std::exception& problem) {
        return fail(makeError(Error::Kind::Malformed, u"YAML"_s, QString::fromUtf8(problem.what())));
    }
    return {};
}

Result<QByteArray> yamlText(const QByteArray& json, ManagedFields managedFields)
{
    YAML::Emitter out;
    if (const Result<void> emitted = emitYaml(out, json, managedFields); !emitted) {
        return fail(emitted.error());
    }
    return QByteArray(out.c_str()) + '\n';
}

} // namespace konductor
