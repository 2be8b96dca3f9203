// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/sandbox/http.h"
#include "core/sandbox/selector.h"
#include "core/sandbox/table.h"

#include <set>

namespace konductor::sandbox {

class WatchStream;

/// Wakes the open watches when something is written.
class WatchHub {
public:
    explicit WatchHub(Store& store);

private:
    friend class WatchStream;
    std::vector<std::set<WatchStream*>> m_streams; ///< By resource.
};

struct WatchOptions {
    QString ns;
    Selector selector;
    quint64 fromVersion = 0; ///< Only what comes after it.
    bool initialEvents = false; ///< First everything that exists, as ADDED.
    bool initialEventsEnd = false; ///< Then a bookmark that says so.
    bool bookmarks = false;
    std::chrono::milliseconds timeout{0};
    TableStyle style = TableStyle::None;
};

/// One open watch. It has no queue of its own: it follows the store's kept events, and when it falls behind them it
/// ends with a 410, so that a slow client costs no memory.
class WatchStream final : public ResponseStream {
public:
    WatchStream(WatchHub& hub, Store& store, const Resource& resource, WatchOptions options, Clock& clock);
    ~WatchStream() override;

    QByteArray take() override;
    bool hasEnded() const override { return m_ended && m_pending.isEmpty(); }
    void somethingWritten() { wake(); }

private:
    void takeInitial();
    void takeEvent(const StoreEvent& event);
    void emitObject(const char* type, const Stored& object);
    void emitBookmark(bool endsInitialEvents);
    void emitError(const Refusal& refusal);
    void armBookmark();
    bool inScope(const Stored& object) const;

    WatchHub& m_hub;
    Store& m_store;
    const Resource& m_resource;
    WatchOptions m_options;
    Clock& m_clock;
    quint64 m_cursor;
    QByteArray m_pending;
    bool m_ended = false;
    TimerHandle m_timeout;
    TimerHandle m_bookmark;
};

} // namespace konductor::sandbox
