// SPDX-License-Identifier: Apache-2.0
#include "core/kube/yamldocument.h"

#include "core/base/words.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QStringDecoder>

#include <yaml-cpp/eventhandler.h>

#include <charconv>
#include <sstream>

namespace konductor::kube {

using namespace Qt::StringLiterals;

namespace {

constexpr int deepest = 100;
constexpr int mostNodes = 100'000;
constexpr int mostDocuments = 100;

/// Counts documents and keeps nothing of them.
class DocumentCounter final : public YAML::EventHandler {
public:
    void OnDocumentStart(const YAML::Mark& mark) override
    {
        if (++m_documents > mostDocuments) {
            throw YAML::ParserException(mark, "more than " + std::to_string(mostDocuments) + " documents");
        }
    }
    void OnDocumentEnd() override { }
    void OnNull(const YAML::Mark&, YAML::anchor_t) override { }
    void OnAlias(const YAML::Mark&, YAML::anchor_t) override { }
    void OnScalar(const YAML::Mark&, const std::string&, YAML::anchor_t, const std::string&) override { }
    void OnSequenceStart(const YAML::Mark&, const std::string&, YAML::anchor_t, YAML::EmitterStyle::value) override { }
    void OnSequenceEnd() override { }
    void OnMapStart(const YAML::Mark&, const std::string&, YAML::anchor_t, YAML::EmitterStyle::value) override { }
    void OnMapEnd() override { }

private:
    int m_documents = 0;
};

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

QJsonValue convert(const YAML::Node& node, int depth, int& count)
{
    if (depth > deepest || ++count > mostNodes) {
        throw YAML::Exception(node.Mark(), depth > deepest ? "nested too deeply" : "too large");
    }
    if (node.IsScalar()) {
        return scalar(node);
    }
    if (node.IsSequence()) {
        QJsonArray array;
        for (const YAML::Node& item : node) {
            array.append(convert(item, depth + 1, count));
        }
        return array;
    }
    if (node.IsMap()) {
        QJsonObject object;
        for (const auto& pair : node) {
            object.insert(QString::fromStdString(pair.first.Scalar()), convert(pair.second, depth + 1, count));
        }
        return object;
    }
    return QJsonValue::Null;
}

} // namespace

QByteArray toUtf8(const QByteArray& bytes)
{
    const auto encoding = QStringConverter::encodingForData(bytes);
    if (!encoding) {
        return bytes;
    }
    QStringDecoder decoder(*encoding);
    const QString text = decoder.decode(bytes);
    return decoder.hasError() ? QByteArray() : text.toUtf8();
}

std::vector<YAML::Node> loadDocuments(const std::string& text)
{
    std::istringstream stream(text);
    YAML::Parser parser(stream);
    DocumentCounter counter;
    while (parser.HandleNextDocument(counter)) { }
    return YAML::LoadAll(text);
}

QJsonValue toJson(const YAML::Node& node)
{
    int count = 0;
    return convert(node, 0, count);
}

Result<QJsonValue> yamlToJson(const QByteArray& yaml, const Spoken& subject)
{
    try {
        return toJson(YAML::Load(toUtf8(yaml).toStdString()));
    } catch (const YAML::Exception& e) {
        const QString why = QString::fromStdString(e.msg);
        const Spoken said = e.mark.is_null()
            ? spoken("Kubeconfig", "it is not YAML: %1").arg(why)
            : spoken("Kubeconfig", "it is not YAML, line %1: %2").arg(QString::number(e.mark.line + 1), why);
        return fail(makeError(Error::Kind::Invalid, subject, said));
    }
}

} // namespace konductor::kube
