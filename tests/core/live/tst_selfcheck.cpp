// SPDX-License-Identifier: Apache-2.0
#include "core/live/selfcheck.h"
#include "tests/core/live/sessionrig.h"

using namespace konductor;
using namespace konductor::live;
using namespace konductor::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// The check of a session against a scripted cluster that may lie: its later lists are the test's.
class TestSelfCheck : public QObject, protected SessionRig {
    Q_OBJECT

    SystemClock m_clock;
    std::unique_ptr<SelfCheck> m_check;
    QStringList m_differences;
    std::function<QByteArray()> m_truth;

    bool begin()
    {
        serve(allPlurals());
        m_server->on(group + u"/leases"_s, [this](const ExchangePtr& e) {
            if (e->request.query.hasQueryItem(u"watch"_s)) {
                m_leaseWatches += e;
                e->beginStream();
            } else {
                e->json(m_truth());
            }
        });
        if (!start()) {
            return false;
        }
        SelfCheck::Options options;
        options.quiet = 20ms;
        options.pause = 50ms;
        options.patience = 300ms;
        m_check = std::make_unique<SelfCheck>(*m_live, std::vector<Kind>{Kind::Lease, Kind::Gate}, m_clock, options);
        connect(m_check.get(), &SelfCheck::differs, this, [this](const QString& what) { m_differences += what; });
        return QTest::qWaitFor([this] { return m_leaseWatches.size() == 1; });
    }

private slots:
    void init()
    {
        m_check.reset();
        reset();
        m_differences.clear();
        m_truth = [] { return leaseListJson({u"a@3"_s, u"b@4"_s}, u"10"_s); };
    }
    void cleanup()
    {
        m_check.reset();
        m_live.reset();
    }

    void agreementIsCounted()
    {
        QVERIFY(begin());
        m_check->start();
        QTRY_VERIFY(m_check->checks() >= 3);
        QCOMPARE(m_check->objects(), 2);
        QCOMPARE(m_check->failures(), 0);
        QVERIFY(m_differences.isEmpty());
    }

    void lastingDifferenceIsTold_data()
    {
        QTest::addColumn<QStringList>("truth");
        QTest::addColumn<QString>("says");
        QTest::newRow("a change the watch never told")
            << QStringList{u"a@9"_s, u"b@4"_s} << u"lease default/a: shown is uid-a@3, the server has uid-a@9"_s;
        QTest::newRow("an object the watch never told")
            << QStringList{u"a@3"_s, u"b@4"_s, u"c@9"_s}
            << u"lease default/c: the server has uid-c@9, which is not shown"_s;
        QTest::newRow("a ghost") << QStringList{u"b@4"_s}
                                 << u"lease default/a: shown is uid-a@3, which the server does not have"_s;
        QTest::newRow("the first of several") << QStringList{u"b@8"_s, u"c@9"_s}
                                              << u"lease default/a: shown is uid-a@3, which the server does not have"_s;
    }
    void lastingDifferenceIsTold()
    {
        QFETCH(QStringList, truth);
        QVERIFY(begin());
        m_truth = [truth] { return leaseListJson(truth, u"20"_s); };
        m_check->start();
        QTRY_VERIFY(!m_differences.isEmpty());
        QTEST(m_differences.first(), "says");
        QCOMPARE(m_check->checks(), 0);
    }

    void otherContentsAtTheSameVersionAreADifference()
    {
        QVERIFY(begin());
        m_truth = [] {
            QByteArray list = leaseListJson({u"a@3"_s, u"b@4"_s}, u"20"_s);
            return list.replace("Available", "Held");
        };
        m_check->start();
        QTRY_VERIFY(!m_differences.isEmpty());
        QCOMPARE(m_differences.first(), u"lease default/a: shown with other contents than the server's uid-a@3"_s);
    }

    void changeOnItsWayIsNoDifference()
    {
        QVERIFY(begin());
        int lists = 0;
        m_truth = [&] {
            ++lists;
            return leaseListJson({u"a@9"_s, u"b@4"_s}, u"20"_s);
        };
        m_check->start();
        QTRY_COMPARE(lists, 2); // seen twice before the watch tells it
        m_leaseWatches.last()->send(eventJson("MODIFIED", leaseJson(u"a"_s, u"9"_s)));
        QTRY_VERIFY(m_check->checks() >= 1);
        QVERIFY(m_differences.isEmpty());
    }

    void differenceThatKeepsChangingIsNone()
    {
        QVERIFY(begin());
        int version = 100;
        m_truth = [&] { return leaseListJson({u"a@%1"_s.arg(++version), u"b@4"_s}, QString::number(version)); };
        m_check->start();
        QTRY_VERIFY(version > 112); // well beyond the patience
        QVERIFY(m_differences.isEmpty());
    }

    void kindThatIsNotLiveIsNotCompared()
    {
        QVERIFY(begin());
        m_server->die();
        QTRY_VERIFY(scope(Kind::Lease).phase == Phase::Stale);
        m_check->start();
        QTRY_VERIFY(m_check->failures() + m_check->checks() >= 2);
        QVERIFY(m_differences.isEmpty());
    }

    void failedListIsCounted()
    {
        QVERIFY(begin());
        m_server->on(group + u"/leases"_s, [](const ExchangePtr& e) { e->status(500, "InternalError"); });
        m_check->start();
        QTRY_VERIFY(m_check->failures() >= 2);
        QCOMPARE(m_check->checks(), 0);
        QVERIFY(m_differences.isEmpty());
    }

    void endsInTheMiddleOfAList()
    {
        QVERIFY(begin());
        ExchangePtr held;
        m_server->on(group + u"/leases"_s, [&](const ExchangePtr& e) { held = e; });
        m_check->start();
        QTRY_VERIFY(held);
        m_check.reset();
        QTRY_VERIFY(!held->isOpen());
    }
};

QTEST_GUILESS_MAIN(TestSelfCheck)
#include "tst_selfcheck.moc"
