// SPDX-License-Identifier: Apache-2.0
#include "core/kube/connection.h"
#include "core/kube/watchstream.h"
#include "tests/support/scriptedserver.h"

#include <QSignalSpy>
#include <QTest>

using namespace konductor;
using namespace konductor::kube;
using namespace konductor::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestWatchStream : public QObject {
    Q_OBJECT

    SystemClock m_clock;
    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<Connection> m_connection;
    ExchangePtr m_exchange;
    QList<QByteArray> m_frames;

    std::unique_ptr<WatchStream> watch(std::chrono::milliseconds longestSilence = 20s)
    {
        Request request;
        request.path = u"/w"_s;
        request.subject = u"leases"_s;
        request.timeout = longestSilence;
        auto stream = m_connection->watch(request);
        connect(stream.get(), &WatchStream::frame, this, [this](const QByteArray& json) { m_frames += json; });
        return stream;
    }

private slots:
    void init()
    {
        m_frames.clear();
        m_exchange.reset();
        m_server = std::make_unique<ScriptedServer>();
        m_server->on(u"/w"_s, [this](const ExchangePtr& e) { m_exchange = e; });
        ConnectionSettings settings;
        settings.server = m_server->url();
        m_connection = std::move(*Connection::open(settings, m_clock));
    }

    void framesArriveAsTheyAreSent()
    {
        const auto stream = watch();
        QSignalSpy opened(stream.get(), &WatchStream::opened);
        QTRY_VERIFY(m_exchange);
        m_exchange->beginStream();
        QTRY_COMPARE(opened.count(), 1);
        m_exchange->send("{\"a\":1}\n{\"b\":");
        QTRY_COMPARE(m_frames, QList<QByteArray>{"{\"a\":1}"});
        m_exchange->send("2}\n");
        QTRY_COMPARE(m_frames.size(), 2);
    }

    void kube_1_19_orderlyEndIsClosed()
    {
        const auto stream = watch();
        QSignalSpy closed(stream.get(), &WatchStream::closed);
        QSignalSpy failed(stream.get(), &WatchStream::failed);
        QTRY_VERIFY(m_exchange);
        m_exchange->beginStream();
        m_exchange->send("{\"a\":1}\n");
        m_exchange->endStream();
        QTRY_COMPARE(closed.count(), 1);
        QCOMPARE(failed.count(), 0);
        QCOMPARE(m_frames.size(), 1);
    }

    void kube_1_44_cutInMidFrameFailsAndLosesOnlyThatFrame()
    {
        const auto stream = watch();
        QSignalSpy failed(stream.get(), &WatchStream::failed);
        QTRY_VERIFY(m_exchange);
        m_exchange->beginStream();
        m_exchange->send("{\"a\":1}\n{\"half\":");
        QTRY_COMPARE(m_frames.size(), 1);
        m_exchange->drop();
        QTRY_COMPARE(failed.count(), 1);
        QVERIFY(failed.first().first().value<Error>().kind == Error::Kind::Offline);
        QCOMPARE(m_frames.size(), 1);
    }

    void kube_1_20_refusalCarriesTheStatus()
    {
        const auto stream = watch();
        QSignalSpy opened(stream.get(), &WatchStream::opened);
        QSignalSpy failed(stream.get(), &WatchStream::failed);
        QTRY_VERIFY(m_exchange);
        m_exchange->status(410, "Expired", "too old resource version");
        QTRY_COMPARE(failed.count(), 1);
        const auto error = failed.first().first().value<Error>();
        QVERIFY(error.kind == Error::Kind::Gone);
        QCOMPARE(error.message.kept, u"too old resource version"_s);
        QCOMPARE(opened.count(), 0);
        QVERIFY(m_frames.isEmpty());
    }

    void kube_1_49_webPageIsNoWatch()
    {
        const auto stream = watch();
        QSignalSpy failed(stream.get(), &WatchStream::failed);
        QTRY_VERIFY(m_exchange);
        m_exchange->beginStream("text/html");
        m_exchange->send("<html>");
        QTRY_COMPARE(failed.count(), 1);
        QVERIFY(failed.first().first().value<Error>().kind == Error::Kind::Malformed);
    }

    void kube_1_45_onlySilenceEndsTheWatch()
    {
        const auto stream = watch(400ms);
        QSignalSpy failed(stream.get(), &WatchStream::failed);
        QTRY_VERIFY(m_exchange);
        m_exchange->beginStream();
        QElapsedTimer elapsed;
        elapsed.start();
        for (int i = 1; i <= 6; ++i) {
            m_exchange->send("{\"a\":1}\n");
            QTRY_COMPARE(m_frames.size(), i);
            QTRY_VERIFY(elapsed.elapsed() > i * 100);
        }
        QCOMPARE(failed.count(), 0);
        QTRY_COMPARE(failed.count(), 1);
        QVERIFY(failed.first().first().value<Error>().kind == Error::Kind::Timeout);
    }

    void kube_1_53_deletionInsideAFrameClosesAtOnce()
    {
        auto stream = watch();
        int seen = 0;
        connect(stream.get(), &WatchStream::frame, this, [&] {
            ++seen;
            stream.reset();
        });
        QTRY_VERIFY(m_exchange);
        m_exchange->beginStream();
        m_exchange->send("{\"a\":1}\n{\"a\":2}\n{\"a\":3}\n");
        QTRY_VERIFY(!m_exchange->isOpen());
        QCOMPARE(seen, 1);
    }

    void kube_1_42_oversizedFrameIsReportedAndTheStreamGoesOn()
    {
        const auto stream = watch();
        QSignalSpy dropped(stream.get(), &WatchStream::frameDropped);
        QTRY_VERIFY(m_exchange);
        m_exchange->beginStream();
        m_exchange->send("{\"big\":\"" + QByteArray(17 * 1024 * 1024, 'x') + "\"}\n{\"ok\":1}\n");
        QTRY_COMPARE_WITH_TIMEOUT(m_frames, QList<QByteArray>{"{\"ok\":1}"}, 20'000);
        QCOMPARE(dropped.count(), 1);
    }
};

QTEST_GUILESS_MAIN(TestWatchStream)
#include "tst_watchstream.moc"
