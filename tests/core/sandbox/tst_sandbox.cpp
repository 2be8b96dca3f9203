// SPDX-License-Identifier: Apache-2.0
#include "tests/core/sandbox/sandboxclient.h"

#include "core/api/kind.h"

#include <QElapsedTimer>
#include <QRegularExpression>
#include <QTcpSocket>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace konductor;
using sandbox::Sandbox;
using test::SandboxClient;

class SandboxTest : public QObject {
    Q_OBJECT

private:
    static std::unique_ptr<Sandbox> empty()
    {
        Sandbox::Options options;
        options.scenario = u"empty"_s;
        return std::move(*Sandbox::start(options));
    }

private slots:
    void startsWithinAHundredMilliseconds()
    {
        QElapsedTimer timer;
        timer.start();
        const auto sandbox = Sandbox::start({});
        QVERIFY(sandbox);
        QVERIFY2(timer.elapsed() < 400,
                 qPrintable(QString::number(timer.elapsed()))); // 20 ms here; room for sanitizers
    }

    void unknownScenarioNamesTheKnownOnes()
    {
        Sandbox::Options options;
        options.scenario = u"nonesuch"_s;
        const auto sandbox = Sandbox::start(options);
        QVERIFY(!sandbox);
        QVERIFY(sandbox.error().kind == Error::Kind::Config);
        QVERIFY(sandbox.error().advice.kept.contains(u"nightly-pipeline"_s));
    }

    void takenPortIsSaidPlainly()
    {
        const auto first = empty();
        Sandbox::Options options;
        options.scenario = u"empty"_s;
        options.port = static_cast<quint16>(first->url().port());
        const auto second = Sandbox::start(options);
        QVERIFY(!second);
        QVERIFY(second.error().kind == Error::Kind::Offline);
    }

    void everyScenarioHasADescription()
    {
        const auto scenarios = Sandbox::scenarios();
        QVERIFY(scenarios.size() >= 2);
        for (const auto& info : scenarios) {
            QVERIFY2(!info.description.isEmpty(), qPrintable(info.name));
        }
    }

    void kube_6_8_requestWithoutThePrefixGets404()
    {
        const auto sandbox = empty();
        SandboxClient client(*sandbox);
        QUrl url = sandbox->url();
        for (const auto& path : {u"/version"_s, u"/"_s, u"/s-00000000000000000000000000000000/version"_s}) {
            url.setPath(path);
            QCOMPARE(client.sendTo(url).status, 404);
        }
        url.setPath(sandbox->url().path() + u"/version"_s);
        QCOMPARE(client.sendTo(url).status, 200);
    }

    void kube_6_8_hostHeaderMustBeLoopback_data()
    {
        QTest::addColumn<QByteArray>("host");
        QTest::addColumn<int>("status");
        QTest::newRow("address") << QByteArray("127.0.0.1:1234") << 200;
        QTest::newRow("name") << QByteArray("localhost") << 200;
        QTest::newRow("IPv6") << QByteArray("[::1]:80") << 200;
        QTest::newRow("rebound name") << QByteArray("evil.example") << 403;
        QTest::newRow("loopback as a label") << QByteArray("127.0.0.1.evil.example") << 403;
    }
    void kube_6_8_hostHeaderMustBeLoopback()
    {
        QFETCH(QByteArray, host);
        const auto sandbox = empty();
        SandboxClient client(*sandbox);
        QUrl url = sandbox->url();
        url.setPath(url.path() + u"/version"_s);
        QTEST(client.sendTo(url, "GET", host).status, "status");
    }

    void prefixHas128RandomBits()
    {
        const QString one = empty()->url().path();
        const QString two = empty()->url().path();
        QVERIFY(QRegularExpression(u"^/s-[0-9a-f]{32}$"_s).match(one).hasMatch());
        QVERIFY(one != two);
    }

    void kubeconfigNamesTheServerAndTheContextSandbox()
    {
        const auto sandbox = empty();
        const QByteArray config = sandbox->kubeconfig();
        QVERIFY(config.contains("server: " + sandbox->url().toString().toUtf8()));
        QVERIFY(config.contains("current-context: sandbox"));
        QCOMPARE(sandbox->connectionSettings().server, sandbox->url());
    }

    void discoveryListsTheElevenKinds()
    {
        const auto sandbox = empty();
        SandboxClient client(*sandbox);
        QStringList groups;
        for (const QJsonValue& group : client.get(u"/apis"_s).json["groups"_L1].toArray()) {
            groups.append(group.toObject()["name"_L1].toString());
        }
        QVERIFY(groups.contains(u"sync.konductor.io"_s));
        QStringList plurals;
        for (const QJsonValue& resource : client.get(u"/apis/sync.konductor.io/v1"_s).json["resources"_L1].toArray()) {
            plurals.append(resource.toObject()["name"_L1].toString());
        }
        for (const Kind kind : konductorKinds) {
            QVERIFY(plurals.contains(kindInfo(kind).plural.toString()));
            QVERIFY(plurals.contains(kindInfo(kind).plural.toString() + u"/status"_s));
        }
        QCOMPARE(client.get(u"/apis/nonesuch/v1"_s).status, 404);
        QCOMPARE(client.get(u"/apis/sync.konductor.io/v1/nonesuch"_s).reason(), u"NotFound"_s);
    }

    void accessReviewAllowsEverything()
    {
        const auto sandbox = empty();
        SandboxClient client(*sandbox);
        const auto review =
            client.post(u"/apis/authorization.k8s.io/v1/selfsubjectaccessreviews"_s, {{u"spec"_s, QJsonObject()}});
        QCOMPARE(review.status, 201);
        QVERIFY(review.json["status"_L1].toObject()["allowed"_L1].toBool());
        const auto self = client.post(u"/apis/authentication.k8s.io/v1/selfsubjectreviews"_s, {});
        QCOMPARE(self.json["status"_L1].toObject()["userInfo"_L1].toObject()["username"_L1].toString(), u"sandbox"_s);
    }

    void destructionEndsOpenWatchesAtOnce()
    {
        auto sandbox = empty();
        SandboxClient client(*sandbox);
        const auto watch = client.watch(test::path({}, u"leases"_s) + u"?watch=true"_s);
        QTRY_COMPARE(watch->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), 200);
        QElapsedTimer timer;
        timer.start();
        sandbox.reset();
        QVERIFY(timer.elapsed() < 500);
        QTRY_VERIFY(watch->isFinished());
    }

    void garbageInsteadOfHttpHarmsNothing()
    {
        const auto sandbox = empty();
        QTcpSocket socket;
        socket.connectToHost(u"127.0.0.1"_s, static_cast<quint16>(sandbox->url().port()));
        QVERIFY(socket.waitForConnected());
        socket.write(QByteArray::fromHex("16030100ff") + " garbage\r\n\r\n");
        QTRY_COMPARE(socket.state(), QAbstractSocket::UnconnectedState);
        SandboxClient client(*sandbox);
        QCOMPARE(client.get(u"/version"_s).status, 200);
    }

    void bodyOverThreeMebibytesGets413()
    {
        const auto sandbox = empty();
        SandboxClient client(*sandbox);
        const auto answer = client.sendRaw("POST", test::path(u"team-a"_s, u"leases"_s),
                                           QByteArray(4 * 1024 * 1024, ' '), "application/json");
        // The server may close before the whole body is sent: a status or a broken connection, never an acceptance.
        QVERIFY(answer.status == 413 || answer.status == 0);
        QCOMPARE(client.get(u"/version"_s).status, 200);
    }
};

QTEST_GUILESS_MAIN(SandboxTest)
#include "tst_sandbox.moc"
