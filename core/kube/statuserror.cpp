// SPDX-License-Identifier: Apache-2.0
#include "core/kube/statuserror.h"

#include "core/base/text.h"
#include "core/base/words.h"
#include "core/kube/headers.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QUrl>

namespace konductor::kube {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestMessage = 1'000;
constexpr qsizetype longestForeign = 200;
constexpr qsizetype longestParsed = 1024 * 1024;

/// A v1 Status, as far as it is used.
struct Status {
    int code = 0;
    QString reason;
    QString message;
    bool resourceVersionTooLarge = false;
    std::optional<std::chrono::milliseconds> retryAfter;
};

std::optional<Status> readStatus(const QByteArray& body)
{
    if (body.size() > longestParsed) {
        return std::nullopt;
    }
    const QJsonObject json = QJsonDocument::fromJson(body).object();
    if (json.value("kind"_L1).toString() != "Status"_L1) {
        return std::nullopt;
    }
    Status status;
    status.code = json.value("code"_L1).toInt();
    status.reason = elided(json.value("reason"_L1).toString(), 100);
    status.message = elided(json.value("message"_L1).toString(), longestMessage);
    const QJsonObject details = json.value("details"_L1).toObject();
    const int seconds = details.value("retryAfterSeconds"_L1).toInt();
    if (seconds > 0) {
        status.retryAfter = std::chrono::seconds{qMin(seconds, 3'600)};
    }
    const QJsonArray causes = details.value("causes"_L1).toArray();
    for (const QJsonValue& cause : causes) {
        if (cause.toObject().value("reason"_L1).toString() == "ResourceVersionTooLarge"_L1) {
            status.resourceVersionTooLarge = true;
        }
    }
    // Older servers say it in words only (kube.md 1.12).
    status.resourceVersionTooLarge |=
        status.reason == "Timeout"_L1 && status.message.contains("Too large resource version"_L1);
    return status;
}

Error::Kind kindOf(int code, const QString& reason)
{
    switch (code) {
    case 401:
        return Error::Kind::Unauthorized;
    case 403:
        return Error::Kind::Forbidden;
    case 404:
        return Error::Kind::NotFound;
    case 408:
        return Error::Kind::Timeout;
    case 409:
        return reason == "AlreadyExists"_L1 ? Error::Kind::AlreadyExists : Error::Kind::Conflict;
    case 410:
        return Error::Kind::Gone;
    case 429:
        return Error::Kind::Throttled;
    case 504:
        return Error::Kind::Timeout;
    default:
        break;
    }
    if (reason == "Expired"_L1 || reason == "Gone"_L1) {
        return Error::Kind::Gone;
    }
    if (code >= 300 && code < 400) {
        return Error::Kind::Malformed;
    }
    return code >= 400 && code < 500 ? Error::Kind::Invalid : Error::Kind::Server;
}

/// What a Status without a code means by its reason; zero for a reason that says nothing.
int codeOf(const QString& reason)
{
    static const QHash<QString, int> codes{{u"Unauthorized"_s, 401},
                                           {u"Forbidden"_s, 403},
                                           {u"NotFound"_s, 404},
                                           {u"AlreadyExists"_s, 409},
                                           {u"Conflict"_s, 409},
                                           {u"Gone"_s, 410},
                                           {u"Expired"_s, 410},
                                           {u"Invalid"_s, 422},
                                           {u"TooManyRequests"_s, 429},
                                           {u"InternalError"_s, 500},
                                           {u"ServiceUnavailable"_s, 503},
                                           {u"Timeout"_s, 504}};
    return codes.value(reason);
}

QString nameOf(int code)
{
    switch (code) {
    case 400:
        return u"bad request"_s;
    case 401:
        return u"unauthorized"_s;
    case 403:
        return u"forbidden"_s;
    case 404:
        return u"not found"_s;
    case 407:
        return u"proxy authentication required"_s;
    case 410:
        return u"gone"_s;
    case 429:
        return u"too many requests"_s;
    case 500:
        return u"internal error"_s;
    case 502:
        return u"bad gateway"_s;
    case 503:
        return u"service unavailable"_s;
    case 504:
        return u"gateway time-out"_s;
    default:
        return {};
    }
}

/// A few words out of a body that is no Status: a proxy's HTML page, plain text, or rubbish.
QString foreignText(const QByteArray& body)
{
    QString text = QString::fromUtf8(body.left(16 * 1024));
    static const QRegularExpression hidden(u"<(script|style)\\b.*?</\\1\\s*>"_s,
                                           QRegularExpression::CaseInsensitiveOption
                                               | QRegularExpression::DotMatchesEverythingOption);
    static const QRegularExpression tag(u"<[^>]*>"_s);
    text.replace(hidden, u" "_s).replace(tag, u" "_s);
    return elided(visibleText(text.simplified()), longestForeign);
}

Error redirectError(const FailedAnswer& answer, const Spoken& subject)
{
    const QUrl target = QUrl::fromEncoded(answer.location);
    const QString where = target.toString(QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment);
    Error error = makeError(
        Error::Kind::Malformed, subject,
        spoken("Server",
               "the server redirects to \"%1\"; redirects are not followed, because they would hand the credentials on")
            .arg(elided(visibleText(where), longestForeign)),
        spoken("Server", "Put the final address into the cluster's \"server\" field."));
    error.httpStatus = answer.status;
    return error;
}

Error fromStatus(const Status& status, int code, const Spoken& subject)
{
    Error error;
    error.kind = status.resourceVersionTooLarge ? Error::Kind::TooLargeResourceVersion : kindOf(code, status.reason);
    error.subject = subject;
    error.message = status.message.isEmpty() ? nameOf(code) : status.message;
    if (error.message.isEmpty()) {
        error.message = status.reason.isEmpty() ? spoken("Server", "the server gives no reason") : status.reason;
    }
    error.httpStatus = code;
    error.reason = status.reason;
    error.retryAfter = status.retryAfter;
    return error;
}

} // namespace

Error statusError(const FailedAnswer& answer, const Spoken& subject, Timestamp now)
{
    if (answer.status < 400 && answer.status >= 300) {
        return redirectError(answer, subject);
    }
    Error error;
    if (const auto status = readStatus(answer.body)) {
        error = fromStatus(*status, answer.status, subject);
    } else {
        const QString name = nameOf(answer.status);
        error.kind = kindOf(answer.status, {});
        if (answer.status == 404 && answer.contentType.startsWith("text/html")) {
            error.kind = Error::Kind::Server; // a proxy's page, which does not say that the resource is gone
        }
        error.subject = subject;
        error.httpStatus = answer.status;
        error.message = u"HTTP %1"_s.arg(answer.status) + (name.isEmpty() ? QString() : u' ' + name);
        if (isForeignEncoding(answer.contentEncoding)) {
            error.message = spoken("Server", "%1; its text is compressed, which was not asked for").arg(error.message);
        } else if (const QString text = foreignText(answer.body); !text.isEmpty()) {
            error.message += u": "_s + text;
        }
    }
    if (const auto pause = parseRetryAfter(answer.retryAfter, now)) {
        error.retryAfter = pause;
    }
    return error;
}

Error statusEventError(const QByteArray& bytes, const Spoken& subject)
{
    if (const auto status = readStatus(bytes)) {
        return fromStatus(*status, status->code > 0 ? status->code : codeOf(status->reason), subject);
    }
    return makeError(Error::Kind::Malformed, subject,
                     spoken("Server", "the watch reported an error that is no Status object"));
}

} // namespace konductor::kube
