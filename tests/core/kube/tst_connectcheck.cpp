// SPDX-License-Identifier: Apache-2.0
#include "core/kube/connectcheck.h"
#include "tests/support/certificates.h"
#include "tests/support/scriptedserver.h"

#include <QSignalSpy>
#include <QTest>

using namespace konductor;
using namespace konductor::kube;
using namespace konductor::test;
using namespace Qt::StringLiterals;

/// The walk to a cluster, against servers that are good or wrong in one way.
class TestConnectCheck : public QObject {
    Q_OBJECT

    using Outcome = CheckStep::Outcome;

    SystemClock m_clock;
    std::unique_ptr<Authority> m_authority;
    std::unique_ptr<QTemporaryDir> m_dir;
    std::map<CheckStage, CheckStep> m_steps;
    QString m_texts; ///< Everything that was said.

    QString path(const QString& name) const { return m_dir->filePath(name); }
    void write(const QString& name, const QByteArray& content, bool executable = false) const
    {
        QFile file(path(name));
        if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate) || file.write(content) != content.size()) {
            qFatal("cannot write the test's own file");
        }
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner
                            | (executable ? QFile::ExeOwner : QFile::Permission()));
    }
    void writeConfig(const QUrl& server, const QByteArray& user, const QByteArray& cluster = {}) const
    {
        const QByteArray ca = m_authority->pem().toBase64();
        write(u"config"_s,
              "current-context: c\nclusters:\n- name: k\n  cluster: {server: '" + server.toEncoded() + "'"
                  + (server.scheme() == u"https" && !cluster.contains("insecure")
                         ? ", certificate-authority-data: " + ca
                         : QByteArray())
                  + cluster
                  + "}\ncontexts: [{name: c, context: {cluster: k, user: u, namespace: team-a}}]\nusers:\n- name: u\n  "
                    "user: "
                  + user + "\n");
    }
    ConnectCheck::Options options() const
    {
        ConnectCheck::Options out;
        out.sources.explicitFile = path(u"config"_s);
        out.group = u"sync.konductor.io"_s;
        out.version = u"v1"_s;
        out.resources = {u"leases"_s, u"gates"_s};
        return out;
    }
    /// True when all stages were told, each once and in order.
    bool walk(ConnectCheck::Options how)
    {
        m_steps.clear();
        m_texts.clear();
        std::vector<CheckStage> order;
        ConnectCheck check(std::move(how), m_clock);
        connect(&check, &ConnectCheck::stepDone, this, [&](const CheckStep& step) {
            order.push_back(step.stage);
            m_steps[step.stage] = step;
            m_texts += step.finding + step.facts.join(u'\n') + step.advice;
        });
        QSignalSpy finished(&check, &ConnectCheck::finished);
        check.start();
        return QTest::qWaitFor([&] { return finished.count() == 1; }, 30'000)
            && std::equal(order.begin(), order.end(), checkStages.begin(), checkStages.end());
    }
    bool walk() { return walk(options()); }
    CheckStep at(CheckStage stage) const { return m_steps.at(stage); }
    std::optional<CheckStage> failedAt() const
    {
        for (const auto& [stage, step] : m_steps) {
            if (step.outcome == Outcome::Failed) {
                return stage;
            }
        }
        return std::nullopt;
    }

    static void serveReviews(ScriptedServer& server,
                             const QByteArray& rules = "{\"verbs\":[\"*\"],\"apiGroups\":"
                                                       "[\"*\"],\"resources\":[\"*\"]}")
    {
        server.on(u"/apis/authentication.k8s.io/v1/selfsubjectreviews"_s, [](const ExchangePtr& e) {
            if (e->request.headers.value("authorization") != "Bearer CANARY-token") {
                return e->status(401, "Unauthorized");
            }
            e->reply(201, "{\"status\":{\"userInfo\":{\"username\":\"ada\",\"groups\":[\"ops\"]}}}");
        });
        server.on(u"/version"_s, [](const ExchangePtr& e) { e->json("{\"gitVersion\":\"v1.36.3\"}"); });
        server.on(u"/apis/sync.konductor.io"_s,
                  [](const ExchangePtr& e) { e->json("{\"kind\":\"APIGroup\",\"versions\":[{\"version\":\"v1\"}]}"); });
        server.on(u"/apis/sync.konductor.io/v1"_s, [](const ExchangePtr& e) {
            e->json("{\"kind\":\"APIResourceList\",\"resources\":[{\"name\":\"leases\"},{\"name\":\"gates\"}]}");
        });
        server.on(u"/apis/authorization.k8s.io/v1/selfsubjectrulesreviews"_s, [rules](const ExchangePtr& e) {
            e->reply(201, "{\"status\":{\"incomplete\":false,\"resourceRules\":[" + rules + "]}}");
        });
        server.on(u"/apis/authorization.k8s.io/v1/selfsubjectaccessreviews"_s,
                  [](const ExchangePtr& e) { e->reply(201, "{\"status\":{\"allowed\":false}}"); });
    }

private slots:
    void initTestCase()
    {
        m_authority = std::make_unique<Authority>(u"right"_s);
        if (!m_authority->isUsable()) {
            QSKIP("SKIPPED: there is no openssl program here");
        }
    }
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }

    void goodServerPassesEveryStep()
    {
        ScriptedServer server(
            m_authority->serverConfiguration(m_authority->issue(u"api"_s, u"EC"_s, u"DNS:localhost"_s)));
        serveReviews(server);
        writeConfig(server.url(u"localhost"_s), "{token: CANARY-token}");
        QVERIFY(walk());
        QVERIFY2(!failedAt(), qPrintable(m_texts));
        for (const CheckStage stage : {CheckStage::Files, CheckStage::Context, CheckStage::Credentials, CheckStage::Dns,
                                       CheckStage::Tcp, CheckStage::Tls, CheckStage::Authentication,
                                       CheckStage::Version, CheckStage::Discovery, CheckStage::Rights}) {
            QVERIFY2(at(stage).outcome == Outcome::Passed, qPrintable(nameOf(stage) + at(stage).finding));
        }
        QVERIFY(at(CheckStage::Proxy).outcome == Outcome::Skipped);
        QVERIFY(at(CheckStage::Context).facts.contains(u"certificate authority: 1 certificate from the kubeconfig"_s));
        QVERIFY(at(CheckStage::Dns).finding.contains(u"127.0.0.1"));
        QVERIFY(at(CheckStage::Tls).facts.join(u' ').contains(u"for localhost, SHA-256 "));
        QCOMPARE(at(CheckStage::Authentication).finding, u"signed in as ada"_s);
        QCOMPARE(at(CheckStage::Version).finding, u"v1.36.3"_s);
        QVERIFY(at(CheckStage::Discovery).finding.startsWith(u"2 of 2 kinds"));
        QVERIFY2(!m_texts.contains(u"CANARY"), qPrintable(m_texts));
    }

    void eachTlsFaultHasItsOwnSentence_data()
    {
        QTest::addColumn<QString>("names");
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        QTest::addColumn<bool>("stranger");
        QTest::addColumn<QString>("says");
        QTest::addColumn<QString>("advises");
        const QString ours = u"DNS:localhost"_s;
        QTest::newRow("expired") << ours << u"20200101000000Z"_s << u"20200201000000Z"_s << false
                                 << u"the server's certificate has expired"_s << u"Renew"_s;
        QTest::newRow("not yet valid") << ours << u"20900101000000Z"_s << u"20910101000000Z"_s << false
                                       << u"the server's certificate is not valid yet"_s << u"clock"_s;
        QTest::newRow("wrong host") << u"DNS:other.example"_s << QString() << QString() << false
                                    << u"the server's certificate is not for \"localhost\""_s << u"tls-server-name"_s;
        QTest::newRow("unknown issuer") << ours << QString() << QString() << true
                                        << u"not signed by an authority that is trusted for this cluster"_s
                                        << u"certificate-authority"_s;
    }
    void eachTlsFaultHasItsOwnSentence()
    {
        QFETCH(QString, names);
        QFETCH(QString, from);
        QFETCH(QString, to);
        QFETCH(bool, stranger);
        QFETCH(QString, says);
        QFETCH(QString, advises);
        Authority other(u"stranger"_s);
        Authority& signer = stranger ? other : *m_authority;
        signer.setValidity(from, to);
        const Authority::Identity identity = signer.issue(u"api"_s, u"EC"_s, names);
        signer.setValidity({}, {});
        QVERIFY(!identity.certificate.isEmpty());
        ScriptedServer server(signer.serverConfiguration(identity));
        serveReviews(server);
        writeConfig(server.url(u"localhost"_s), "{token: CANARY-token}");
        QVERIFY(walk());
        QVERIFY(failedAt() == CheckStage::Tls);
        const CheckStep step = at(CheckStage::Tls);
        QVERIFY2(step.finding.contains(says), qPrintable(step.finding));
        QVERIFY2(step.advice.contains(advises), qPrintable(step.advice));
        const QString facts = step.facts.join(u' ') + step.finding;
        QVERIFY2(facts.contains(
                     u"certificate \"api\" issued by \"%1\", valid from "_s.arg(stranger ? u"stranger"_s : u"right"_s)),
                 qPrintable(facts));
        QVERIFY2(from.isEmpty() || facts.contains(u"valid from "_s + from.left(4)), qPrintable(facts));
        QVERIFY(at(CheckStage::Authentication).outcome == Outcome::Skipped);
        QVERIFY(server.requests().isEmpty()); // the token did not travel
    }

    void serverThatSpeaksNoTlsIsSaidToBeSuch()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        connect(&server, &QTcpServer::newConnection, &server, [&server] {
            QTcpSocket* socket = server.nextPendingConnection();
            connect(socket, &QIODevice::readyRead, socket, [socket] {
                socket->write("HTTP/1.1 400 Bad Request\r\n\r\n");
                socket->disconnectFromHost();
            });
        });
        writeConfig(QUrl(u"https://127.0.0.1:%1"_s.arg(server.serverPort())), "{token: CANARY-token}");
        QVERIFY(walk());
        QVERIFY(failedAt() == CheckStage::Tls);
        QVERIFY2(at(CheckStage::Tls).advice.contains(u"speak TLS"), qPrintable(at(CheckStage::Tls).finding));
    }

    void insecureIsAWarning()
    {
        ScriptedServer server(
            m_authority->serverConfiguration(m_authority->issue(u"api"_s, u"EC"_s, u"DNS:other.example"_s)));
        serveReviews(server);
        writeConfig(server.url(u"localhost"_s), "{token: CANARY-token}", ", insecure-skip-tls-verify: true");
        QVERIFY(walk());
        QVERIFY2(!failedAt(), qPrintable(m_texts));
        QVERIFY(at(CheckStage::Tls).outcome == Outcome::Warned);
    }

    void refusedTokenFailsAtSigningIn()
    {
        ScriptedServer server;
        serveReviews(server);
        writeConfig(server.url(), "{token: CANARY-stale}");
        QVERIFY(walk());
        QVERIFY(failedAt() == CheckStage::Authentication);
        QVERIFY(at(CheckStage::Authentication).advice.contains(u"a token"));
        QVERIFY(at(CheckStage::Dns).outcome == Outcome::Skipped); // 127.0.0.1
        QVERIFY(at(CheckStage::Tls).outcome == Outcome::Skipped);
        QVERIFY(at(CheckStage::Rights).outcome == Outcome::Skipped);
        QVERIFY(!m_texts.contains(u"CANARY"));
    }

    void unknownNameFailsAtTheLookup()
    {
        writeConfig(QUrl(u"https://nobody.invalid:6443"_s), "{token: CANARY-token}");
        QVERIFY(walk());
        QVERIFY(failedAt() == CheckStage::Dns);
        QVERIFY(at(CheckStage::Dns).finding.contains(u"nobody.invalid"));
    }

    void closedPortFailsAtTcp()
    {
        ScriptedServer server;
        const QUrl url = server.url();
        server.die();
        writeConfig(url, "{token: CANARY-token}");
        QVERIFY(walk());
        QVERIFY(failedAt() == CheckStage::Tcp);
        QVERIFY(at(CheckStage::Tcp).finding.contains(u"connection refused"));
    }

    void silentServerFailsInTime()
    {
        QTcpServer silent; // takes the connection, and says nothing
        QVERIFY(silent.listen(QHostAddress::LocalHost));
        writeConfig(QUrl(u"https://127.0.0.1:%1"_s.arg(silent.serverPort())), "{token: CANARY-token}");
        ConnectCheck::Options how = options();
        how.patience = std::chrono::milliseconds(300);
        QVERIFY(walk(how));
        QVERIFY(failedAt() == CheckStage::Tls);
        QVERIFY(at(CheckStage::Tls).finding.contains(u"no answer within 0.3 s"));
        QVERIFY(at(CheckStage::Tls).took >= how.patience);
    }

    void refusingProxyFailsAtTheProxy()
    {
        ScriptedServer proxy;
        proxy.on({}, [](const ExchangePtr& e) { e->reply(403, "no"); });
        const QByteArray address = "http://me:CANARY-password@127.0.0.1:" + QByteArray::number(proxy.serverPort());
        writeConfig(QUrl(u"https://api.example:6443"_s), "{token: CANARY-token}", ", proxy-url: '" + address + "'");
        QVERIFY(walk());
        QVERIFY2(failedAt() == CheckStage::Proxy, qPrintable(m_texts));
        QVERIFY(at(CheckStage::Dns).outcome == Outcome::Skipped); // the proxy looks the server's name up
        QVERIFY(at(CheckStage::Tcp).finding.contains(u"the proxy at 127.0.0.1"));
        QVERIFY(at(CheckStage::Context).facts.join(u' ').contains(u"as me, with a password"));
        QVERIFY2(!m_texts.contains(u"CANARY"), qPrintable(m_texts));
    }

    void pluginRunsOnceAndOnlyWithConsent()
    {
        ScriptedServer server;
        serveReviews(server);
        write(
            u"plugin"_s,
            "#!/bin/sh\necho ran >>" + path(u"ran"_s).toUtf8()
                + "\necho '{\"apiVersion\":\"client.authentication.k8s.io/v1\",\"kind\":\"ExecCredential\",\"status\":"
                  "{\"token\":\"CANARY-token\",\"expirationTimestamp\":\"2090-01-01T00:00:00Z\"}}'\n",
            true);
        writeConfig(server.url(),
                    "{exec: {apiVersion: client.authentication.k8s.io/v1, interactiveMode: Never, command: "
                        + path(u"plugin"_s).toUtf8() + ", args: [CANARY-argument]}}");
        ConnectCheck::Options how = options();
        how.consent = [](ConnectionSettings&) -> Result<void> {
            return fail(makeError(Error::Kind::Config, u"plugin"_s, u"not yet"_s));
        };
        QVERIFY(walk(how));
        QVERIFY(failedAt() == CheckStage::Credentials);
        QVERIFY(!QFile::exists(path(u"ran"_s)));
        how.consent = [](ConnectionSettings& settings) -> Result<void> {
            settings.exec->allowed = true;
            return {};
        };
        QVERIFY(walk(how));
        QVERIFY2(!failedAt(), qPrintable(m_texts));
        QVERIFY(at(CheckStage::Credentials).facts.contains(u"valid until 2090-01-01T00:00:00Z"_s));
        QFile ran(path(u"ran"_s));
        QVERIFY(ran.open(QIODevice::ReadOnly));
        QCOMPARE(ran.readAll(), QByteArray("ran\n"));
        QVERIFY2(!m_texts.contains(u"CANARY"), qPrintable(m_texts));
    }

    void missingKindsAndRightsAreNamed()
    {
        ScriptedServer server;
        serveReviews(server,
                     "{\"verbs\":[\"get\",\"list\",\"watch\"],\"apiGroups\":[\"sync.konductor.io\"],"
                     "\"resources\":[\"leases\"]}");
        writeConfig(server.url(), "{token: CANARY-token}");
        ConnectCheck::Options how = options();
        how.resources.append(u"onces"_s);
        QVERIFY(walk(how));
        QVERIFY2(!failedAt(), qPrintable(m_texts));
        QVERIFY(at(CheckStage::Discovery).outcome == Outcome::Warned);
        QVERIFY(at(CheckStage::Discovery).finding.endsWith(u"there is no onces"));
        const CheckStep rights = at(CheckStage::Rights);
        QVERIFY(rights.outcome == Outcome::Warned);
        QVERIFY(rights.finding.contains(u"1 of 2 kinds in team-a"));
        QVERIFY(rights.facts.contains(u"may not list gates"_s));
        QVERIFY(rights.facts.contains(u"may not patch the status of all 2 kinds"_s));
    }

    void brokenFileOfAListIsAWarning()
    {
        ScriptedServer server;
        serveReviews(server);
        writeConfig(server.url(), "{token: CANARY-token}");
        write(u"broken"_s, ": : [");
        ConnectCheck::Options how = options();
        how.sources.explicitFile.clear();
        how.sources.environment = path(u"broken"_s) + u':' + path(u"config"_s) + u':' + path(u"gone"_s);
        QVERIFY(walk(how));
        QVERIFY2(!failedAt(), qPrintable(m_texts));
        const CheckStep files = at(CheckStage::Files);
        QVERIFY(files.outcome == Outcome::Warned);
        QVERIFY(files.facts.contains(path(u"gone"_s) + u": not there"_s));
        QVERIFY(files.facts.contains(path(u"config"_s) + u": 1 context"_s));
        QVERIFY(files.facts.contains(path(u"broken"_s) + u": cannot be used"_s));
    }

    void fileThatOthersMayReadIsAWarning()
    {
        writeConfig(QUrl(u"https://nobody.invalid"_s), "{token: CANARY-token}");
        QFile::setPermissions(path(u"config"_s), QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther);
        QVERIFY(walk());
        QVERIFY(at(CheckStage::Files).outcome == Outcome::Warned);
    }

    void endedMidwayItSaysNoMore()
    {
        ScriptedServer server;
        ExchangePtr held; // an answer that nobody gives
        server.on({}, [&held](const ExchangePtr& e) { held = e; });
        writeConfig(server.url(), "{token: CANARY-token}");
        auto check = std::make_unique<ConnectCheck>(options(), m_clock);
        QSignalSpy steps(check.get(), &ConnectCheck::stepDone);
        check->start();
        QTRY_VERIFY(held);
        const auto told = steps.count();
        check.reset();
        QTRY_VERIFY(!held->isOpen());
        QCOMPARE(steps.count(), told);
    }
};

QTEST_GUILESS_MAIN(TestConnectCheck)
#include "tst_connectcheck.moc"
