// SPDX-License-Identifier: Apache-2.0
#include "core/kube/connection.h"

#include "core/kube/credentials.h"
#include "core/kube/headers.h"
#include "core/kube/managerpool.h"
#include "core/kube/tlsconfiguration.h"
#include "core/kube/transfer.h"
#include "core/kube/watchstream.h"

#include <QPointer>
#include <QSet>

namespace konductor::kube {

using namespace Qt::StringLiterals;

namespace {

Error closedError()
{
    return makeError(Error::Kind::Cancelled, {}, u"the connection was closed"_s);
}

Result<void> checkServer(const QUrl& server)
{
    const QString scheme = server.scheme();
    if (server.host().isEmpty() || (scheme != u"https" && scheme != u"http")) {
        return fail(makeError(Error::Kind::Config, {}, u"the server's address is not an http or https URL"_s));
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
    QSslConfiguration tls;
    ManagerPool pool;
    ServerClock serverClock;
    QSet<QString> warned;
    QSet<Transfer*> transfers;
    QSet<WatchStream*> streams;

    QNetworkRequest networkRequest(const Request& request)
    {
        QNetworkRequest out(urlOf(settings.server, request));
        out.setSslConfiguration(tls);
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
    if (settings.exec) {
        return fail(makeError(Error::Kind::Unsupported, u"user \"%1\""_s.arg(settings.userName),
                              u"it signs in through the exec plugin \"%1\", which this version cannot run yet"_s.arg(
                                  settings.exec->command),
                              u"Use a context with a token or a client certificate."_s));
    }
    if (!settings.proxyUrl.isEmpty()) {
        return fail(makeError(Error::Kind::Unsupported, u"cluster \"%1\""_s.arg(settings.clusterName),
                              u"it asks for a proxy (proxy-url), which this version cannot use"_s));
    }
    auto d = std::make_unique<Private>(settings, clock);
    auto tls = tlsConfiguration(settings);
    if (!tls) {
        return fail(tls.error());
    }
    d->tls = std::move(*tls);
    if (const auto ready = d->credentials.prepare(); !ready) {
        return fail(ready.error());
    }
    return std::unique_ptr<Connection>(new Connection(std::move(d)));
}

Connection::Connection(std::unique_ptr<Private> priv) : d(std::move(priv)) { }

Connection::~Connection()
{
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

const ServerClock& Connection::serverClock() const
{
    return d->serverClock;
}

QCoro::Task<Result<Response>> Connection::send(Request request, std::stop_token stop)
{
    if (request.writes() && d->settings.readOnly) {
        co_return fail(makeError(Error::Kind::ReadOnly, request.subject, u"the connection is read-only"_s,
                                 u"Connect again without read-only mode to make changes."_s));
    }
    if (stop.stop_requested()) {
        co_return fail(makeError(Error::Kind::Cancelled, request.subject, u"stopped"_s));
    }
    const QPointer<Connection> self(this);
    for (bool again = false;; again = true) {
        const std::shared_ptr<Transfer> transfer = start(request);
        const int generation = d->credentials.generation();
        // The token may be stopped on any thread; the transfer ends on its own.
        const std::stop_callback stopper(stop, [raw = transfer.get(), subject = request.subject] {
            QMetaObject::invokeMethod(
                raw, [raw, subject] { raw->abort(makeError(Error::Kind::Cancelled, subject, u"stopped"_s)); });
        });
        Transfer::Done done{transfer.get()};
        Result<Response> answer = co_await done;
        const bool unauthorized = !answer && answer.error().httpStatus == 401;
        if (!unauthorized || again || !self || !d->credentials.renewedSince(generation)) {
            co_return answer;
        }
    }
}

std::shared_ptr<Transfer> Connection::start(const Request& request)
{
    QNetworkAccessManager& manager = request.bulk ? d->pool.bulk() : d->pool.plain();
    QNetworkReply* reply = manager.sendCustomRequest(d->networkRequest(request), methodOf(request.verb), request.body);
    auto transfer = std::make_shared<Transfer>(reply, request.subject, request.timeout, d->clock);
    d->transfers.insert(transfer.get());
    connect(transfer.get(), &Transfer::answered, this, &Connection::learn);
    connect(transfer.get(), &QObject::destroyed, this, [this, raw = transfer.get()] { d->transfers.remove(raw); });
    return transfer;
}

std::unique_ptr<WatchStream> Connection::watch(const Request& request)
{
    ManagerPool::WatchSlot slot = d->pool.takeWatchSlot();
    QNetworkReply* reply = slot.manager->get(d->networkRequest(request));
    auto stream = std::make_unique<WatchStream>(
        WatchStream::Parts{reply, request.subject, request.timeout, std::move(slot.place)}, d->clock);
    d->streams.insert(stream.get());
    connect(stream.get(), &WatchStream::answered, this, &Connection::learn);
    connect(stream.get(), &QObject::destroyed, this, [this, raw = stream.get()] { d->streams.remove(raw); });
    return stream;
}

void Connection::learn(const AnswerFacts& facts)
{
    if (facts.status == 401) {
        d->credentials.refused();
    }
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
