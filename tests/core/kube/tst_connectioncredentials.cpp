// SPDX-License-Identifier: Apache-2.0
#include "core/kube/connection.h"
#include "core/kube/tlsconfiguration.h"
#include "core/kube/watchstream.h"
#include "tests/support/certificates.h"
#include "tests/support/scriptedserver.h"

#include <QFile>
#include <QProcess>
#include <QSignalSpy>
#include <QTest>

using namespace konductor;
using namespace konductor::kube;
using namespace konductor::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

using Answer = std::shared_ptr<std::optional<Result<Response>>>;

Answer ask(Connection& connection, Verb verb = Verb::Get)
{
    Request request;
    request.verb = verb;
    request.path = u"/who"_s;
    request.subject = u"test"_s;
    auto answer = std::make_shared<std::optional<Result<Response>>>();
    connection.send(std::move(request)).then([answer](Result<Response> result) { *answer = std::move(result); });
    return answer;
}

QString outcome(const Answer& answer)
{
    if (!answer->has_value()) {
        return u"none yet"_s;
    }
    const Result<Response>& result = answer->value();
    return result ? QString::fromUtf8(result->body) : oneLine(result.error());
}

} // namespace

/// Credentials that change while a connection lives: exec plugins and rotated files.
class TestConnectionCredentials : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    SystemClock m_clock;
    std::unique_ptr<Authority> m_authority;

    void write(const QString& name, const QByteArray& content, bool program = false) const
    {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly)) {
            qFatal("cannot write the test's own file");
        }
        file.write(content);
        file.close();
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | (program ? QFile::ExeOwner : QFile::Permission()));
    }
    /// Prints the file "status" as the status of its answer.
    ExecPlugin plugin() const
    {
        write(u"plugin"_s,
              "#!/bin/sh\nprintf '{\"kind\":\"ExecCredential\",\"apiVersion\":\"client.authentication.k8s.io/v1\","
              "\"status\":'\ncat '"
                  + m_folder.path().toUtf8() + "/status'\necho '}'\n",
              true);
        ExecPlugin out{.apiVersion = u"client.authentication.k8s.io/v1"_s,
                       .command = m_folder.filePath(u"plugin"_s),
                       .interactiveMode = u"Never"_s};
        out.allowed = true;
        return out;
    }
    std::unique_ptr<ScriptedServer> greeter()
    {
        const auto identity = m_authority->issue(u"server"_s, u"EC"_s, u"IP:127.0.0.1"_s);
        auto server = std::make_unique<ScriptedServer>(m_authority->serverConfiguration(identity, true));
        server->on(u"/who"_s, [](const ExchangePtr& e) { e->json(e->request.clientName.toUtf8()); });
        return server;
    }
    void issue(const QString& name) const
    {
        const auto identity = m_authority->issue(name, u"EC"_s);
        const auto quoted = [](QByteArray pem) { return pem.replace('\n', "\\n"); };
        write(u"status"_s,
              "{\"clientCertificateData\":\"" + quoted(identity.certificate) + "\",\"clientKeyData\":\""
                  + quoted(identity.key) + "\"}");
    }

private slots:
    void initTestCase()
    {
        m_authority = std::make_unique<Authority>(u"Test Authority"_s);
        QVERIFY2(m_authority->isUsable(), "needs the openssl program, which ./dev test installs");
    }
    void kube_2_25_pluginsTokenIsSent();
    void kube_2_29_refusedTokenIsRenewedOnceAndTheRequestSentAgain();
    void kube_2_29_watchComesAfterTheCredentials();
    void kube_2_28_pluginsFailureIsTheRequestsError();
    void kube_2_29_certificatesOfThePluginOpenNewConnections();
    void kube_2_22_rotatedCertificateFilesAreTaken();
    void kube_2_22_encryptedKeyNeedsItsPassphrase_data();
    void kube_2_22_encryptedKeyNeedsItsPassphrase();
    void keyOfAnotherCertificateIsRefused();
    void kube_2_16_pluginDoesNotRunForPlainHttpElsewhere();
    void closingWhileThePluginRunsEndsTheRequest();
};

