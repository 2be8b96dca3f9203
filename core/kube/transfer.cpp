// SPDX-License-Identifier: Apache-2.0
#include "core/kube/transfer.h"

#include "core/base/words.h"
#include "core/kube/headers.h"
#include "core/kube/networkerror.h"
#include "core/kube/statuserror.h"

namespace konductor::kube {

using namespace Qt::StringLiterals;

AnswerFacts factsOf(const QNetworkReply& reply, Timestamp sent, Timestamp received)
{
    return {.status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(),
            .date = reply.rawHeader("Date"),
            .warnings = parseWarnings(reply.rawHeader("Warning")),
            .sent = sent,
            .received = received};
}

std::optional<Error> unusableAnswer(const QNetworkReply& reply, const Spoken& subject)
{
    if (reply.rawHeader("Content-Type").startsWith("text/html")) {
        return makeError(
            Error::Kind::Malformed, subject, spoken("Server", "the server answered with a web page instead of JSON"),
            spoken("Server",
                   "Is this the address of a Kubernetes API server? A sign-in page or proxy may stand before it."));
    }
    if (isForeignEncoding(reply.rawHeader("Content-Encoding"))) {
        return makeError(Error::Kind::Malformed, subject,
                         spoken("Server", "the answer is compressed, although it was asked for as it is"),
                         spoken("Server", "A proxy between here and the API server may do that."));
    }
    return std::nullopt;
}

Error refusal(const QNetworkReply& reply, const QByteArray& body, const Spoken& subject, Timestamp now)
{
    return statusError({.status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(),
                        .body = body,
                        .contentType = reply.rawHeader("Content-Type"),
                        .retryAfter = reply.rawHeader("Retry-After"),
                        .location = reply.rawHeader("Location"),
                        .contentEncoding = reply.rawHeader("Content-Encoding")},
                       subject, now);
}

Transfer::Transfer(QNetworkReply* reply, Spoken subject, std::chrono::milliseconds timeout, Clock& clock)
    : m_reply(reply)
    , m_subject(std::move(subject))
    , m_clock(clock)
    , m_sent(clock.now())
{
    connect(reply, &QNetworkReply::readyRead, this, &Transfer::collect);
    connect(reply, &QNetworkReply::finished, this, &Transfer::finish);
    connect(reply, &QNetworkReply::sslErrors, this,
            [this](const QList<QSslError>& problems) { m_tlsProblems = problems; });
    m_deadline = clock.after(timeout, [this, timeout] {
        abort(makeError(
            Error::Kind::Timeout, m_subject,
            spoken("Server", "no complete answer within %1 s").arg(std::chrono::duration<double>(timeout).count())));
    });
}

Transfer::~Transfer()
{
    if (m_reply) {
        m_reply->disconnect(this);
        m_reply->abort();
        m_reply->deleteLater();
    }
}

void Transfer::abort(const Error& why)
{
    if (m_result) {
        return;
    }
    if (m_reply) {
        m_reply->disconnect(this);
        m_reply->abort();
    }
    complete(fail(why));
}

void Transfer::collect()
{
    m_body += m_reply->readAll();
    if (m_body.size() > longestBody) {
        abort(makeError(Error::Kind::Malformed, m_subject,
                        spoken("Server", "the answer is longer than %1 MiB").arg(longestBody >> 20)));
    }
}

void Transfer::finish()
{
    collect();
    if (m_result) {
        return;
    }
    const AnswerFacts facts = factsOf(*m_reply, m_sent, m_clock.now());
    Result<Response> result = evaluate(facts);
    if (facts.status > 0) {
        emit answered(facts);
    }
    complete(std::move(result));
}

Result<Response> Transfer::evaluate(const AnswerFacts& facts)
{
    // Below 200 there was no answer; a 2xx that broke off is an error of the network, not of the server.
    const bool broken = m_reply->error() != QNetworkReply::NoError && facts.status < 300;
    if (facts.status == 0 || broken) {
        return fail(networkError(m_reply->error(), m_reply->errorString(), m_reply->url(), m_tlsProblems));
    }
    if (facts.status >= 300) {
        return fail(refusal(*m_reply, m_body, m_subject, facts.received));
    }
    if (const auto why = unusableAnswer(*m_reply, m_subject)) {
        return fail(*why);
    }
    return Response{.status = facts.status, .body = std::move(m_body), .warnings = facts.warnings};
}

void Transfer::complete(Result<Response> result)
{
    m_deadline.cancel();
    m_result = std::move(result);
    if (m_waiting) {
        std::exchange(m_waiting, {}).resume(); // may delete this
    }
}

} // namespace konductor::kube
