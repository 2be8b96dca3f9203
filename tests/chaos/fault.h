// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QHash>

#include <chrono>
#include <random>

namespace konductor::test {

/// What a proxy does to one exchange of request and answer.
struct Fault {
    enum class Type {
        None,
        // Instead of an answer:
        Gone, ///< 410
        Throttled, ///< 429 with Retry-After
        ServerError, ///< 500
        WebPage, ///< 502 from a proxy, in HTML
        SignInPage, ///< 200, in HTML
        BrokenGzip, ///< 200 whose gzip ends early
        Reset, ///< The connection is reset
        Silence, ///< Nothing comes, the connection stays
        // To an answer, or a stream of frames:
        Cut, ///< Ends in the middle, without the end of its transfer coding
        CutCleanly, ///< Ends in the middle, as if that were its end
        ResetInside, ///< Reset in the middle
        Stall, ///< Stops in the middle, the connection stays
        Drip, ///< A few bytes at a time
        Delay, ///< Each part comes late
        // To a stream of frames only:
        Duplicate, ///< Frames come twice
        Garbage, ///< What is no frame comes between them
        GoneEvent, ///< ERROR with 410
        ServerErrorEvent ///< ERROR with 500
    };
    Type type = Type::None;
    int after = 0; ///< Bytes of the body, or frames, that pass unharmed.
    int amount = 0; ///< Drip: half the bytes. Delay: twice the milliseconds. Cut inside a frame: bytes of it that pass.
    quint32 shape = 0; ///< Which frames are doubled, which garbage comes.
};

/// Which fault meets the n-th request for a path: a function of the seed, so that a schedule can be replayed as far
/// as the threads' timing allows.
class FaultPlan {
public:
    explicit FaultPlan(quint64 seed) : m_seed(seed) { }
    Fault next(const QByteArray& path, bool isWatch);

private:
    quint64 m_seed;
    QHash<QByteArray, quint32> m_requests;
};

/// The answer of a fault that takes an answer's place; empty for the others.
QByteArray answerOf(const Fault& fault);
/// What comes between frames for Garbage, GoneEvent and ServerErrorEvent.
QByteArray frameOf(const Fault& fault, quint32 turn);

} // namespace konductor::test
