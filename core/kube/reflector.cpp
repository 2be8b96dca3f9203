// SPDX-License-Identifier: Apache-2.0
#include "core/kube/reflector.h"

#include "core/base/words.h"
#include "core/kube/initialstream.h"
#include "core/kube/statuserror.h"
#include "core/kube/watchstream.h"
#include "core/kube/watchturns.h"

#include <algorithm>

namespace konductor::kube {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using std::chrono::milliseconds;

namespace {
constexpr milliseconds veryShort = 1s; ///< A watch that ends sooner and brought nothing (kube.md 1.19).
constexpr milliseconds patienceWithErrors = 1min; ///< ERROR 500 events before a relist (kube.md 1.22).
constexpr milliseconds againSoon = 10s; ///< A second 410 within this time is not answered at once.
} // namespace

Reflector::Reflector(Connection& connection, ReflectorHandler& handler, Clock& clock, std::function<double()> random,
                     Options options)
    : m_connection(connection)
    , m_handler(handler)
    , m_clock(clock)
    , m_random(random)
    , m_options(std::move(options))
    , m_backoff(m_options.backoff, random)
    , m_lastHeard(clock.now())
{
}

Reflector::~Reflector()
{
    ++m_generation;
    m_initial.reset();
    m_watch.reset();
    m_stop.request_stop();
}

void Reflector::start()
{
    beginList(true);
}

void Reflector::retryNow()
{
    if (m_retry.isPending()) {
        endPause();
    }
}

void Reflector::suspectDead(const Error& why)
{
    if (m_watch) {
        closeWatch();
        pause(why, &Reflector::beginWatch);
    } else if (m_initial) {
        streamedListFailed(why, false);
    }
}

// ---- watch

Request Reflector::watchRequest()
{
    const bool scarce = m_connection.watchTurns().areScarce();
    const std::chrono::seconds shortest = scarce ? WatchTurns::shortestTurn : m_options.shortestWatch;
    const std::chrono::seconds span = (scarce ? WatchTurns::longestTurn : m_options.longestWatch) - shortest;
    const double share = m_random();
    const auto lifetime =
        shortest + std::chrono::seconds(static_cast<qint64>(share * static_cast<double>(span.count() + 1)));
    Request request = m_options.request();
    request.query.addQueryItem(u"watch"_s, u"1"_s);
    request.query.addQueryItem(u"allowWatchBookmarks"_s, u"true"_s);
    request.query.addQueryItem(u"timeoutSeconds"_s, QString::number(lifetime.count()));
    request.timeout = lifetime + m_options.idleMargin;
    return request;
}

void Reflector::beginWatch()
{
    closeWatch();
    takeTurn();
    if (m_turn->hasBegun()) {
        openWatch();
    } else if (m_state.phase == ReflectorState::Phase::Live) {
        m_grace = m_clock.after(m_options.relistGrace, [this] { becomeStale(std::nullopt); });
    }
}

void Reflector::takeTurn()
{
    m_turn = m_connection.watchTurns().take([this] { openWatch(); },
                                            [this] {
                                                if (m_watch) {
                                                    m_lastHeard = m_clock.now();
                                                    beginWatch();
                                                }
                                            });
}

void Reflector::openWatch()
{
    Request request = watchRequest();
    request.query.addQueryItem(u"resourceVersion"_s, m_resourceVersion);
    follow(m_connection.watch(request));
}

void Reflector::follow(std::unique_ptr<WatchStream> stream)
{
    m_watch = std::move(stream);
    m_watchBegan = m_clock.monotonic();
    m_watchFrames = 0;
    m_watchOpened = false;
    connect(m_watch.get(), &WatchStream::opened, this, &Reflector::opened);
    connect(m_watch.get(), &WatchStream::frame, this, &Reflector::frameArrived);
    connect(m_watch.get(), &WatchStream::frameDropped, this, [this](const Error& error) {
        m_handler.frameLost(error);
        frameLost();
    });
    connect(m_watch.get(), &WatchStream::closed, this, &Reflector::watchClosed);
    connect(m_watch.get(), &WatchStream::failed, this, &Reflector::watchFailed);
}

void Reflector::opened()
{
    m_watchOpened = true;
    m_lastHeard = m_clock.now();
    m_grace.cancel();
    // While ERROR events repeat, an opened watch proves nothing; the first event that is none does.
    if (m_state.phase != ReflectorState::Phase::Live && !m_serverErrorsSince) {
        ReflectorState live;
        live.phase = ReflectorState::Phase::Live;
        setState(live);
    }
    emit heard();
}

void Reflector::frameArrived(const QByteArray& json)
{
    ++m_watchFrames;
    m_lastHeard = m_clock.now();
    const Result<ReflectorHandler::Frame> frame = m_handler.frame(json);
    if (!frame) {
        frameLost(); // counted by the handler; a single bad frame ends nothing
        return;
    }
    if (frame->type == ReflectorHandler::Frame::Type::Status) {
        statusArrived(statusEventError(frame->status, m_options.subject));
        return;
    }
    if (!frame->resourceVersion.isEmpty()) {
        m_resourceVersion = frame->resourceVersion;
    }
    if (m_serverErrorsSince) {
        m_serverErrorsSince.reset();
        opened();
    }
}

/// An ERROR event. The stream is of no further use.
void Reflector::statusArrived(const Error& error)
{
    closeWatch();
    if (error.kind == Error::Kind::Gone) {
        relist(error);
        return;
    }
    const milliseconds now = m_clock.monotonic();
    if (!m_serverErrorsSince) {
        m_serverErrorsSince = now;
    }
    const bool relist = error.kind == Error::Kind::TooLargeResourceVersion
        || (error.kind != Error::Kind::Throttled && now - *m_serverErrorsSince >= patienceWithErrors);
    pause(error, relist ? &Reflector::listAgain : &Reflector::beginWatch);
}

void Reflector::watchClosed()
{
    const bool tooShort = m_watchFrames == 0 && m_clock.monotonic() - m_watchBegan < veryShort;
    closeWatch();
    if (tooShort) {
        pause(makeError(Error::Kind::Server, m_options.subject,
                        spoken("Server", "the server ends watches as soon as they begin")),
              &Reflector::beginWatch);
        return;
    }
    m_lastHeard = m_clock.now();
    beginWatch();
}

void Reflector::watchFailed(const Error& error)
{
    const bool wasOpen = m_watchOpened;
    closeWatch();
    switch (error.kind) {
    case Error::Kind::Cancelled:
        return; // the connection is being closed
    case Error::Kind::Gone:
        relist(error);
        return;
    case Error::Kind::NotFound:
        relist(error); // before anything is taken for deleted, a list has to say the same
        return;
    case Error::Kind::TooLargeResourceVersion:
    case Error::Kind::Invalid:
        pause(error, &Reflector::listAgain);
        return;
    case Error::Kind::Offline:
        // A stream cut in the middle is followed by the next at once, as after an orderly end (kube.md 1.44).
        if (wasOpen && m_clock.monotonic() - m_watchBegan >= veryShort) {
            beginWatch();
            return;
        }
        break;
    default:
        break;
    }
    pause(error, &Reflector::beginWatch);
}

/// At once the first time, with pauses when the new version is gone as soon as it was listed.
void Reflector::relist(const Error& why)
{
    const milliseconds now = m_clock.monotonic();
    const bool again = m_lastRelist && now - *m_lastRelist < againSoon;
    m_lastRelist = now;
    if (again) {
        pause(why, &Reflector::listAgain);
    } else {
        beginList(true);
    }
}

// ---- audits

/// What the watch tells from here on may lack something, so everything is listed again, soon but not often.
void Reflector::frameLost()
{
    if (!std::exchange(m_lost, true)) {
        milliseconds wait = m_options.auditAfterLoss;
        if (m_lastAudit) {
            wait = std::max(wait, *m_lastAudit + m_options.auditSpacing - m_clock.monotonic());
        }
        scheduleAudit(wait);
    }
}

void Reflector::scheduleAudit(milliseconds wait)
{
    m_audit = m_clock.after(wait, [this] { audit(); });
}

void Reflector::audit()
{
    m_audit.cancel();
    if (!m_watch || m_state.phase != ReflectorState::Phase::Live) {
        scheduleAudit(m_options.auditAfterLoss); // first things first
        return;
    }
    m_lastAudit = m_clock.monotonic();
    m_auditing = true;
    beginList(true);
}

// ---- states

void Reflector::pause(const Error& error, void (Reflector::*then)())
{
    const bool refused = error.kind == Error::Kind::Forbidden || error.kind == Error::Kind::NotFound;
    milliseconds wait = m_backoff.next(m_clock.monotonic());
    if (refused) {
        wait = std::max(wait, m_options.refusedPause);
    }
    if (error.retryAfter) {
        wait = std::max(wait, *error.retryAfter);
    }
    m_grace.cancel();
    m_afterPause = then;
    m_retry = m_clock.after(wait, [this] { endPause(); });
    ReflectorState state;
    if (error.kind == Error::Kind::NotFound) {
        state.phase = ReflectorState::Phase::NotFound;
    } else if (m_listed) {
        state.phase = ReflectorState::Phase::Stale;
        state.since = m_state.phase == ReflectorState::Phase::Stale ? m_state.since : std::optional(m_lastHeard);
    } else {
        state.phase = refused ? ReflectorState::Phase::Forbidden : ReflectorState::Phase::Failed;
    }
    state.error = error;
    state.retryAt = m_clock.now() + wait;
    setState(state);
}

/// The next attempt begins: it is no longer a matter of waiting.
void Reflector::endPause()
{
    m_retry.cancel();
    ReflectorState state = m_state;
    state.retryAt.reset();
    setState(state);
    (this->*std::exchange(m_afterPause, nullptr))();
}

void Reflector::becomeStale(const std::optional<Error>& error)
{
    ReflectorState state;
    state.phase = ReflectorState::Phase::Stale;
    state.since = m_lastHeard;
    state.error = error;
    setState(state);
}

void Reflector::setState(ReflectorState state)
{
    if (!(state == m_state)) {
        m_state = std::move(state);
        emit stateChanged();
    }
}

void Reflector::closeWatch()
{
    m_initial.reset();
    m_watch.reset();
    m_turn.reset();
    m_watchOpened = false;
}

} // namespace konductor::kube
