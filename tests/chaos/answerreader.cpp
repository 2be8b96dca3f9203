// SPDX-License-Identifier: Apache-2.0
#include "tests/chaos/answerreader.h"

#include <QByteArrayList>

namespace konductor::test {

void AnswerReader::reset()
{
    *this = AnswerReader();
}

void AnswerReader::feed(const QByteArray& bytes)
{
    m_raw += bytes;
    if (!hasHead() && !readHead()) {
        return;
    }
    while (!m_complete && (m_chunked ? readChunk() : readPlain())) { }
}

QByteArray AnswerReader::takeBody()
{
    return std::exchange(m_body, {});
}

bool AnswerReader::readHead()
{
    const qsizetype end = m_raw.indexOf("\r\n\r\n");
    if (end < 0) {
        return false;
    }
    m_head = m_raw.first(end + 4);
    m_raw.remove(0, end + 4);
    m_chunked = headerOf(m_head, "transfer-encoding").contains("chunked");
    m_left = m_chunked ? 0 : headerOf(m_head, "content-length").toLongLong();
    return true;
}

bool AnswerReader::readPlain()
{
    const qsizetype taken = qMin<qsizetype>(m_left, m_raw.size());
    m_body += m_raw.first(taken);
    m_raw.remove(0, taken);
    m_left -= taken;
    m_complete = m_left == 0;
    return false;
}

bool AnswerReader::readChunk()
{
    const qsizetype line = m_raw.indexOf("\r\n");
    if (line < 0) {
        return false;
    }
    const qsizetype length = m_raw.first(line).split(';').first().trimmed().toLongLong(nullptr, 16);
    if (m_raw.size() < line + 2 + length + 2) {
        return false;
    }
    m_body += m_raw.sliced(line + 2, length);
    m_raw.remove(0, line + 2 + length + 2);
    m_complete = length == 0;
    return true;
}

QByteArray headerOf(const QByteArray& head, const QByteArray& name)
{
    for (const QByteArray& line : head.split('\n')) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0 && line.first(colon).compare(name, Qt::CaseInsensitive) == 0) {
            return line.sliced(colon + 1).trimmed();
        }
    }
    return {};
}

} // namespace konductor::test
