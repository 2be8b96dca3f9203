// SPDX-License-Identifier: Apache-2.0
#include "core/snapshot/jsontext.h"

#include "core/base/json.h"
#include "core/snapshot/portable.h"

#include <algorithm>

namespace konductor::snapshot {

namespace {

/// Most names are: they go over as they are.
bool isPlain(QStringView text)
{
    return std::all_of(text.begin(), text.end(),
                       [](QChar c) { return c >= u' ' && c < u'\x7f' && c != u'"' && c != u'\\'; });
}

} // namespace

void JsonText::begin(QLatin1StringView name)
{
    if (!m_first) {
        m_out.append(',');
    }
    m_first = false;
    if (!name.isEmpty()) {
        m_out.append('"').append(name.data(), name.size()).append("\":", 2);
    }
}

void JsonText::open(char bracket, QLatin1StringView name)
{
    begin(name);
    m_out.append(bracket);
    m_first = true;
}

void JsonText::close(char bracket)
{
    m_out.append(bracket);
    m_first = false;
}

void JsonText::text(QStringView value, QLatin1StringView name)
{
    begin(name);
    if (!isPlain(value)) {
        m_out.append(withVisibleCharacters(compactJson(QJsonValue(value.toString()))));
        return;
    }
    const qsizetype start = m_out.size() + 1;
    m_out.resize(start + value.size() + 1);
    m_out[start - 1] = '"';
    std::transform(value.begin(), value.end(), m_out.data() + start, [](QChar c) { return c.toLatin1(); });
    m_out.back() = '"';
}

void JsonText::number(qint64 value, QLatin1StringView name)
{
    begin(name);
    m_out.append(QByteArray::number(value));
}

void JsonText::truth(bool value, QLatin1StringView name)
{
    begin(name);
    m_out.append(value ? "true" : "false");
}

void JsonText::null(QLatin1StringView name)
{
    begin(name);
    m_out.append("null");
}

void JsonText::time(const std::optional<Timestamp>& value, QLatin1StringView name)
{
    if (value) {
        text(formatTimestamp(*value), name);
    }
}

} // namespace konductor::snapshot
