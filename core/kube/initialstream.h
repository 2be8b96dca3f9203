// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/base/error.h"

#include <QObject>

#include <memory>

namespace konductor::kube {

class ReflectorHandler;
class WatchStream;

/// The first list as a stream (sendInitialEvents, kube.md 1.35-1.40): gathers the objects of a watch up to the
/// bookmark that marks their end. Nothing of it is shown before completed(). Lives on the connection's thread and may
/// be deleted from its own signals only by deleteLater().
class InitialStream final : public QObject {
    Q_OBJECT
public:
    struct Options {
        Spoken subject;
        /// A server that does not know sendInitialEvents may take it for a plain watch and never send the bookmark.
        /// It is given up after this long without a further object (1.36).
        std::chrono::milliseconds longestPause{10'000};
        std::chrono::milliseconds longest{120'000}; ///< For the whole of it.
    };
    InitialStream(std::unique_ptr<WatchStream> stream, ReflectorHandler& handler, Clock& clock, Options options);
    ~InitialStream() override;

    /// After completed(): the same stream goes on with the changes.
    std::unique_ptr<WatchStream> takeStream();

signals:
    /// Objects so far; not for each one.
    void progressed(qint64 loaded);
    /// Everything is in the handler, as of this version.
    void completed(const QString& resourceVersion);
    /// `useList`: the server does not do this (or not for us); an ordinary list may work or give the reason.
    void failed(const konductor::Error& error, bool useList);

private:
    void frameArrived(const QByteArray& json);
    void checkPause();
    void end(const Error& error, bool useList);
    void refused(const Error& error);

    std::unique_ptr<WatchStream> m_stream;
    ReflectorHandler& m_handler;
    Clock& m_clock;
    Options m_options;
    TimerHandle m_pause;
    std::chrono::milliseconds m_began;
    std::chrono::milliseconds m_lastObject;
    qint64 m_loaded = 0;
    bool m_opened = false;
    bool m_ended = false;
};

} // namespace konductor::kube
