// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/backoff.h"
#include "core/base/clock.h"
#include "core/kube/connection.h"
#include "core/kube/watchturns.h"

#include <QObject>

#include <functional>
#include <memory>

namespace konductor::kube {

class InitialStream;

/// What a reflector feeds: understands the bytes of one resource. Called on the reflector's thread.
class ReflectorHandler {
public:
    struct Page {
        QString resourceVersion;
        QString continueToken;
        std::optional<qint64> remaining;
        qint64 items = 0;
    };
    struct Frame {
        enum class Type { Change, Bookmark, Status };
        Type type = Type::Change;
        /// Where a next watch may begin. Empty: not from here, the event is older than what was seen before.
        QString resourceVersion;
        QByteArray status; ///< Status: the bytes of the object.
        bool addition = false; ///< Change: of type ADDED.
        bool initialEnd = false; ///< Bookmark: the streamed list is complete (kube.md 1.35).
    };
    virtual ~ReflectorHandler() = default;

    /// Takes in one page of a list. Nothing of it may be shown before replace().
    virtual Result<Page> page(const QByteArray& body) = 0;
    /// The same for one frame of a streamed list (kube.md 1.35); a bookmark changes nothing.
    virtual Result<Frame> initialFrame(const QByteArray& json) = 0;
    /// The list is complete: it replaces what was known, at once.
    virtual void replace() = 0;
    /// The list was given up: forget its pages.
    virtual void discard() = 0;
    /// Takes in one frame of the watch. An error means that this frame could not be used; the watch goes on.
    virtual Result<Frame> frame(const QByteArray& json) = 0;
    /// A frame could not even be read (too large); for counting.
    virtual void frameLost(const Error& error) = 0;
};

/// Where a reflector stands. Times are local wall clock.
struct ReflectorState {
    enum class Phase {
        Waiting,
        Loading, ///< The first list is under way.
        Live,
        Stale, ///< Listed before, not current since `since`.
        Forbidden, ///< Never listed: 403.
        NotFound, ///< The server does not have the resource (any more): 404.
        Failed ///< Never listed, for another reason.
    };
    Phase phase = Phase::Waiting;
    qint64 loaded = 0;
    std::optional<qint64> expected; ///< While loading: how many there will be, when the server tells.
    std::optional<Timestamp> since;
    std::optional<Timestamp> retryAt; ///< During a pause; empty while an attempt is under way.
    std::optional<Error> error; ///< Of the last attempt.

