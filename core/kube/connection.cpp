// SPDX-License-Identifier: Apache-2.0
#include "core/kube/connection.h"

#include "core/base/words.h"
#include "core/kube/credentials.h"
#include "core/kube/headers.h"
#include "core/kube/managerpool.h"
#include "core/kube/proxy.h"
#include "core/kube/refusedreply.h"
#include "core/kube/transfer.h"
#include "core/kube/watchstream.h"
#include "core/kube/watchturns.h"

#include <QPointer>
#include <QSet>

namespace konductor::kube {

using namespace Qt::StringLiterals;

namespace {

Error closedError()
{
    return makeError(Error::Kind::Cancelled, {}, spoken("Server", "the connection was closed"));
}

Result<void> checkServer(const QUrl& server)
{
    const QString scheme = server.scheme();
    if (server.host().isEmpty() || (scheme != u"https" && scheme != u"http")) {
        return fail(
            makeError(Error::Kind::Config, {}, spoken("Server", "the server's address is not an http or https URL")));
    }
    return {};
}

QUrl urlOf(const QUrl& server, const Request& request)
{
    QUrl url =
        server.adjusted(QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment | QUrl::StripTrailingSlash);
    url.setPath((url.path() == u"/" ? QString() : url.path(QUrl::FullyEncoded)) + request.path, QUrl::TolerantMode);
    if (!request.query.isEmpty()) {
        // A plus sign is itself in a URL, but servers read it as a blank in a query.
        url.setQuery(request.query.toString(QUrl::FullyEncoded).replace(u'+', u"%2B"_s), QUrl::TolerantMode);
    }
    return url;
}

QByteArray methodOf(Verb verb)
{
    switch (verb) {
    case Verb::Get:
        return "GET";
    case Verb::Post:
        return "POST";
    case Verb::Put:
        return "PUT";
    case Verb::Patch:
        return "PATCH";
    case Verb::Delete:
        return "DELETE";
    }
    Q_UNREACHABLE();
}

} // namespace

struct Connection::Private {
    Private(const ConnectionSettings& s, Clock& c) : settings(s), clock(c), credentials(settings, c) { }

    ConnectionSettings settings;
    Clock& clock;
    Credentials credentials;
    QNetworkProxy proxy;
    QObject pools; ///< Parent of every pool there still is, so that none outlives the connection.
    std::shared_ptr<ManagerPool> pool;
    int poolGeneration = 0;
    ServerClock serverClock;
    QSet<QString> warned;
    QSet<Transfer*> transfers;
    QSet<WatchStream*> streams;
    std::shared_ptr<WatchTurns> watchTurns = std::make_shared<WatchTurns>(clock, WatchTurns::affordable());

    /// The pool for what is sent now. An earlier one lives as long as something travels in it; what is under way may be
    /// in a signal of one of its replies when it ends, so it goes from the event loop, or with the connection: a thread
    /// that ends may never come to it, and the managers' own threads would go on.
    std::shared_ptr<ManagerPool> currentPool()
    {
        credentials.update();
        if (!pool || poolGeneration != credentials.generation()) {
            const QPointer<ManagerPool> made(new ManagerPool(proxy, &pools));
            pool = std::shared_ptr<ManagerPool>(made.data(), [made](ManagerPool*) {
                if (made) {
                    made->deleteLater();
                }
            });
            poolGeneration = credentials.generation();
        }
        return pool;
    }