void TestConnectionCredentials::kube_2_25_pluginsTokenIsSent()
{
    ScriptedServer server;
    server.on(u"/who"_s, [](const ExchangePtr& e) { e->json(e->request.headers.value("authorization")); });
    write(u"status"_s, R"({"token":"from-plugin"})");
    ConnectionSettings settings;
    settings.server = server.url();
    settings.exec = plugin();
    const auto connection = Connection::open(settings, m_clock);
    QVERIFY(connection.has_value());
    const Answer answer = ask(**connection);
    QTRY_COMPARE_WITH_TIMEOUT(outcome(answer), u"Bearer from-plugin"_s, 30'000);
}

void TestConnectionCredentials::kube_2_29_refusedTokenIsRenewedOnceAndTheRequestSentAgain()
{
    ScriptedServer server;
    server.on(u"/who"_s, [](const ExchangePtr& e) {
        if (e->request.headers.value("authorization") == "Bearer new") {
            e->json("welcome");
        } else {
            e->status(401, "Unauthorized");
        }
    });
    write(u"status"_s, R"({"token":"old"})");
    ConnectionSettings settings;
    settings.server = server.url();
    settings.exec = plugin();
    const auto connection = Connection::open(settings, m_clock);
    QVERIFY(connection.has_value());
    const Answer refused = ask(**connection);
    QTRY_VERIFY_WITH_TIMEOUT(refused->has_value(), 30'000);
    QVERIFY(!refused->value() && refused->value().error().kind == Error::Kind::Unauthorized);
    QCOMPARE(server.requests().size(), 2); // no more than once again
    write(u"status"_s, R"({"token":"new"})");
    const Answer answer = ask(**connection, Verb::Post);
    QTRY_COMPARE_WITH_TIMEOUT(outcome(answer), u"welcome"_s, 30'000);
}

void TestConnectionCredentials::kube_2_29_watchComesAfterTheCredentials()
{
    ScriptedServer server;
    server.on(u"/who"_s, [](const ExchangePtr& e) {
        e->beginStream();
        e->send("{\"token\":\"" + e->request.headers.value("authorization") + "\"}\n");
    });
    write(u"status"_s, R"({"token":"t"})");
    ConnectionSettings settings;
    settings.server = server.url();
    settings.exec = plugin();
    const auto connection = Connection::open(settings, m_clock);
    QVERIFY(connection.has_value());
    Request request;
    request.path = u"/who"_s;
    const auto early = (*connection)->watch(request);
    QSignalSpy failed(early.get(), &WatchStream::failed);
    QTRY_COMPARE(failed.count(), 1);
    QCOMPARE(server.requests().size(), 0); // never without credentials
    QByteArray frame;
    std::unique_ptr<WatchStream> stream;
    const auto again = [&] {
        stream = (*connection)->watch(request);
        connect(stream.get(), &WatchStream::frame, this, [&frame](const QByteArray& json) { frame = json; });
        return QTest::qWaitFor([&] { return !frame.isEmpty(); }, 500);
    };
    QTRY_VERIFY_WITH_TIMEOUT(again(), 30'000);
    QCOMPARE(frame, QByteArray("{\"token\":\"Bearer t\"}"));
}

void TestConnectionCredentials::kube_2_28_pluginsFailureIsTheRequestsError()
{
    ScriptedServer server;
    ConnectionSettings settings;
    settings.server = server.url();
    settings.exec = plugin();
    write(u"plugin"_s, "#!/bin/sh\nexit 3\n", true);
    const auto connection = Connection::open(settings, m_clock);
    QVERIFY(connection.has_value());
    const Answer answer = ask(**connection);
    QTRY_VERIFY_WITH_TIMEOUT(outcome(answer).contains(u"exit code 3"_s), 30'000);
    QCOMPARE(server.requests().size(), 0);
}

void TestConnectionCredentials::kube_2_29_certificatesOfThePluginOpenNewConnections()
{
    const auto server = greeter();
    ConnectionSettings settings;
    settings.server = server->url();
    settings.caPem = m_authority->pem();
    settings.exec = plugin();
    issue(u"alice"_s);
    ManualClock clock(*parseTimestamp(u"2026-11-24T10:00:00Z"));
    const auto connection = Connection::open(settings, clock);
    QVERIFY(connection.has_value());
    const Answer first = ask(**connection);
    QTRY_COMPARE_WITH_TIMEOUT(outcome(first), u"alice"_s, 30'000);
    server->on(u"/who"_s, [](const ExchangePtr& e) {
        if (e->request.clientName == u"alice") {
            e->status(401, "Unauthorized");
        } else {
            e->json(e->request.clientName.toUtf8());
        }
    });
    issue(u"bob"_s);
    const Answer second = ask(**connection);
    QTRY_COMPARE_WITH_TIMEOUT(outcome(second), u"bob"_s, 30'000);
}

void TestConnectionCredentials::kube_2_22_rotatedCertificateFilesAreTaken()
{
    const auto server = greeter();
    const auto alice = m_authority->issue(u"alice"_s, u"EC"_s);
    const auto bob = m_authority->issue(u"bob"_s, u"RSA"_s);
    write(u"cert"_s, alice.certificate);
    write(u"key"_s, alice.key);
    ConnectionSettings settings;
    settings.server = server->url();
    settings.caPem = m_authority->pem();
    settings.clientCertificatePem = alice.certificate;
    settings.clientKeyPem = Secret(alice.key);
    settings.clientCertificateFile = m_folder.filePath(u"cert"_s);
    settings.clientKeyFile = m_folder.filePath(u"key"_s);
    ManualClock clock(*parseTimestamp(u"2026-11-24T10:00:00Z"));
    const auto connection = Connection::open(settings, clock);
    QVERIFY(connection.has_value());
    const Answer first = ask(**connection);
    QTRY_COMPARE(outcome(first), u"alice"_s);
    write(u"cert"_s, bob.certificate);
    clock.advance(2min);
    const Answer half = ask(**connection); // the key is still the old one
    QTRY_COMPARE(outcome(half), u"alice"_s);
    write(u"key"_s, bob.key);
    clock.advance(2min);
    const Answer whole = ask(**connection);
    QTRY_COMPARE(outcome(whole), u"bob"_s);
}

void TestConnectionCredentials::kube_2_22_encryptedKeyNeedsItsPassphrase_data()
{
    QTest::addColumn<QString>("algorithm");
    QTest::addColumn<QStringList>("convert");
    QTest::newRow("RSA in PKCS#8") << u"RSA"_s << QStringList{u"pkcs8"_s, u"-topk8"_s, u"-v2"_s, u"aes-256-cbc"_s};
    QTest::newRow("EC in PKCS#8") << u"EC"_s << QStringList{u"pkcs8"_s, u"-topk8"_s, u"-v2"_s, u"aes-256-cbc"_s};
    QTest::newRow("RSA in PKCS#1") << u"RSA"_s << QStringList{u"rsa"_s, u"-aes256"_s, u"-traditional"_s};
    QTest::newRow("EC in SEC1") << u"EC"_s << QStringList{u"ec"_s, u"-aes256"_s};
}

void TestConnectionCredentials::kube_2_22_encryptedKeyNeedsItsPassphrase()
{
    QFETCH(QString, algorithm);
    QFETCH(QStringList, convert);
    const auto server = greeter();
    const auto alice = m_authority->issue(u"alice"_s, algorithm);
    write(u"open.key"_s, alice.key);
    convert << u"-in"_s << m_folder.filePath(u"open.key"_s) << u"-passout"_s << u"pass:open sesame"_s;
    QProcess openssl;
    openssl.start(u"openssl"_s, convert);
    QVERIFY(openssl.waitForFinished(30'000));
    ConnectionSettings settings;
    settings.server = server->url();
    settings.caPem = m_authority->pem();
    settings.clientCertificatePem = alice.certificate;
    settings.clientKeyPem = Secret(openssl.readAllStandardOutput());
    QVERIFY(settings.clientKeyPem.reveal().contains("ENCRYPTED"));
    const auto without = Connection::open(settings, m_clock);
    QVERIFY(!without);
    QCOMPARE(without.error().reason, encryptedKeyReason);
    settings.keyPassphrase = Secret("open barley");
    const auto wrong = Connection::open(settings, m_clock);
    QVERIFY(!wrong);
    QCOMPARE(wrong.error().reason, encryptedKeyReason);
    settings.keyPassphrase = Secret("open sesame");
    const auto connection = Connection::open(settings, m_clock);
    QVERIFY2(connection.has_value(), connection ? "" : qPrintable(oneLine(connection.error())));
    const Answer answer = ask(**connection);
    QTRY_COMPARE(outcome(answer), u"alice"_s);
}

void TestConnectionCredentials::keyOfAnotherCertificateIsRefused()
{
    for (const QString& algorithm : {u"RSA"_s, u"EC"_s}) {
        const auto alice = m_authority->issue(u"alice"_s, algorithm);
        const auto bob = m_authority->issue(u"bob"_s, algorithm);
        ConnectionSettings settings;
        settings.server = QUrl(u"https://127.0.0.1:1"_s);
        settings.clientCertificatePem = alice.certificate;
        settings.clientKeyPem = Secret(bob.key);
        const auto connection = Connection::open(settings, m_clock);
        QVERIFY(!connection);
        QVERIFY(oneLine(connection.error()).contains(u"does not belong"_s));
    }
}

void TestConnectionCredentials::kube_2_16_pluginDoesNotRunForPlainHttpElsewhere()
{
    ConnectionSettings settings;
    settings.server = QUrl(u"http://192.0.2.1:1"_s);
    settings.exec = plugin();
    write(u"plugin"_s, "#!/bin/sh\ntouch '" + m_folder.path().toUtf8() + "/ran'\n", true);
    const auto connection = Connection::open(settings, m_clock);
    QVERIFY(connection.has_value());
    Request request;
    request.path = u"/who"_s;
    request.timeout = 500ms;
    Answer answer = std::make_shared<std::optional<Result<Response>>>();
    (*connection)->send(request).then([answer](Result<Response> result) { *answer = std::move(result); });
    QTRY_VERIFY(answer->has_value());
    QVERIFY(!QFile::exists(m_folder.filePath(u"ran"_s)));
}

void TestConnectionCredentials::closingWhileThePluginRunsEndsTheRequest()
{
    ConnectionSettings settings;
    settings.server = QUrl(u"https://127.0.0.1:1"_s);
    settings.exec = plugin();
    write(u"plugin"_s, "#!/bin/sh\nexec sleep 600\n", true);
    auto connection = Connection::open(settings, m_clock);
    QVERIFY(connection.has_value());
    const Answer answer = ask(**connection);
    QVERIFY(!answer->has_value());
    connection->reset();
    QVERIFY(answer->has_value());
    QVERIFY(answer->value().error().kind == Error::Kind::Cancelled);
}

QTEST_GUILESS_MAIN(TestConnectionCredentials)
#include "tst_connectioncredentials.moc"
