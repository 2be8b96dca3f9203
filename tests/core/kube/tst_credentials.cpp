// SPDX-License-Identifier: Apache-2.0
#include "core/kube/connection.h"
#include "core/kube/watchstream.h"
#include "tests/support/scriptedserver.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace konductor;
using namespace konductor::kube;
using namespace konductor::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// What happens to requests when the server stops taking a token. The server knows one token at a time.
class TestCredentials : public QObject {
    Q_OBJECT

    std::unique_ptr<ManualClock> m_clock;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<Connection> m_connection;
    QByteArray m_valid;

    void writeToken(const QByteArray& token)
    {
        QFile file(m_folder->filePath(u"token"_s));
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(token);
    }
    auto ask(Verb verb = Verb::Get)
    {
        Request request;
        request.verb = verb;
        request.path = u"/x"_s;
        request.timeout = 20s;
        auto answer = std::make_shared<std::optional<Result<Response>>>();
        m_connection->send(request).then([answer](Result<Response> result) { *answer = std::move(result); });
        return answer;
    }

private slots:
    void init()
    {
        m_connection.reset();
        m_clock = std::make_unique<ManualClock>(*parseTimestamp(u"2026-11-24T12:00:00Z"));
        m_folder = std::make_unique<QTemporaryDir>();
        m_server = std::make_unique<ScriptedServer>();
        m_valid = "Bearer one";
        writeToken("one");
        m_server->on({}, [this](const ExchangePtr& e) {
            if (e->request.headers.value("authorization") == m_valid) {
                e->json("{}");
            } else {
                e->status(401, "Unauthorized");
            }
        });
        ConnectionSettings settings;
        settings.server = m_server->url();
        settings.tokenFile = m_folder->filePath(u"token"_s);
        m_connection = std::move(*Connection::open(settings, *m_clock));
    }
    void cleanup() { m_connection.reset(); }

    void kube_1_25_rotatedTokenIsTriedOnceAfterA401_data()
    {
        QTest::addColumn<int>("verb");
        QTest::newRow("read") << static_cast<int>(Verb::Get);
        QTest::newRow("write, which a 401 has not carried out") << static_cast<int>(Verb::Patch);
    }
    void kube_1_25_rotatedTokenIsTriedOnceAfterA401()
    {
        QFETCH(int, verb);
        m_valid = "Bearer two";
        writeToken("two");
        const auto answer = ask(static_cast<Verb>(verb));
        QTRY_VERIFY(answer->has_value());
        QVERIFY(answer->value().has_value());
        QCOMPARE(m_server->requests().size(), 2);
        QCOMPARE(m_server->requests().first().headers.value("authorization"), "Bearer one");
    }

    void kube_1_25_sameTokenIsNotSentTwice()
    {
        m_valid = "Bearer nobody has it";
        const auto answer = ask();
        QTRY_VERIFY(answer->has_value());
        QVERIFY(answer->value().error().kind == Error::Kind::Unauthorized);
        QCOMPARE(m_server->requests().size(), 1);
    }

    void kube_1_25_wrongNewTokenEndsTheMatter()
    {
        m_valid = "Bearer nobody has it";
        writeToken("two");
        const auto answer = ask();
        QTRY_VERIFY(answer->has_value());
        QVERIFY(answer->value().error().kind == Error::Kind::Unauthorized);
        QCOMPARE(m_server->requests().size(), 2);
    }

    void kube_1_25_eachOfManyRequestsIsSentAgainOnce()
    {
        m_valid = "Bearer two";
        writeToken("two");
        std::vector<std::shared_ptr<std::optional<Result<Response>>>> answers;
        for (int i = 0; i < 20; ++i) {
            answers.push_back(ask());
        }
        for (const auto& answer : answers) {
            QTRY_VERIFY(answer->has_value());
            QVERIFY(answer->value().has_value());
        }
        QVERIFY(m_server->requests().size() <= 40);
    }

    void kube_1_25_watchRefusedWith401IsFollowedByOneWithTheNewToken()
    {
        Request request;
        request.path = u"/x"_s;
        request.timeout = 20s;
        m_valid = "Bearer two";
        writeToken("two");
        const auto first = m_connection->watch(request);
        QSignalSpy failed(first.get(), &WatchStream::failed);
        QTRY_COMPARE(failed.count(), 1);
        QVERIFY(failed.first().first().value<Error>().kind == Error::Kind::Unauthorized);
        const auto second = m_connection->watch(request);
        QSignalSpy opened(second.get(), &WatchStream::opened);
        QTRY_COMPARE(opened.count(), 1);
    }

    void closingBetweenTheTwoAttemptsIsHarmless()
    {
        writeToken("two");
        m_server->on({}, [this](const ExchangePtr& e) {
            if (m_server->requests().size() == 1) {
                e->status(401, "Unauthorized");
            } // the second attempt hangs
        });
        const auto answer = ask();
        QTRY_COMPARE(m_server->requests().size(), 2);
        m_connection.reset();
        QVERIFY(answer->has_value());
        QVERIFY(answer->value().error().kind == Error::Kind::Cancelled);
    }
};

QTEST_GUILESS_MAIN(TestCredentials)
#include "tst_credentials.moc"
