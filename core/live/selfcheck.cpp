// SPDX-License-Identifier: Apache-2.0
#include "core/live/selfcheck.h"

#include "core/api/decoder.h"
#include "core/api/kinds.h"
#include "core/api/paths.h"
#include "core/base/words.h"
#include "core/kube/connection.h"
#include "core/live/clustermirror.h"
#include "core/live/livesession.h"

#include <algorithm>

namespace konductor::live {

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

/// What happens on the engine thread.
struct SelfCheck::Work {
    using Box = std::shared_ptr<Mailbox<SelfCheck>>;

    static void tell(const Box& box, const Result<ObjectIndex>& listed)
    {
        Mailbox<SelfCheck>::deliver(box, [listed](SelfCheck& check) { check.answered(listed); });
    }

    static QCoro::Task<Result<QString>> takePage(kube::Connection& connection, Scope scope, QString token,
                                                 std::stop_token stop, ObjectIndex& listed)
    {
        kube::Request request;
        request.path = collectionPath(scope.kind, scope.ns);
        request.subject = kindInfo(scope.kind).plural.toString();
        request.bulk = true;
        request.query.addQueryItem(u"limit"_s, u"500"_s);
        if (!token.isEmpty()) {
            request.query.addQueryItem(u"continue"_s, QString::fromLatin1(QUrl::toPercentEncoding(token)));
        }
        const Result<kube::Response> answer = co_await connection.send(request, stop);
        if (!answer) {
            co_return fail(answer.error());
        }
        Decoder decoder(scope.kind);
        const Result<ObjectList> page = decoder.list(answer->body);
        if (!page) {
            co_return fail(page.error());
        }
        for (const ObjectPtr& item : page->items) {
            listed.insert(item);
        }
        co_return page->continueToken;
    }

    static QCoro::Task<void> list(kube::Connection& connection, std::vector<Scope> scopes, std::stop_token stop,
                                  Box box)
    {
        ObjectIndex listed;
        for (const Scope& scope : scopes) {
            QString token;
            do {
                const Result<QString> next = co_await takePage(connection, scope, token, stop, listed);
                if (!next) { // the connection may be gone by now
                    tell(box, fail(next.error()));
                    co_return;
                }
                token = *next;
            } while (!token.isEmpty());
        }
        tell(box, listed);
    }
};

SelfCheck::SelfCheck(LiveSession& session, std::vector<Kind> kinds, Clock& clock, Options options)
    : m_session(session)
    , m_kinds(std::move(kinds))
    , m_clock(clock)
    , m_options(options)
    , m_mailbox(std::make_shared<Mailbox<SelfCheck>>(*this))
{
    connect(&session.mirror(), &ClusterMirror::applied, this, [this](const ChangeBatch& batch) {
        if (!batch.changes.empty()) {
            m_lastChange = m_clock.monotonic();
        }
    });
}

SelfCheck::~SelfCheck()
{
    m_mailbox->close();
    m_stop.request_stop();
}

void SelfCheck::start()
{
    again(milliseconds(0));
}

void SelfCheck::again(milliseconds pause)
{
    m_timer = m_clock.after(pause, [this] {
        m_waitingSince = m_clock.monotonic();
        waitForQuiet();
    });
}

void SelfCheck::waitForQuiet()
{
    const milliseconds now = m_clock.monotonic();
    const milliseconds left = m_options.quiet - (now - m_lastChange);
    if (left.count() <= 0 || now - m_waitingSince >= m_options.longestWait) {
        check();
    } else {
        m_timer = m_clock.after(left, [this] { waitForQuiet(); });
    }
}

std::vector<SelfCheck::Scope> SelfCheck::liveScopes() const
{
    std::vector<Scope> scopes;
    for (const Kind kind : m_kinds) {
        const ScopeState state = m_session.mirror().scope(kind);
        if (state.phase == ScopeState::Phase::Live) {
            const QStringList everywhere{QString()};
            for (const QString& ns : state.namespaces.isEmpty() ? everywhere : state.namespaces) {
                scopes.push_back({kind, ns});
            }
        }
    }
    return scopes;
}

void SelfCheck::check()
{
    m_scopes = liveScopes();
    m_session.post([scopes = m_scopes, stop = m_stop.get_token(), box = m_mailbox](kube::Connection* connection) {
        if (connection) {
            Work::list(*connection, scopes, stop, box);
        } else {
            Work::tell(box, fail(makeError(Error::Kind::Offline, {}, spoken("Server", "there is no connection"))));
        }
    });
}

void SelfCheck::answered(const Result<ObjectIndex>& listed)
{
    if (!listed) {
        ++m_failures;
        again(m_options.pause);
        return;
    }
    // A kind that has stopped being live meanwhile says so itself.
    const std::vector<Scope> live = liveScopes();
    std::erase_if(m_scopes, [&](const Scope& scope) {
        return std::none_of(live.begin(), live.end(),
                            [&](const Scope& l) { return l.kind == scope.kind && l.ns == scope.ns; });
    });
    Differences found = differences(m_session.mirror().objects(), m_scopes, *listed);
    const Differences standing = m_suspects;
    m_suspects.clear();
    std::set_intersection(found.begin(), found.end(), standing.begin(), standing.end(),
                          std::inserter(m_suspects, m_suspects.end()));
    const milliseconds now = m_clock.monotonic();
    if (m_suspects.empty()) {
        m_suspectsSince = now;
        m_suspects = std::move(found);
    }
    if (m_suspects.empty()) {
        ++m_checks;
        m_objects = listed->count();
        emit checked();
        again(m_options.pause);
    } else if (now - m_suspectsSince >= m_options.patience) {
        const QString what = m_suspects.begin()->second;
        m_suspects.clear();
        again(m_options.pause);
        emit differs(what);
    } else {
        again(std::min(m_options.pause, m_options.patience / 5));
    }
}

SelfCheck::Differences SelfCheck::differences(const ObjectIndex& shown, const std::vector<Scope>& scopes,
                                              const ObjectIndex& listed)
{
    Differences found;
    for (const Scope& scope : scopes) {
        const auto isInside = [&](const ObjectPtr& o) { return scope.ns.isEmpty() || o->meta.ns == scope.ns; };
        listed.forEach(scope.kind, [&](const ObjectPtr& object) {
            if (!isInside(object)) {
                return;
            }
            const ObjectPtr seen = shown.find(object->key());
            const auto version = [](const ObjectPtr& o) {
                return o->meta.uid.toString() + u'@' + o->meta.resourceVersion.toString();
            };
            if (!seen) {
                found[object->key()] =
                    u"%1: the server has %2, which is not shown"_s.arg(toString(object->key()), version(object));
            } else if (version(seen) != version(object)) {
                found[object->key()] = u"%1: shown is %2, the server has %3"_s.arg(toString(object->key()),
                                                                                   version(seen), version(object));
            } else if (!sameValue(*seen, *object)) {
                found[object->key()] =
                    u"%1: shown with other contents than the server's %2"_s.arg(toString(object->key()), version(seen));
            }
        });
        shown.forEach(scope.kind, [&](const ObjectPtr& seen) {
            if (isInside(seen) && !listed.find(seen->key())) {
                found[seen->key()] = u"%1: shown is %2@%3, which the server does not have"_s.arg(
                    toString(seen->key()), seen->meta.uid.toString(), seen->meta.resourceVersion.toString());
            }
        });
    }
    return found;
}

} // namespace konductor::live
