// SPDX-License-Identifier: Apache-2.0
#include "core/api/fieldreader.h"

namespace konductor {

using namespace Qt::StringLiterals;
namespace od = simdjson::ondemand;

namespace {

constexpr qsizetype mostProblems = 16;

} // namespace

QString FieldReader::toQString(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

bool FieldReader::isNull(od::value value)
{
    bool null = false;
    return !value.is_null().get(null) && null;
}

bool FieldReader::read(od::value value, QString& out)
{
    std::string_view text;
    if (const auto code = value.get_string().get(text)) {
        return wrongType(value, code, m_key, u"text");
    }
    out = toQString(text);
    return true;
}

bool FieldReader::read(od::value value, qint64& out)
{
    int64_t number = 0;
    if (const auto code = value.get_int64().get(number)) {
        return wrongType(value, code, m_key, u"a whole number");
    }
    out = number;
    return true;
}

bool FieldReader::read(od::value value, bool& out)
{
    if (const auto code = value.get_bool().get(out)) {
        return wrongType(value, code, m_key, u"true or false");
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
    QString text;
    return read(value, text) && parsed(text, parseDuration(text), out);
}

bool FieldReader::read(od::value value, std::optional<Timestamp>& out)
{
    QString text;
    return read(value, text) && parsed(text, parseTimestamp(text), out);
}

bool FieldReader::read(od::value value, QStringList& out)
{
    return elements(value, [&](od::value item) {
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

bool FieldReader::wrongType(od::value value, simdjson::error_code code, std::string_view key, QStringView wanted)
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
