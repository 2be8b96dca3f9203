// SPDX-License-Identifier: Apache-2.0
#include "core/kube/framesplitter.h"

#include <string_view>

namespace konductor::kube {

namespace {
constexpr std::string_view frameStart = "{\"type\":";
}

std::vector<FrameSplitter::Piece> FrameSplitter::feed(QByteArrayView bytes)
{
    std::vector<Piece> out;
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        if (m_matched < 0 && (m_state == State::String || m_state == State::Value)) {
            // The long runs: nothing of interest until one of a few characters.
            const qsizetype start = i;
            const bool inString = m_state == State::String;
            const auto plain = [inString](char c) {
                return c != '"' && c != '\n' && (inString ? c != '\\' : (c != '{' && c != '}' && c != '[' && c != ']'));
            };
            while (i < bytes.size() && plain(bytes[i])) {
                ++i;
            }
            keep(bytes.sliced(start, i - start));
        }
        if (i < bytes.size()) {
            step(bytes[i], out);
        }
    }
    return out;
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