    QNetworkRequest networkRequest(const Request& request)
    {
        QNetworkRequest out(urlOf(settings.server, request));
        if (!settings.tlsServerName.isEmpty()) {
            out.setPeerVerifyName(settings.tlsServerName);
        }
        out.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
        out.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
        out.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
        out.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
        out.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
        out.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
        out.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
        out.setRawHeader("User-Agent", "konductor-console/" KONDUCTOR_VERSION);
        out.setRawHeader("Accept", "application/json");
        out.setRawHeader("Accept-Encoding", "identity"); // Qt's own gzip inflates twice and trips (kube.md §3a.5-6)
        if (!request.body.isEmpty()) {
            out.setRawHeader("Content-Type", request.contentType);
        }
        credentials.apply(out);
        return out;
    }
};

Result<std::unique_ptr<Connection>> Connection::open(const ConnectionSettings& settings, Clock& clock)
{
    if (const auto sound = checkServer(settings.server); !sound) {
        return fail(sound.error());
    }
    auto d = std::make_unique<Private>(settings, clock);
    const auto environment = ProxyEnvironment::from(QProcessEnvironment::systemEnvironment());
    const auto proxy = proxyFor(settings, environment);
    if (!proxy) {
        return fail(proxy.error());
    }
    d->proxy = *proxy;
    if (const auto ready = d->credentials.prepare(); !ready) {
        return fail(ready.error());
    }
    return std::unique_ptr<Connection>(new Connection(std::move(d)));
}

Connection::Connection(std::unique_ptr<Private> priv) : d(std::move(priv)) { }

Connection::~Connection()
{
    d->watchTurns->close();
    // Completing one may start or end others, so the sets are looked at afresh each time.
    while (!d->transfers.isEmpty()) {
        Transfer* transfer = *d->transfers.begin();
        d->transfers.remove(transfer);
        transfer->abort(closedError());
    }
    while (!d->streams.isEmpty()) {
        WatchStream* stream = *d->streams.begin();
        d->streams.remove(stream);
        stream->abort(closedError());
    }
}

const ConnectionSettings& Connection::settings() const
{
    return d->settings;
}

void Connection::setReadOnly(bool readOnly)
{
    d->settings.readOnly = readOnly;
}

const ServerClock& Connection::serverClock() const
{
    return d->serverClock;
}

QCoro::Task<Result<Response>> Connection::send(Request request, std::stop_token stop)
{
    if (request.writes() && d->settings.readOnly) {
        co_return fail(makeError(Error::Kind::ReadOnly, request.subject,
                                 spoken("Server", "the connection is read-only"),
                                 spoken("Server", "Connect again without read-only mode to make changes.")));
    }
    if (stop.stop_requested()) {
        co_return fail(makeError(Error::Kind::Cancelled, request.subject, u"stopped"_s));
    }
    const QPointer<Connection> self(this);
    for (bool again = false;; again = true) {
        if (!d->credentials.isReady()) {
            const Result<void> ready = co_await d->credentials.ready(stop);
            if (!ready || !self) {
                co_return fail(ready ? closedError() : ready.error());
            }
        }
        d->credentials.update();
        const Credentials::Attempt attempt = d->credentials.attempt();
        const Result<Response> answer = co_await exchange(request, stop);
        // Refused means not carried out, so that also a write may be sent again.
        const bool refused = !answer && answer.error().httpStatus == 401;
        if (!refused || again || !self || !d->credentials.mayTryAgain(attempt)) {
            co_return answer;
        }
    }
}

QCoro::Task<Result<Response>> Connection::exchange(Request request, std::stop_token stop)
{
    const std::shared_ptr<Transfer> transfer = start(request);
    // The token may be stopped on any thread; the transfer ends on its own.
    const std::stop_callback stopper(stop, [raw = transfer.get(), subject = request.subject] {
        QMetaObject::invokeMethod(
            raw, [raw, subject] { raw->abort(makeError(Error::Kind::Cancelled, subject, u"stopped"_s)); });
    });
    Transfer::Done done{transfer.get()};
    co_return co_await done;
}

std::shared_ptr<Transfer> Connection::start(const Request& request)
{
    const std::shared_ptr<ManagerPool> pool = d->currentPool();
    QNetworkAccessManager& manager = request.bulk ? pool->bulk() : pool->plain();
    QNetworkReply* reply = manager.sendCustomRequest(d->networkRequest(request), methodOf(request.verb), request.body);
    auto transfer = std::make_shared<Transfer>(reply, request.subject, request.timeout, d->clock);
    d->transfers.insert(transfer.get());
    connect(transfer.get(), &Transfer::answered, this,
            [this, attempt = d->credentials.attempt()](const AnswerFacts& facts) {
                if (facts.status == 401) {
                    d->credentials.refused(attempt);
                }
                learn(facts);
            });
    connect(transfer.get(), &QObject::destroyed, this,
            [this, raw = transfer.get(), pool] { d->transfers.remove(raw); });
    return transfer;
}

std::unique_ptr<WatchStream> Connection::watch(const Request& request)
{
    WatchStream::Parts parts{nullptr, request.subject, request.timeout};
    if (d->credentials.isReady()) {
        const std::shared_ptr<ManagerPool> pool = d->currentPool();
        ManagerPool::WatchSlot slot = pool->takeWatchSlot();
        parts.reply = slot.manager->get(d->networkRequest(request));
        parts.place = std::make_shared<std::pair<std::shared_ptr<ManagerPool>, std::shared_ptr<void>>>(
            pool, std::move(slot.place));
    } else {
        parts.reply = new RefusedReply;
        parts.notSent = spoken("Credentials", "the exec plugin has not given credentials yet");
    }
    auto stream = std::make_unique<WatchStream>(std::move(parts), d->clock);
    d->streams.insert(stream.get());
    connect(stream.get(), &WatchStream::answered, this,
            [this, attempt = d->credentials.attempt()](const AnswerFacts& facts) {
                if (facts.status == 401) {
                    d->credentials.refused(attempt);
                }
                learn(facts);
            });
    connect(stream.get(), &QObject::destroyed, this, [this, raw = stream.get()] { d->streams.remove(raw); });
    return stream;
}

WatchTurns& Connection::watchTurns()
{
    return *d->watchTurns;
}

void Connection::warmUp()
{
    if (d->credentials.isReady()) {
        const std::shared_ptr<ManagerPool> pool = d->currentPool();
        pool->warm(d->networkRequest(Request()));
    }
}

void Connection::learn(const AnswerFacts& facts)
{
    for (const QString& text : facts.warnings) {
        if (d->warned.size() < 1'000 && !d->warned.contains(text)) {
            d->warned.insert(text);
            emit serverWarned(text);
        }
    }
    if (const auto date = parseHttpDate(facts.date)) {
        const ServerClock before = d->serverClock;
        d->serverClock.addSample(*date, facts.sent, facts.received);
        if (!(before == d->serverClock)) {
            emit serverClockChanged();
        }
    }
}

} // namespace konductor::kube
