// SPDX-License-Identifier: Apache-2.0
#include "core/kube/statuserror.h"

#include <QTest>

using namespace konductor;
using namespace konductor::kube;

namespace {
const Timestamp noon = *parseTimestamp(u"2026-11-24T12:00:00Z");
QByteArray status(int code, const char* reason, const char* extra = "")
{
    return QByteArray("{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"message\":\"the words\",\"reason\":\"") + reason
        + "\",\"code\":" + QByteArray::number(code) + extra + '}';
}
} // namespace

class TestStatusError : public QObject {
    Q_OBJECT
private slots:
    void httpAnswersBecomeKinds_data();
    void httpAnswersBecomeKinds();
    void serversWordsAreKept();
    void kube_1_12_tooLargeResourceVersionIsRecognised();
    void retryAfterHeaderWinsOverTheStatus();
    void kube_1_49_htmlBecomesReadable();
    void longAndHostileBodiesAreBoundedAndVisible();
    void kube_1_52_redirectNamesItsTargetWithoutSecrets();
    void kube_1_24_errorEventWithoutStatusIsMalformed();
    void kube_1_20_expiredAndGoneEventsAreGone();
    void kube_1_21_eventWithoutCodeIsUnderstoodByItsReason();
    void eventWithoutAnyWordsStillSaysSomething();
};

void TestStatusError::httpAnswersBecomeKinds_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("reason");
    QTest::addColumn<QString>("kind");
    const auto row = [](int code, const char* reason, const char* kind) {
        QTest::addRow("%d %s", code, reason) << code << QByteArray(reason) << QString::fromLatin1(kind);
    };
    row(400, "BadRequest", "Invalid");
    row(401, "Unauthorized", "Unauthorized");
    row(403, "Forbidden", "Forbidden");
    row(404, "NotFound", "NotFound");
    row(405, "MethodNotAllowed", "Invalid");
    row(409, "AlreadyExists", "AlreadyExists");
    row(409, "Conflict", "Conflict");
    row(410, "Expired", "Gone");
    row(410, "Gone", "Gone");
    row(415, "UnsupportedMediaType", "Invalid");
    row(422, "Invalid", "Invalid");
    row(429, "TooManyRequests", "Throttled");
    row(500, "InternalError", "Server");
    row(503, "ServiceUnavailable", "Server");
    row(504, "Timeout", "Timeout");
}

void TestStatusError::httpAnswersBecomeKinds()
{
    QFETCH(int, code);
    QFETCH(QByteArray, reason);
    QFETCH(QString, kind);
    const Error error =
        statusError({.status = code, .body = status(code, reason.constData())}, QStringLiteral("leases"), noon);
    QCOMPARE(toString(error.kind), kind);
    QCOMPARE(error.httpStatus, code);
    QCOMPARE(error.reason, QString::fromLatin1(reason));
}

void TestStatusError::serversWordsAreKept()
{
    const Error error =
        statusError({.status = 403, .body = status(403, "Forbidden")}, QStringLiteral("leases in a"), noon);
    QCOMPARE(error.message.kept, QStringLiteral("the words"));
    QCOMPARE(error.subject.kept, QStringLiteral("leases in a"));
}

void TestStatusError::kube_1_12_tooLargeResourceVersionIsRecognised()
{
    const QByteArray cause =
        status(504, "Timeout", ",\"details\":{\"causes\":[{\"reason\":\"ResourceVersionTooLarge\"}]}");
    QCOMPARE(toString(statusError({.status = 504, .body = cause}, {}, noon).kind),
             toString(Error::Kind::TooLargeResourceVersion));
    const QByteArray words = "{\"kind\":\"Status\",\"reason\":\"Timeout\",\"code\":504,\"message\":\"Timeout: Too "
                             "large resource version: 9\"}";
    QCOMPARE(toString(statusError({.status = 504, .body = words}, {}, noon).kind),
             toString(Error::Kind::TooLargeResourceVersion));
}

