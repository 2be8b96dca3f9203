// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>

namespace konductor::test {

/// Takes an HTTP/1.1 answer apart as it arrives: its head, then the bytes of its body, whatever the transfer coding.
/// Only what an API server sends. Pure.
class AnswerReader {
public:
    /// Ready for the next answer.
    void reset();
    /// Takes in bytes; body() grows.
    void feed(const QByteArray& bytes);

    bool hasHead() const { return !m_head.isEmpty(); }
    const QByteArray& head() const { return m_head; } ///< With its blank line.
    bool isChunked() const { return m_chunked; }
    QByteArray takeBody();
    bool isComplete() const { return m_complete; }

private:
    bool readHead();
    bool readPlain();
    bool readChunk();

    QByteArray m_raw;
    QByteArray m_head;
    QByteArray m_body;
    qint64 m_left = 0; ///< Of the body, or of the chunk with the line end behind it.
    bool m_chunked = false;
    bool m_complete = false;
};

/// The value of a header in a message's head; empty when it is not there.
QByteArray headerOf(const QByteArray& head, const QByteArray& name);

} // namespace konductor::test
