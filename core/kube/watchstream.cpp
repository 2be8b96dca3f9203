// SPDX-License-Identifier: Apache-2.0
#include "core/kube/watchstream.h"

#include "core/base/words.h"
#include "core/kube/networkerror.h"
#include "core/kube/statuserror.h"

namespace konductor::kube {

using namespace Qt::StringLiterals;

namespace {
constexpr qint64 readBuffer = 1024 * 1024;
constexpr qint64 chunkSize = 64 * 1024;
constexpr qint64 slice = 1024 * 1024; ///< Read in one go before others get their turn.
constexpr qsizetype longestErrorBody = 256 * 1024;
} // namespace

WatchStream::WatchStream(Parts parts, Clock& clock)
    : m_parts(std::move(parts))
    , m_clock(clock)
    , m_reply(m_parts.reply)
    , m_sent(clock.now())
{
    m_reply->setReadBufferSize(readBuffer);
    connect(m_reply, &QNetworkReply::metaDataChanged, this, &WatchStream::readHeaders);
    connect(m_reply, &QNetworkReply::readyRead, this, &WatchStream::pump);
    connect(m_reply, &QNetworkReply::sslErrors, this,
            [this](const QList<QSslError>& problems) { m_tlsProblems = problems; });
    connect(m_reply, &QNetworkReply::finished, this, [this] {
        m_finished = true;
        pump();
    });
    m_lastHeard = m_clock.monotonic();
    restartSilenceTimer();
}

WatchStream::~WatchStream()
{
    if (m_reply) {
        m_reply->disconnect(this);
        m_reply->abort();
        m_reply->deleteLater();
    }
}

void WatchStream::abort(const Error& why)
{
    end(&why);
}

void WatchStream::readHeaders()
{
    if (m_status != 0 || !m_reply) {
        return;
    }
    m_status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (m_status == 0) {
        return;
    }
    m_lastHeard = m_clock.monotonic();
    const QPointer<WatchStream> self(this);
    emit answered(factsOf(*m_reply, m_sent, m_clock.now()));
    if (!self || m_status >= 300) {
        return;
    }
    if (const auto why = unusableAnswer(*m_reply, m_parts.subject)) {
        end(&*why);
        return;
    }
    emit opened();
}

void WatchStream::pump()
{
    const QPointer<WatchStream> self(this);
    readHeaders();
    qint64 budget = slice;
    while (self && !m_ended && m_reply && budget > 0) {
        const QByteArray chunk = m_reply->read(chunkSize);
        if (chunk.isEmpty()) {
            break;
        }
        budget -= chunk.size();
        m_lastHeard = m_clock.monotonic();
        if (!deliver(chunk)) {
            return;
        }
    }
    if (!self || m_ended || !m_reply) {
        return;
    }
    if (m_reply->bytesAvailable() > 0) {
        if (!std::exchange(m_pumpQueued, true)) {
            QMetaObject::invokeMethod(
                this,
                [this] {
                    m_pumpQueued = false;
                    pump();
                },
                Qt::QueuedConnection);
        }
    } else if (m_finished) {
        conclude();
    }
}

/// False when a receiver deleted or ended the stream.
bool WatchStream::deliver(const QByteArray& chunk)
{
    if (m_status >= 300 || m_status == 0) {
        m_errorBody += chunk.left(longestErrorBody - m_errorBody.size());
        return true;
    }
    const QPointer<WatchStream> self(this);
    for (const FrameSplitter::Piece& piece : m_splitter.feed(chunk)) {
        if (piece.dropped > 0) {
            emit frameDropped(makeError(
                Error::Kind::Malformed, m_parts.subject,
                spoken("Server", "a watch event of %1 MiB was left out: it is too large").arg(piece.dropped >> 20)));
        } else {
            emit frame(piece.bytes);
        }
        if (!self || m_ended) {
            return false;
        }
    }
    return true;
}

void WatchStream::conclude()
{
    const QNetworkReply::NetworkError code = m_reply->error();
    if (!m_parts.notSent.isEmpty()) {
        const Error error = makeError(Error::Kind::Offline, m_parts.subject, m_parts.notSent);
        end(&error);
    } else if (m_status >= 300) {
        const Error error = refusal(*m_reply, m_errorBody, m_parts.subject, m_clock.now());
        end(&error);
    } else if (code != QNetworkReply::NoError) {
        const Error error = networkError(code, m_reply->errorString(), m_reply->url(), m_tlsProblems);
        end(&error);
    } else {
        end(nullptr);
    }
}

void WatchStream::end(const Error* why)
{
    if (std::exchange(m_ended, true)) {
        return;
    }
    m_silence.cancel();
    if (m_reply) {
        m_reply->disconnect(this);
        m_reply->abort();
    }
    m_parts.place.reset();
    if (why) {
        emit failed(*why);
    } else {
        emit closed();
    }
}

/// The timer is not moved for each chunk: it looks, when it fires, at when something was last heard.
void WatchStream::restartSilenceTimer()
{
    const auto quiet = m_clock.monotonic() - m_lastHeard;
    if (quiet < m_parts.longestSilence) {
        m_silence = m_clock.after(m_parts.longestSilence - quiet, [this] { restartSilenceTimer(); });
        return;
    }
    const Error error = makeError(Error::Kind::Timeout, m_parts.subject,
                                  spoken("Server", "nothing was heard on the watch for %1 s")
                                      .arg(std::chrono::duration_cast<std::chrono::seconds>(quiet).count()));
    end(&error);
}

} // namespace konductor::kube
