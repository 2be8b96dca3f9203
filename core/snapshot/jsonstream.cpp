// SPDX-License-Identifier: Apache-2.0
#include "core/snapshot/jsonstream.h"

#include "core/base/json.h"
#include "core/snapshot/portable.h"
#include "core/snapshot/privatefile.h"

namespace konductor::snapshot {

void JsonStream::begin(QLatin1StringView name)
{
    const bool first = m_first.back();
    m_first.back() = false;
    if (m_first.size() > 1) {
        m_buffer.append(first ? "\n" : ",\n");
    }
    if (!name.isEmpty()) {
        m_buffer.append('"').append(name.data(), name.size()).append("\": ");
    }
    if (m_buffer.size() >= chunk) {
        flush();
    }
}

void JsonStream::open(char bracket, QLatin1StringView name)
{
    begin(name);
    m_buffer.append(bracket);
    m_first.push_back(true);
}

void JsonStream::close(char bracket)
{
    m_buffer.append(m_first.back() ? "" : "\n").append(bracket);
    m_first.pop_back();
}

void JsonStream::piece(const QByteArray& json, QLatin1StringView name)
{
    begin(name);
    m_buffer.append(json);
}

void JsonStream::piece(const QJsonObject& json, QLatin1StringView name)
{
    piece(withVisibleCharacters(compactJson(json)), name);
}

void JsonStream::text(const QString& value, QLatin1StringView name)
{
    piece(withVisibleCharacters(compactJson(QJsonValue(value))), name);
}

void JsonStream::flush()
{
    if (m_written) {
        m_written = writeAll(m_device, m_buffer);
    }
    m_buffer.resize(0);
}

Result<void> JsonStream::finish()
{
    m_buffer.append('\n');
    flush();
    return m_written;
}

} // namespace konductor::snapshot
