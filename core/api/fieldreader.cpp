// SPDX-License-Identifier: Apache-2.0
#include "core/api/fieldreader.h"

#include <algorithm>
#include <array>

namespace konductor {

using namespace Qt::StringLiterals;
namespace od = simdjson::ondemand;

QString FieldReader::toQString(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

bool FieldReader::isEscaped(od::raw_json_string key)
{
    const char* c = key.raw();
    while (*c != '"' && *c != '\\') {
        ++c; // ends: simdjson has seen the closing quote
    }
    return *c == '\\';
}

bool FieldReader::read(od::value value, QString& out)
{
    std::string_view text;
    if (const auto code = value.get_string().get(text)) {
        return wrongType(value, code, m_key, QT_TRANSLATE_NOOP("FieldReader", "not text"));
    }
    out = m_interner.string(text);
    return true;
}

bool FieldReader::readUnique(od::value value, QString& out)
{
    std::string_view text;
    if (const auto code = value.get_string().get(text)) {
        return wrongType(value, code, m_key, QT_TRANSLATE_NOOP("FieldReader", "not text"));
    }
    out = toQString(text);
    return true;
}

bool FieldReader::read(od::value value, CompactText& out)
{
    std::string_view text;
    if (const auto code = value.get_string().get(text)) {
        return wrongType(value, code, m_key, QT_TRANSLATE_NOOP("FieldReader", "not text"));
    }
    out = CompactText::fromUtf8(text);
    return true;
}

bool FieldReader::read(od::value value, qint64& out)
{
    int64_t number = 0;
    if (const auto code = value.get_int64().get(number)) {
        return wrongType(value, code, m_key, QT_TRANSLATE_NOOP("FieldReader", "not a whole number"));
    }
    out = number;
    return true;
}

bool FieldReader::read(od::value value, bool& out)
{
    if (const auto code = value.get_bool().get(out)) {
        return wrongType(value, code, m_key, QT_TRANSLATE_NOOP("FieldReader", "not true or false"));
    }
    return true;
}

bool FieldReader::read(od::value value, std::optional<qint64>& out)
{
    const auto before = m_problems.size();
    qint64 number = 0;
    const bool sane = read(value, number);
    if (m_problems.size() == before) {
        out = number;
    }
    return sane;
}

bool FieldReader::read(od::value value, std::optional<Duration>& out)
{
    std::string_view text;
    if (const auto code = value.get_string().get(text)) {
        return wrongType(value, code, m_key, QT_TRANSLATE_NOOP("FieldReader", "not text"));
    }
    if (const Duration* known = m_interner.duration(text)) {
        out = *known;
        return true;
    }
    const QString words = toQString(text);
    const bool sane = parsed(words, parseDuration(words), out);
    if (out) {
        m_interner.remember(text, *out);
    }
    return sane;
}

bool FieldReader::read(od::value value, std::optional<Timestamp>& out)
{
    std::string_view text;
    if (const auto code = value.get_string().get(text)) {
        return wrongType(value, code, m_key, QT_TRANSLATE_NOOP("FieldReader", "not text"));
    }
    // Times differ from object to object, so they are widened on the stack rather than kept.
    std::array<char16_t, 40> wide;
    if (text.size() > wide.size() || !std::all_of(text.begin(), text.end(), [](char c) { return c > 0; })) {
        const QString other = toQString(text);
        return parsed(other, parseTimestamp(other), out);
    }
    std::copy(text.begin(), text.end(), wide.begin());
    const QStringView view(wide.data(), static_cast<qsizetype>(text.size()));
    return parsed(view, parseTimestamp(view), out);
}

bool FieldReader::read(od::value value, QStringList& out)
{
    od::array items;
    if (const auto code = value.get_array().get(items)) {
        return wrongType(value, code, m_key, QT_TRANSLATE_NOOP("FieldReader", "not a list"));
    }
    return elements(items, [&](od::value item) {
        QString text;
        const bool sane = read(item, text);
        out.append(text);
        return sane;
    });
}

bool FieldReader::read(od::value value, QMap<QString, QString>& out)
{
    od::object fields;
    if (const auto code = value.get_object().get(fields)) {
        return wrongType(value, code, m_key, QT_TRANSLATE_NOOP("FieldReader", "not an object"));
    }
    std::string_view json;
    if (fields.raw_json().get(json)) {
        return false;
    }
    if (const auto* known = m_interner.map(json)) {
        out = *known;
        return true;
    }
    const auto before = m_problems.size();
    if (fields.reset().error()) {
        return false;
    }
    for (auto entry : fields) {
        std::string_view key;
        od::value item;
        if (entry.unescaped_key().get(key) || entry.value().get(item)) {
            return false;
        }
        const QString name = m_interner.string(key);
        QString text;
        if (!read(item, text)) {
            return false;
        }
        out.insert(name, text);
    }
    if (m_problems.size() == before) {
        m_interner.remember(json, out);
    }
    return true;
}

bool FieldReader::read(od::value value, QList<OwnerReference>& out)
{
    od::array items;
    if (const auto code = value.get_array().get(items)) {
        return wrongType(value, code, m_key, QT_TRANSLATE_NOOP("FieldReader", "not a list"));
    }
    std::string_view json;
    if (items.raw_json().get(json)) {
        return false;
    }
    if (const auto* known = m_interner.owners(json)) {
        out = *known;
        return true;
    }
    const auto before = m_problems.size();
    if (items.reset().error() || !readEach(items, out)) {
        return false;
    }
    if (m_problems.size() == before) {
        m_interner.remember(json, out);
    }
    return true;
}

bool FieldReader::wrongType(od::value value, simdjson::error_code code, std::string_view key, const char* what)
{
    if (code != simdjson::INCORRECT_TYPE && code != simdjson::NUMBER_ERROR && code != simdjson::NUMBER_OUT_OF_RANGE) {
        return false;
    }
    note(key, QLatin1String(what));
    std::string_view skipped; // consume it, so that the iterator stands behind the value
    if (code != simdjson::INCORRECT_TYPE) {
        skipped = value.raw_json_token();
    }
    return true;
}

void FieldReader::note(std::string_view key, const QString& what)
{
    if (m_problems.size() < mostProblems) {
        QString path = m_path + toQString(key);
        if (path.endsWith(u'.')) {
            path.chop(1);
        }
        m_problems.append(path + u": "_s + what);
    }
}

} // namespace konductor
