// SPDX-License-Identifier: Apache-2.0
#include "core/kube/serverclock.h"

#include <QTest>

using namespace konductor;
using namespace konductor::kube;
using namespace std::chrono_literals;

namespace {
const Timestamp noon = *parseTimestamp(u"2026-11-24T12:00:00Z");

/// An exchange with a server `ahead` of us, as its whole-second Date header shows it.
void exchange(ServerClock& clock, Timestamp sent, std::chrono::milliseconds trip, std::chrono::milliseconds ahead)
{
    const Timestamp written = std::chrono::floor<std::chrono::seconds>(sent + trip / 2 + ahead);
    clock.addSample(written, sent, sent + trip);
}
} // namespace

class TestServerClock : public QObject {
    Q_OBJECT
private slots:
    void unknownClockClaimsNothing()
    {
        const ServerClock clock;
        QVERIFY(!clock.isKnown());
        QCOMPARE(clock.offset(), 0ms);
    }

    void truthLiesWithinTheUncertainty_data()
    {
        QTest::addColumn<qint64>("ahead");
        QTest::newRow("same") << qint64{0};
        QTest::newRow("ahead") << qint64{37'250};
        QTest::newRow("a day behind") << qint64{-86'400'123};
    }
    void truthLiesWithinTheUncertainty()
    {
        QFETCH(qint64, ahead);
        ServerClock clock;
        for (int i = 0; i < 50; ++i) {
            exchange(clock, noon + i * 1'337ms, 20ms + i * 3ms, std::chrono::milliseconds(ahead));
            QVERIFY(std::abs((clock.offset() - std::chrono::milliseconds(ahead)).count())
                    <= clock.uncertainty().count() + 1);
        }
        QVERIFY(clock.uncertainty() < 100ms);
    }

    void samplesNarrowTheEstimate()
    {
        ServerClock clock;
        exchange(clock, noon + 100ms, 20ms, 0ms);
        const auto first = clock.uncertainty();
        exchange(clock, noon + 10s + 950ms, 20ms, 0ms);
        QVERIFY(clock.uncertainty() < first);
    }

    void aSetClockStartsTheEstimateAnew()
    {
        ServerClock clock;
        exchange(clock, noon, 20ms, 0ms);
        exchange(clock, noon + 5s, 20ms, 3'600'000ms);
        QVERIFY(std::abs((clock.offset() - 3'600'000ms).count()) <= 600);
    }

    void anExchangeAcrossOurOwnClockBeingSetBackIsIgnored()
    {
        ServerClock clock;
        clock.addSample(noon, noon, noon - 5s);
        QVERIFY(!clock.isKnown());
    }
};

QTEST_GUILESS_MAIN(TestServerClock)
#include "tst_serverclock.moc"
