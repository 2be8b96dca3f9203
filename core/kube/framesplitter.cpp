// SPDX-License-Identifier: Apache-2.0
#include "core/kube/framesplitter.h"

#include <array>
#include <string_view>

namespace konductor::kube {

namespace {

constexpr std::string_view frameStart = "{\"type\":";

/// What a byte can mean. Most mean nothing, and a table says so in one look.
enum class Sort : quint8 { Plain, Quote, Backslash, Open, Close, LineBreak };

constexpr std::array<Sort, 256> makeSorts()
{
    std::array<Sort, 256> sorts{};
    sorts['"'] = Sort::Quote;
    sorts['\\'] = Sort::Backslash;
    sorts['{'] = sorts['['] = Sort::Open;
    sorts['}'] = sorts[']'] = Sort::Close;
    sorts['\n'] = Sort::LineBreak;
    return sorts;
}
constexpr std::array<Sort, 256> sorts = makeSorts();

Sort sortOf(char c)
{
    return sorts[static_cast<unsigned char>(c)];
}

} // namespace

std::vector<FrameSplitter::Piece> FrameSplitter::feed(QByteArrayView bytes)
{
    std::vector<Piece> out;
    qsizetype kept = 0;
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        i = skip(bytes, i);
        if (i > kept) {
            keep(bytes.sliced(kept, i - kept));
        }
        kept = i + 1;
        if (i < bytes.size()) {
            step(bytes[i], out);
        }
    }
    return out;
}

/// Goes over what needs no decision: from `at` to the byte that may end the frame or the line, or to the end.
qsizetype FrameSplitter::skip(QByteArrayView bytes, qsizetype at)
{
    if (m_matched >= 0 || (m_state != State::Value && m_state != State::String)) {
        return at;
    }
    bool inString = m_state == State::String;
    const qsizetype size = bytes.size();
    for (; at < size; ++at) {
        const Sort sort = sortOf(bytes[at]);
        if (sort == Sort::Plain) {
            continue;
        }
        if (sort == Sort::LineBreak) {
            break;
        }
        if (sort == Sort::Quote) {
            inString = !inString;
        } else if (sort == Sort::Backslash) {
            if (inString && (at + 1 == size || bytes[at + 1] == '\n')) {
                break;
            }
            at += inString; // over what it escapes
        } else if (!inString) {
            if (sort == Sort::Close && m_depth == 1) {
                break;
            }
            m_depth += sort == Sort::Open ? 1 : -1;
        }
    }
    m_state = inString ? State::String : State::Value;
    return at;
}

void FrameSplitter::step(char c, std::vector<Piece>& out)
{
    if (m_state == State::Between) {
        begin(c);
        return;
    }
    if (c == '\n' && (m_state == State::Junk || m_state == State::String)) {
        finish(out); // no JSON string holds a line break: such a frame was broken off
        return;
    }
    keep({&c, 1});
    if (startsFrame(c)) {
        finish(out, static_cast<qsizetype>(frameStart.size()));
        keep({frameStart.data(), static_cast<qsizetype>(frameStart.size())});
        m_depth = 1;
        m_state = State::Value;
        return;
    }
    switch (m_state) {
    case State::Between:
    case State::Junk:
        return;
    case State::Escape:
        m_state = State::String;
        return;
    case State::String:
        m_state = c == '\\' ? State::Escape : c == '"' ? State::Value : State::String;
        return;
    case State::Value:
        if (c == '"') {
            m_state = State::String;
        } else if (c == '{' || c == '[') {
            ++m_depth;
        } else if ((c == '}' || c == ']') && --m_depth == 0) {
            finish(out);
        }
        return;
    }
}

void FrameSplitter::begin(char c)
{
    if (c == ' ' || c == '\n' || c == '\r' || c == '\t') {
        return;
    }
    keep({&c, 1});
    m_depth = 1;
    m_state = c == '{' || c == '[' ? State::Value : State::Junk;
}

/// Follows a line inside a value that may start with `{"type":`. True at the colon when it does.
bool FrameSplitter::startsFrame(char c)
{
    if (c == '\n') {
        m_matched = 0;
        return false;
    }
    if (m_matched < 0) {
        return false;
    }
    m_matched = c == frameStart[static_cast<size_t>(m_matched)] ? m_matched + 1 : -1;
    if (m_matched != static_cast<qsizetype>(frameStart.size())) {
        return false;
    }
    m_matched = -1;
    return true;
}

void FrameSplitter::keep(QByteArrayView bytes)
{
    m_length += bytes.size();
    if (m_length > m_cap) {
        m_buffer.clear();
        m_buffer.squeeze();
    } else {
        m_buffer.append(bytes);
    }
}

void FrameSplitter::finish(std::vector<Piece>& out, qsizetype withoutLast)
{
    const qint64 length = m_length - withoutLast;
    if (length > m_cap) {
        out.push_back({{}, length});
    } else {
        // Usually a frame ends exactly at the end of the buffer, which is then handed over as it is.
        m_buffer.chop(qMin(withoutLast, m_buffer.size()));
        while (m_buffer.endsWith('\n') || m_buffer.endsWith('\r')) {
            m_buffer.chop(1);
        }
        if (!m_buffer.isEmpty()) {
            out.push_back({std::move(m_buffer), 0});
        }
    }
    m_buffer = {};
    m_length = 0;
    m_matched = -1;
    m_depth = 0;
    m_state = State::Between;
}

} // namespace konductor::kube