    friend bool operator==(const ReflectorState&, const ReflectorState&) = default;
};

/// Lists a collection and follows it, as client-go's reflector does (kube.md §1): pages of 500 in a quorum read, or
/// a streamed list where there are many; one watch after another from the last resource version, relist on 410, growing
/// pauses on failure. Beyond that it lists again after a frame was lost and, rarely, to audit what the watches told
/// (1.26, 1.33). Time and chance are injected. Lives on the connection's thread; deleting it stops everything at once.
class Reflector final : public QObject {
    Q_OBJECT
public:
    struct Options {
        QString path; ///< Of the collection.
        QUrlQuery selector; ///< Only part of it: fieldSelector, labelSelector. Empty: all.
        Spoken subject; ///< For messages: "leases in team-a".
        int pageSize = 500;
        /// From so many objects on, by what the first page tells of the rest, the list is streamed (sendInitialEvents),
        /// with a fall-back to pages (1.36). Pages come from etcd where a kube-apiserver keeps no snapshot for them
        /// (1.36, a few minutes after the last write): 100,000 permits take four times as long as the stream, which
        /// always comes from its cache. 0: no page is asked for first.
        qint64 streamFrom = 5'000;
        std::chrono::seconds shortestWatch{300}; ///< timeoutSeconds is drawn between these (kube.md 1.18).
        std::chrono::seconds longestWatch{600};
        std::chrono::milliseconds idleMargin{15'000}; ///< Silence beyond timeoutSeconds means a dead connection.
        std::chrono::milliseconds refusedPause{60'000}; ///< After 403 and 404.
        std::chrono::milliseconds relistGrace{5'000}; ///< A relist longer than this shows as stale.
        std::chrono::milliseconds auditAfter{45 * 60'000}; ///< Of watching, up to half as much again. Zero: never.
        std::chrono::milliseconds auditAfterLoss{10'000}; ///< Once a frame could not be used (1.26, 1.28, 1.42).
        std::chrono::milliseconds auditSpacing{300'000}; ///< At least, between two audits.
        Backoff::Options backoff;

        Request request() const { return {.path = path, .query = selector, .subject = subject}; }
    };
    /// `random` returns values in [0, 1). All references must outlive the reflector.
    Reflector(Connection& connection, ReflectorHandler& handler, Clock& clock, std::function<double()> random,
              Options options);
    ~Reflector() override;

    void start();
    /// Ends a pause: tries again now. Nothing when none is on.
    void retryNow();
    /// The server was found dead: gives the stream up and goes on from the last resource version.
    void suspectDead(const Error& why);

    const ReflectorState& state() const { return m_state; }
    const QString& resourceVersion() const { return m_resourceVersion; }

signals:
    void stateChanged();
    /// Something arrived that shows that everything up to now is known.
    void heard();

private:
    void beginList(bool paged);
    bool beginStreamedList();
    void streamedListComplete(const QString& resourceVersion);
    void streamedListFailed(const Error& error, bool useList);
    void tellLoaded(qint64 loaded, std::optional<qint64> expected);
    void requestPage(const QString& continueToken = {});
    void dropPages();
    void pageArrived(const Result<Response>& answer);
    void listComplete();
    void listFailed(const Error& error);
    void beginWatch();
    void takeTurn();
    void openWatch();
    Request watchRequest();
    void follow(std::unique_ptr<WatchStream> stream);
    void opened();
    void frameArrived(const QByteArray& json);
    void statusArrived(const Error& error);
    void watchClosed();
    void watchFailed(const Error& error);
    void pause(const Error& error, void (Reflector::*then)());
    void endPause();
    void listAgain() { beginList(true); }
    void relist(const Error& why);
    void frameLost();
    void scheduleAudit(std::chrono::milliseconds wait);
    void audit();
    void becomeStale(const std::optional<Error>& error);
    void setState(ReflectorState state);
    void closeWatch();

    Connection& m_connection;
    ReflectorHandler& m_handler;
    Clock& m_clock;
    std::function<double()> m_random;
    Options m_options;
    Backoff m_backoff;

    ReflectorState m_state;
    bool m_listed = false; ///< A list was completed and not withdrawn since.
    bool m_paged = true;
    QString m_listVersion;
    int m_page = 0;
    QString m_resourceVersion;
    std::unique_ptr<InitialStream> m_initial;
    bool m_streamRefused = false; ///< This server takes no sendInitialEvents.
    std::unique_ptr<WatchStream> m_watch;
    std::unique_ptr<WatchTurns::Turn> m_turn; ///< Of the watch, open or not yet.
    std::chrono::milliseconds m_watchBegan{0};
    qint64 m_watchFrames = 0;
    bool m_watchOpened = false;
    std::optional<std::chrono::milliseconds> m_serverErrorsSince; ///< ERROR events in a row (kube.md 1.22).
    std::optional<std::chrono::milliseconds> m_lastRelist;
    std::optional<std::chrono::milliseconds> m_lastAudit;
    bool m_auditing = false; ///< The list under way is an audit: when it fails, the watch goes on.
    bool m_lost = false; ///< A frame was lost since the last list.
    Timestamp m_lastHeard;
    int m_generation = 0;
    std::stop_source m_stop;
    TimerHandle m_retry;
    TimerHandle m_grace;
    TimerHandle m_audit;
    void (Reflector::*m_afterPause)() = nullptr;
};

} // namespace konductor::kube
