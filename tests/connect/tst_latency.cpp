// SPDX-License-Identifier: Apache-2.0
#include "core/live/clustermirror.h"
#include "core/live/livesession.h"
#include "tests/support/certificates.h"
#include "tests/support/scriptedserver.h"

#include <QElapsedTimer>
#include <QTest>
#include <QTimer>

using namespace konductor;
using namespace konductor::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto oneWay = 100ms;

/// A line of some length to a local server: bytes take oneWay each way, and a connection takes a round trip before its
/// first byte goes out, as TCP's handshake does.
class FarLine final : public QTcpServer {
public:
    explicit FarLine(quint16 port) : m_port(port) { listen(QHostAddress::LocalHost); }

protected:
    void incomingConnection(qintptr handle) override
    {
        auto* here = new QTcpSocket(this);
        here->setSocketDescriptor(handle);
        auto* there = new QTcpSocket(here);
        there->connectToHost(QHostAddress::LocalHost, m_port);
        QTimer::singleShot(2 * oneWay, Qt::PreciseTimer, here, [this, here, there] {
            carry(*here, *there);
            carry(*there, *here);
        });
        connect(there, &QTcpSocket::disconnected, here, &QTcpSocket::disconnectFromHost);
        connect(here, &QTcpSocket::disconnected, here, &QObject::deleteLater);
    }

private:
    void carry(QTcpSocket& from, QTcpSocket& to)
    {
        const auto pass = [&from, &to] {
            if (const QByteArray bytes = from.readAll(); !bytes.isEmpty()) {
                QTimer::singleShot(oneWay, Qt::PreciseTimer, &to, [&to, bytes] { to.write(bytes); });
            }
        };
        connect(&from, &QIODevice::readyRead, &to, pass);
        pass();
    }

    quint16 m_port;
};

} // namespace

/// How many round trips it takes to a cluster that is far away.
class TestLatency : public QObject {
    Q_OBJECT

    static void serve(ScriptedServer& server)
    {
        const QString group = u"/apis/sync.konductor.io/v1"_s;
        QByteArrayList names;
        for (const Kind kind : konductorKinds) {
            const KindInfo& info = kindInfo(kind);
            names += "{\"name\":\"" + info.plural.toString().toUtf8() + "\"}";
            server.on(group + u'/' + info.plural.toString(), [](const ExchangePtr& e) {
                if (e->request.query.queryItemValue(u"sendInitialEvents"_s) == u"true") {
                    e->beginStream();
                    e->send("{\"type\":\"BOOKMARK\",\"object\":{\"kind\":\"X\",\"metadata\":{\"resourceVersion\":\"5\","
                            "\"annotations\":{\"k8s.io/initial-events-end\":\"true\"}}}}\n");
                } else if (e->request.query.hasQueryItem(u"watch"_s)) {
                    e->beginStream();
                } else {
                    e->json("{\"kind\":\"XList\",\"metadata\":{\"resourceVersion\":\"5\"},\"items\":[]}");
                }
            });
        }
        server.on(u"/version"_s, [](const ExchangePtr& e) { e->json("{\"gitVersion\":\"v1.36.3\"}"); });
        server.on(group, [names](const ExchangePtr& e) {
            e->json("{\"kind\":\"APIResourceList\",\"resources\":[" + names.join(',') + "]}");
        });
    }

private slots:
    void farClusterIsThereWithinFiveRoundTrips()
    {
        Authority authority(u"right"_s);
        if (!authority.isUsable()) {
            QSKIP("SKIPPED: there is no openssl program here");
        }
        ScriptedServer server(authority.serverConfiguration(authority.issue(u"api"_s, u"EC"_s, u"IP:127.0.0.1"_s)));
        serve(server);
        FarLine line(server.serverPort());
        QVERIFY(line.isListening());
        kube::ConnectionSettings settings;
        settings.server = QUrl(u"https://127.0.0.1:%1"_s.arg(line.serverPort()));
        settings.caPem = authority.pem();
        settings.ns = u"default"_s;
        settings.token = Secret("t");
        QElapsedTimer timer;
        timer.start();
        live::LiveSession session(settings, {});
        QTRY_VERIFY_WITH_TIMEOUT(session.isSettled(), 20'000);
        const double trips = static_cast<double>(timer.elapsed()) / static_cast<double>((2 * oneWay).count());
        qInfo("settled after %.1f round trips", trips);
        for (const Kind kind : konductorKinds) {
            QVERIFY(session.mirror().scope(kind).phase == live::ScopeState::Phase::Live);
        }
        QVERIFY2(trips < 5.5, "more than five round trips, with half of one for the work itself");
    }
};

QTEST_GUILESS_MAIN(TestLatency)
#include "tst_latency.moc"
