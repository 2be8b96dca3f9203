// SPDX-License-Identifier: Apache-2.0
#include "core/insight/barrierprogress.h"
#include "tests/core/insight/make.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace konductor;
using namespace konductor::insight;
using namespace konductor::test;

class tst_BarrierProgress : public QObject {
    Q_OBJECT
private slots:
    void countsArrivalsNotTheStatus()
    {
        ObjectIndex objects;
        Barrier barrier;
        barrier.meta = meta(u"nightly"_s);
        barrier.spec.expected = 4;
        barrier.status.arrived = 1;
        put(objects, childOf<Arrival>(u"nightly"_s, u"n-1"_s, u"a"_s));
        put(objects, childOf<Arrival>(u"nightly"_s, u"n-2"_s, u"a"_s));

        const BarrierProgress progress = progressOf(barrier, objects, at("2026-11-24T12:00:00Z"));
        QCOMPARE(progress.needed, 4);
        QVERIFY(!progress.quorum);
        QCOMPARE(progress.arrived, 2);
        QCOMPARE(progress.holders, (QStringList{u"a"_s, u"a"_s}));
        QCOMPARE(progress.missing(), 2);
        QCOMPARE(progress.uncounted, 1);
        QVERIFY(!progress.deadline);
    }

    void quorumIsWhatIsNeeded()
    {
        Barrier barrier;
        barrier.meta = meta(u"nightly"_s);
        barrier.spec.expected = 4;
        barrier.spec.quorum = 3;
        const BarrierProgress progress = progressOf(barrier, {}, at("2026-11-24T12:00:00Z"));
        QCOMPARE(progress.needed, 3);
        QVERIFY(progress.quorum);
        QCOMPARE(progress.expected, 4);
    }

    void deadlineIsCreationPlusTimeout()
    {
        Barrier barrier;
        barrier.meta = meta(u"nightly"_s);
        barrier.spec.expected = 1;
        barrier.spec.timeout = std::chrono::hours(2);
        QVERIFY(!progressOf(barrier, {}, at("2026-11-24T12:00:00Z")).pastDeadline);
        QVERIFY(progressOf(barrier, {}, at("2026-11-24T12:00:01Z")).pastDeadline);
    }
};

QTEST_GUILESS_MAIN(tst_BarrierProgress)
#include "tst_barrierprogress.moc"
