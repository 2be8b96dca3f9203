// SPDX-License-Identifier: Apache-2.0
#include "app/inspect/output/writers.h"
#include "core/base/text.h"

#include <QRegularExpression>
#include <QSet>

#include <simdjson.h>
#include <yaml-cpp/yaml.h>

using namespace Qt::StringLiterals;

namespace konductor::inspect {

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

/// Numbers go over as they stand, so that none loses a digit.
void emitValue(YAML::Emitter& out, ondemand::value value)
{
    switch (value.type()) {
    case ondemand::json_type::object:
        out << YAML::BeginMap;
        for (auto field : value.get_object()) {
            out << YAML::Key;
            emitText(out, field.unescaped_key());
            out << YAML::Value;
            emitValue(out, field.value());
        }
        out << YAML::EndMap;
        break;
    case ondemand::json_type::array:
        out << YAML::BeginSeq;
        for (auto item : value.get_array()) {
            emitValue(out, item.value());
        }
        out << YAML::EndSeq;
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

Result<QByteArray> yamlOutput(const Listing& listing)
{
    YAML::Emitter out;
    ondemand::parser parser;
    out << YAML::BeginMap << YAML::Key << "apiVersion" << YAML::Value << "v1" << YAML::Key << "items" << YAML::Value
        << YAML::BeginSeq;
    for (const Kind kind : listing.kinds) {
        for (const ObjectPtr& object : listing.objects.sorted(kind)) {
            try { // simdjson's and yaml-cpp's way of failing ends here
                const simdjson::padded_string json(object->json.constData(), static_cast<size_t>(object->json.size()));
                ondemand::document document = parser.iterate(json);
                emitValue(out, document.get_value());
            } catch (const std::exception& problem) {
                return fail(
                    makeError(Error::Kind::Malformed, toString(object->key()), QString::fromUtf8(problem.what())));
            }
        }
    }
    out << YAML::EndSeq << YAML::Key << "kind" << YAML::Value << "List" << YAML::EndMap;
    return QByteArray(out.c_str()) + '\n';
}

} // namespace konductor::inspect
