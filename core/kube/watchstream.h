// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/kube/framesplitter.h"
#include "core/kube/transfer.h"

#include <QNetworkReply>
#include <QObject>
#include <QPointer>
#include <QSslError>

#include <memory>

namespace konductor::kube {

/// One streaming GET: its body as JSON frames, in order. Reads at most a slice before the event loop gets its turn and
/// bounds what Qt buffers, so that a slow reader slows the server down instead of filling memory.
///
/// Lives on the connection's thread. Deleting it, also from one of its own signals, closes the stream at once. Ends
/// with exactly one of closed() and failed(); nothing follows.
class WatchStream final : public QObject {
    Q_OBJECT
public:
    struct Parts {
        QNetworkReply* reply = nullptr; ///< A RefusedReply where there is `notSent`.
        Spoken subject;
        std::chrono::milliseconds longestSilence{0};
        std::shared_ptr<void> place = nullptr; ///< In the manager pool.
        Spoken notSent = {}; ///< Why no server was asked: fails with it.
    };
    WatchStream(Parts parts, Clock& clock);
    ~WatchStream() override;

    /// The connection goes away: ends with failed().
    void abort(const Error& why);

signals:
    /// The server accepted the watch (headers of a 2xx answer).
    void opened();
    void answered(const konductor::kube::AnswerFacts& facts);
    void frame(const QByteArray& json);
    /// A frame over the cap was thrown away; the stream goes on.
    void frameDropped(const konductor::Error& error);
    /// The server ended the stream in an orderly way, as it does when timeoutSeconds are over.
    void closed();
    /// Refused (an Error from the Status), broken, silent for too long, or not what the protocol says.
    void failed(const konductor::Error& error);

private:
    void readHeaders();
    void pump();
    bool deliver(const QByteArray& chunk);
    void conclude();
    void end(const Error* why);
    void restartSilenceTimer();

    Parts m_parts;
    Clock& m_clock;
    QPointer<QNetworkReply> m_reply;
    FrameSplitter m_splitter;
    QByteArray m_errorBody;
    QList<QSslError> m_tlsProblems;
    TimerHandle m_silence;
    std::chrono::milliseconds m_lastHeard{0};
    Timestamp m_sent;
    int m_status = 0;
    bool m_finished = false;
    bool m_pumpQueued = false;
    bool m_ended = false;
};

} // namespace konductor::kube
