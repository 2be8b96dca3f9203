// SPDX-License-Identifier: Apache-2.0
#include "core/sandbox/yaml.h"

#include <yaml-cpp/yaml.h>

#include <QJsonArray>
#include <QJsonObject>

#include <charconv>

using namespace Qt::StringLiterals;

namespace konductor::sandbox {

namespace {

constexpr int deepest = 100;

template <class Number> std::optional<Number> wholly(const std::string& text)
{
    Number value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

QJsonValue scalar(const YAML::Node& node)
{
    const std::string& text = node.Scalar();
    if (node.Tag() == "!") { // quoted
        return QString::fromStdString(text);
    }
    if (text.empty() || text == "null" || text == "~") {
        return QJsonValue::Null;
    }
    if (text == "true" || text == "false") {
        return text == "true";
    }
    if (const auto whole = wholly<qint64>(text)) {
        return *whole;
    }
    const bool numeric = text.find_first_not_of("0123456789+-.eE") == std::string::npos;
    if (const auto real = numeric ? wholly<double>(text) : std::nullopt) {
        return *real;
    }
    return QString::fromStdString(text);
}

QJsonValue convert(const YAML::Node& node, int depth)
{
    if (depth > deepest) {
        throw YAML::Exception(node.Mark(), "nested too deeply");
    }
    switch (node.Type()) {
    case YAML::NodeType::Scalar:
        return scalar(node);
    case YAML::NodeType::Sequence: {
        QJsonArray array;
        for (const YAML::Node& item : node) {
            array.append(convert(item, depth + 1));
        }
        return array;
    }
    case YAML::NodeType::Map: {
        QJsonObject object;
        for (const auto& pair : node) {
            object.insert(QString::fromStdString(pair.first.Scalar()), convert(pair.second, depth + 1));
        }
        return object;
    }
    case YAML::NodeType::Null:
    case YAML::NodeType::Undefined:
        break;
    }
    return QJsonValue::Null;
}

} // namespace

Result<QJsonValue> yamlToJson(const QByteArray& yaml)
{
    try {
        return convert(YAML::Load(yaml.toStdString()), 0);
    } catch (const YAML::Exception& e) {
        return fail(makeError(Error::Kind::Malformed, u"YAML"_s, QString::fromUtf8(e.what())));
    }
}

} // namespace konductor::sandbox