void TestStatusError::retryAfterHeaderWinsOverTheStatus()
{
    const QByteArray body = status(429, "TooManyRequests", ",\"details\":{\"retryAfterSeconds\":7}");
    QCOMPARE(statusError({.status = 429, .body = body}, {}, noon).retryAfter, std::chrono::milliseconds(7'000));
    QCOMPARE(statusError({.status = 429, .body = body, .retryAfter = "2"}, {}, noon).retryAfter,
             std::chrono::milliseconds(2'000));
}

void TestStatusError::kube_1_49_htmlBecomesReadable()
{
    const QByteArray html =
        "<html><head><style>p{}</style><script>evil()</script></head><body><h1>502</h1>\n<p>nginx</p></body></html>";
    const Error error = statusError({.status = 502, .body = html, .contentType = "text/html"}, {}, noon);
    QCOMPARE(toString(error.kind), toString(Error::Kind::Server));
    QCOMPARE(error.message.kept, QStringLiteral("HTTP 502 bad gateway: 502 nginx"));
}

void TestStatusError::longAndHostileBodiesAreBoundedAndVisible()
{
    const Error error = statusError({.status = 500, .body = "\x1b]0;owned\x07" + QByteArray(100'000, 'x')}, {}, noon);
    QVERIFY(error.message.kept.size() < 260);
    QVERIFY(!error.message.kept.contains(QChar(0x1b)));
    const Error empty = statusError({.status = 503}, {}, noon);
    QCOMPARE(empty.message, QStringLiteral("HTTP 503 service unavailable"));
}

void TestStatusError::kube_1_52_redirectNamesItsTargetWithoutSecrets()
{
    const Error error =
        statusError({.status = 302, .location = "https://user:pw@sso.example/login?token=abc"}, {}, noon);
    QVERIFY(error.message.kept.contains(QStringLiteral("https://sso.example/login")));
    QVERIFY(!error.message.kept.contains(QStringLiteral("pw")));
    QVERIFY(!error.message.kept.contains(QStringLiteral("abc")));
    QCOMPARE(error.httpStatus, 302);
}

void TestStatusError::kube_1_24_errorEventWithoutStatusIsMalformed()
{
    QCOMPARE(toString(statusEventError("{\"kind\":\"Lease\"}", {}).kind), toString(Error::Kind::Malformed));
    QCOMPARE(toString(statusEventError("", {}).kind), toString(Error::Kind::Malformed));
}

void TestStatusError::kube_1_20_expiredAndGoneEventsAreGone()
{
    QCOMPARE(toString(statusEventError(status(410, "Expired"), {}).kind), toString(Error::Kind::Gone));
    QCOMPARE(toString(statusEventError(status(410, "Gone"), {}).kind), toString(Error::Kind::Gone));
    QCOMPARE(toString(statusEventError(status(0, "Expired"), {}).kind), toString(Error::Kind::Gone));
}

void TestStatusError::kube_1_21_eventWithoutCodeIsUnderstoodByItsReason()
{
    QCOMPARE(toString(statusEventError(status(0, "TooManyRequests"), {}).kind), toString(Error::Kind::Throttled));
    QCOMPARE(toString(statusEventError(status(0, "Forbidden"), {}).kind), toString(Error::Kind::Forbidden));
    QCOMPARE(toString(statusEventError(status(0, "Unheard"), {}).kind), toString(Error::Kind::Server));
}

void TestStatusError::eventWithoutAnyWordsStillSaysSomething()
{
    QCOMPARE(statusEventError(R"({"kind":"Status","reason":"Unheard"})", {}).message, QStringLiteral("Unheard"));
    QVERIFY(!statusEventError(R"({"kind":"Status"})", {}).message.isEmpty());
}

QTEST_GUILESS_MAIN(TestStatusError)
#include "tst_statuserror.moc"
