// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>

#include <vector>

namespace konductor::kube {

/// Cuts the body of a watch into its JSON values, wherever the network split it (kube.md 1.41). Pure: bytes in,
/// complete frames out. Looks at each byte once.
///
/// Values may be separated by newlines, any white space or nothing. What is no JSON value comes out as a frame of its
/// own, up to the end of its line, for the decoder to reject; an object broken off in the middle ends where the next
/// line starts with `{"type":`. A frame longer than the cap is dropped and the stream goes on after it (1.42).
class FrameSplitter {
public:
    static constexpr qsizetype defaultCap = 16 * 1024 * 1024;

    struct Piece {
        QByteArray bytes;
        qint64 dropped = 0; ///< Over zero: no bytes, a frame of this length was thrown away.

        friend bool operator==(const Piece&, const Piece&) = default;
    };

    explicit FrameSplitter(qsizetype cap = defaultCap) : m_cap(cap) { }

    std::vector<Piece> feed(QByteArrayView bytes);
    /// Whether the stream ended inside a frame (1.44): that frame is lost, the next watch brings it again.
    bool hasPartial() const { return m_state != State::Between; }

private:
    enum class State { Between, Value, String, Escape, Junk };

    qsizetype skip(QByteArrayView bytes, qsizetype at);
    void step(char c, std::vector<Piece>& out);
    void begin(char c);
    void keep(QByteArrayView bytes);
    void finish(std::vector<Piece>& out, qsizetype withoutLast = 0);
    bool startsFrame(char c);

    qsizetype m_cap;
    State m_state = State::Between;
    int m_depth = 0;
    qsizetype m_matched = -1; ///< How much of `{"type":` the current line starts with; -1: no longer looking.
    qint64 m_length = 0;
    QByteArray m_buffer;
};

} // namespace konductor::kube
