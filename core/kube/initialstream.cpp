// SPDX-License-Identifier: Apache-2.0
#include "core/kube/initialstream.h"

#include "core/base/words.h"
#include "core/kube/reflector.h"
#include "core/kube/statuserror.h"
#include "core/kube/watchstream.h"

#include <algorithm>

namespace konductor::kube {

using namespace Qt::StringLiterals;
using Frame = ReflectorHandler::Frame;

namespace {
constexpr qint64 tellEvery = 500;
}

InitialStream::InitialStream(std::unique_ptr<WatchStream> stream, ReflectorHandler& handler, Clock& clock,
                             Options options)
    : m_stream(std::move(stream))
    , m_handler(handler)
    , m_clock(clock)
    , m_options(std::move(options))
    , m_began(clock.monotonic())
    , m_lastObject(m_began)
{
    connect(m_stream.get(), &WatchStream::opened, this, [this] { m_opened = true; });
    connect(m_stream.get(), &WatchStream::frame, this, &InitialStream::frameArrived);
    connect(m_stream.get(), &WatchStream::frameDropped, this,
            [this](const Error& error) { m_handler.frameLost(error); });
    connect(m_stream.get(), &WatchStream::closed, this, [this] {
        end(makeError(Error::Kind::Server, m_options.subject,
                      spoken("Server", "the server ended the list before it was complete")),
            false);
    });
    connect(m_stream.get(), &WatchStream::failed, this, &InitialStream::refused);
    checkPause();
}

InitialStream::~InitialStream() = default;

std::unique_ptr<WatchStream> InitialStream::takeStream()
{
    m_stream->disconnect(this);
    return std::move(m_stream);
}

void InitialStream::frameArrived(const QByteArray& json)
{
    const Result<Frame> frame = m_handler.initialFrame(json);
    if (m_ended || !frame) {
        return; // counted by the handler, like an unusable item of a list
    }
    switch (frame->type) {
    case Frame::Type::Status:
        refused(statusEventError(frame->status, m_options.subject));
        return;
    case Frame::Type::Bookmark:
        if (frame->initialEnd && !frame->resourceVersion.isEmpty()) {
            m_ended = true;
            m_pause.cancel();
            emit completed(frame->resourceVersion);
        }
        return;
    case Frame::Type::Change:
        break;
    }
    // A change (1.39) is no progress: a server that never sends the bookmark sends those for ever.
    if (frame->addition) {
        m_lastObject = m_clock.monotonic();
        if (++m_loaded % tellEvery == 0) {
            emit progressed(m_loaded);
        }
    }
}

void InitialStream::checkPause()
{
    const auto now = m_clock.monotonic();
    const auto left = std::min(m_options.longestPause - (now - m_lastObject), m_options.longest - (now - m_began));
    if (left.count() > 0) {
        m_pause = m_clock.after(left, [this] { checkPause(); });
        return;
    }
    end(makeError(Error::Kind::Timeout, m_options.subject,
                  spoken("Server", "the end of the streamed list did not come")),
        m_opened);
}

void InitialStream::refused(const Error& error)
{
    // What an ordinary list would meet as well is left to the pauses; any other refusal is about the way of asking.
    const int status = error.httpStatus;
    end(error, status >= 400 && status < 500 && status != 401 && status != 408 && status != 410 && status != 429);
}

void InitialStream::end(const Error& error, bool useList)
{
    if (std::exchange(m_ended, true)) {
        return;
    }
    m_pause.cancel();
    emit failed(error, useList);
}

} // namespace konductor::kube
