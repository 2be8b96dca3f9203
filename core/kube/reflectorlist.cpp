// SPDX-License-Identifier: Apache-2.0
// Of a reflector: its lists. The rest is in reflector.cpp.
#include "core/kube/reflector.h"

#include "core/base/words.h"
#include "core/kube/continuetoken.h"
#include "core/kube/initialstream.h"
#include "core/kube/watchstream.h"

#include <QPointer>

namespace konductor::kube {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using std::chrono::milliseconds;

namespace {
constexpr milliseconds pageTimeout = 2min;
} // namespace

void Reflector::beginList(bool paged)
{
    dropPages();
    closeWatch();
    m_handler.discard();
    m_paged = paged;
    m_listVersion.clear();
    m_page = 0;
    if (m_state.phase == ReflectorState::Phase::Waiting) {
        ReflectorState loading;
        loading.phase = ReflectorState::Phase::Loading;
        setState(loading);
    } else if (m_state.phase == ReflectorState::Phase::Live) {
        m_grace = m_clock.after(m_options.relistGrace, [this] { becomeStale(std::nullopt); });
    }
    if (!paged || m_options.streamFrom > 0 || !beginStreamedList()) {
        requestPage();
    }
}

void Reflector::requestPage(const QString& continueToken)
{
    Request request = m_options.request();
    request.timeout = pageTimeout;
    request.bulk = true;
    // No resourceVersion: a quorum read, which never shows less than was seen before (kube.md 1.1, 1.11). It must
    // not accompany a continue token either (1.5).
    if (m_paged) {
        request.query.addQueryItem(u"limit"_s, QString::number(m_options.pageSize));
    }
    if (!continueToken.isEmpty()) {
        request.query.addQueryItem(u"continue"_s, QString::fromLatin1(QUrl::toPercentEncoding(continueToken)));
    }
    const QPointer<Reflector> self(this);
    m_connection.send(request, m_stop.get_token()).then([self, generation = m_generation](Result<Response> answer) {
        if (self && self->m_generation == generation) {
            self->pageArrived(answer);
        }
    });
}

void Reflector::pageArrived(const Result<Response>& answer)
{
    if (!answer) {
        listFailed(answer.error());
        return;
    }
    // The next page travels while this one is decoded. Should the token turn out to be another, it is dropped. The
    // first one tells whether there will be a next one.
    const QString ahead = m_paged && m_page > 0 ? peekContinueToken(answer->body) : QString();
    if (!ahead.isEmpty()) {
        requestPage(ahead);
    }
    const Result<ReflectorHandler::Page> page = m_handler.page(answer->body);
    if (!page) {
        Error error = page.error();
        error.subject = m_options.subject;
        listFailed(error);
        return;
    }
    if (m_page++ == 0) {
        m_listVersion = page->resourceVersion; // identical on all pages of one list (kube.md 1.8)
    }
    if (m_listVersion.isEmpty() || m_listVersion == u"0") { // no version to watch from (kube.md 1.8, 1.17)
        listFailed(
            makeError(Error::Kind::Malformed, m_options.subject, spoken("Server", "a list without resourceVersion")));
        return;
    }
    const bool loading = m_state.phase == ReflectorState::Phase::Loading;
    const qint64 loaded = (loading ? m_state.loaded : 0) + page->items;
    tellLoaded(loaded, page->remaining ? std::optional(loaded + *page->remaining) : std::nullopt);
    if (m_paged && m_page == 1 && !page->continueToken.isEmpty()
        && loaded + page->remaining.value_or(0) >= m_options.streamFrom && beginStreamedList()) {
        return;
    }
    if (page->continueToken == ahead && !ahead.isEmpty()) {
        return;
    }
    dropPages();
    if (!page->continueToken.isEmpty()) {
        requestPage(page->continueToken);
        return;
    }
    listComplete();
    beginWatch();
}

/// Of the list under way, what was asked for and is not here.
void Reflector::dropPages()
{
    ++m_generation;
    m_stop.request_stop();
    m_stop = std::stop_source();
}

void Reflector::listComplete()
{
    m_listed = true;
    m_auditing = false;
    m_lost = false;
    m_resourceVersion = m_listVersion;
    m_lastHeard = m_clock.now();
    m_grace.cancel();
    m_serverErrorsSince.reset();
    m_handler.replace();
    ReflectorState live;
    live.phase = ReflectorState::Phase::Live;
    setState(live);
    emit heard();
    m_audit.cancel();
    if (m_options.auditAfter > 0ms) {
        const double share = 1 + m_random() / 2;
        scheduleAudit(milliseconds(static_cast<qint64>(static_cast<double>(m_options.auditAfter.count()) * share)));
    }
}

void Reflector::listFailed(const Error& error)
{
    dropPages();
    m_handler.discard();
    if (error.kind == Error::Kind::Gone && m_page > 0 && m_paged) {
        beginList(false); // the snapshot behind the token is gone: everything in one page (kube.md 1.6, 1.7)
        return;
    }
    if (error.kind == Error::Kind::NotFound && std::exchange(m_listed, false)) {
        m_handler.replace(); // the collection itself went away: what it held is deleted
    } else if (std::exchange(m_auditing, false) && m_listed) {
        m_grace.cancel();
        scheduleAudit(m_options.auditSpacing);
        beginWatch();
        return;
    }
    pause(error, &Reflector::listAgain);
}

void Reflector::tellLoaded(qint64 loaded, std::optional<qint64> expected)
{
    if (!m_listed) {
        ReflectorState loading;
        loading.phase = ReflectorState::Phase::Loading;
        loading.loaded = loaded;
        loading.expected = expected;
        setState(loading);
    }
}

/// False: this server does not do that, or there is no place among the watches now; pages need none.
bool Reflector::beginStreamedList()
{
    if (m_streamRefused) {
        return false;
    }
    takeTurn();
    if (!m_turn->hasBegun()) {
        m_turn.reset();
        return false;
    }
    dropPages();
    m_handler.discard();
    m_page = 0;
    Request request = watchRequest();
    // No resourceVersion: at least as new as the moment of asking, so never older than what is shown (kube.md 1.11).
    request.query.addQueryItem(u"sendInitialEvents"_s, u"true"_s);
    request.query.addQueryItem(u"resourceVersionMatch"_s, u"NotOlderThan"_s);
    InitialStream::Options options;
    options.subject = m_options.subject;
    m_initial = std::make_unique<InitialStream>(m_connection.watch(request), m_handler, m_clock, options);
    connect(m_initial.get(), &InitialStream::progressed, this,
            [this, expected = m_state.expected](qint64 loaded) { tellLoaded(loaded, expected); });
    connect(m_initial.get(), &InitialStream::completed, this, &Reflector::streamedListComplete);
    connect(m_initial.get(), &InitialStream::failed, this, &Reflector::streamedListFailed);
    return true;
}

void Reflector::streamedListComplete(const QString& resourceVersion)
{
    std::unique_ptr<WatchStream> stream = m_initial->takeStream();
    m_initial->disconnect(this);
    m_initial.release()->deleteLater();
    m_listVersion = resourceVersion;
    listComplete();
    follow(std::move(stream));
    m_watchOpened = true;
}

void Reflector::streamedListFailed(const Error& error, bool useList)
{
    m_initial->takeStream().reset();
    m_initial->disconnect(this);
    m_initial.release()->deleteLater();
    m_turn.reset();
    if (error.kind == Error::Kind::Cancelled) {
        return; // the connection is being closed
    }
    m_streamRefused |= useList;
    if (useList) {
        beginList(true);
    } else {
        listFailed(error);
    }
}

} // namespace konductor::kube
