// SPDX-License-Identifier: Apache-2.0
#include "ui/models/findingsmodel.h"

#include "tests/ui/models/jam.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace konductor;
using namespace konductor::ui;
using namespace konductor::ui::test;
using namespace Qt::StringLiterals;

class TestFindingsModel : public QObject {
    Q_OBJECT

    std::unique_ptr<World> m_world;
    std::unique_ptr<ClusterInsight> m_insight;
    std::unique_ptr<FindingsModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;

    QString words(int row) const { return m_model->index(row, FindingsModel::Summary).data().toString(); }
    int rowOf(const QString& part) const
    {
        for (int row = 0; row < m_model->rowCount(); ++row) {
            if (words(row).contains(part)) {
                return row;
            }
        }
        return -1;
    }

private slots:
    void init()
    {
        m_world = std::make_unique<World>();
        m_insight = std::make_unique<ClusterInsight>(m_world->mirror, m_world->clock);
        m_model = std::make_unique<FindingsModel>(*m_insight);
        m_tester = std::make_unique<QAbstractItemModelTester>(m_model.get(),
                                                              QAbstractItemModelTester::FailureReportingMode::QtTest);
    }
    void cleanup()
    {
        m_tester.reset();
        m_model.reset();
        m_insight.reset();
        m_world.reset();
    }

    void nothingIsFoundInAnEmptyCluster() { QCOMPARE(m_model->rowCount(), 0); }
    void deadlockIsFoundWorstFirst()
    {
        jam(*m_world);
        QVERIFY(rowOf(u"wait for each other"_s) >= 0);
        QCOMPARE(m_model->index(0, FindingsModel::Severity).data().toString(), u"error"_s);
        for (int row = 1; row < m_model->rowCount(); ++row) {
            QVERIFY(m_model->head(row - 1).severity >= m_model->head(row).severity);
        }
    }
    void findingGoesWhenItsCauseGoes()
    {
        jam(*m_world);
        QVERIFY(rowOf(u"wait for each other"_s) >= 0);
        m_world->remove({Kind::LeaseRequest, u"a"_s, u"y-ann"_s});
        QCOMPARE(rowOf(u"wait for each other"_s), -1);
    }
    void operatorThatDoesNotWorkIsFoundUntilItDoes()
    {
        m_insight->setOperator({{u"none of its 2 replicas is ready"_s}, {u"0 of 2 replicas ready"_s}});
        QCOMPARE(rowOf(u"operator is not at work"_s), 0);
        m_world->put({heldLease(u"w"_s, u"dan"_s)});
        QVERIFY(rowOf(u"operator is not at work"_s) >= 0);
        m_insight->setOperator({{}, {u"2 of 2 replicas ready"_s}});
        QCOMPARE(rowOf(u"operator is not at work"_s), -1);
    }
    void findingThatStaysKeepsItsRow()
    {
        jam(*m_world);
        const int row = rowOf(u"wait for each other"_s);
        QVERIFY(row >= 0);
        const QPersistentModelIndex kept(m_model->index(row, 0));
        QSignalSpy resets(m_model.get(), &QAbstractItemModel::modelReset);
        m_world->put({heldLease(u"w"_s, u"dan"_s), pendingRequest(u"w"_s, u"eve"_s)});
        QVERIFY(kept.isValid());
        QVERIFY(words(kept.row()).contains(u"wait for each other"_s));
        QCOMPARE(resets.size(), 0);
    }
    void filterAndNamespaceHideFindings()
    {
        jam(*m_world);
        const int all = m_model->rowCount();
        QVERIFY(all > 0);
        m_model->setFilter(u"no-such-thing"_s);
        QCOMPARE(m_model->rowCount(), 0);
        m_model->setFilter(u"phase:error"_s);
        QVERIFY(m_model->rowCount() > 0);
        m_model->setFilter({});
        m_model->setNamespace(u"elsewhere"_s);
        QCOMPARE(m_model->rowCount(), 0);
        m_model->setNamespace(u"a"_s);
        QCOMPARE(m_model->rowCount(), all);
    }
    void modelThatNobodyLooksAtCatchesUpWhenSomebodyDoes()
    {
        m_model->setAwake(false);
        jam(*m_world);
        QCOMPARE(m_model->rowCount(), 0);
        QVERIFY(m_insight->findingCounts().total() > 0);
        m_model->setAwake(true);
        QCOMPARE(m_model->rowCount(), static_cast<int>(m_insight->findingCounts().total()));
    }
    void largeClusterIsLookedAtOnceItIsListed()
    {
        live::ChangeBatch loading;
        loading.scopes[Kind::Lease].phase = live::ScopeState::Phase::Loading;
        m_world->mirror.apply(std::make_shared<const live::ChangeBatch>(loading));
        QSignalSpy changes(m_insight.get(), &ClusterInsight::changed);
        constexpr int slices = 4;
        constexpr int slice = 1'500;
        for (int i = 0; i < slices; ++i) {
            std::vector<QJsonObject> leases;
            for (int k = 0; k < slice; ++k) {
                leases.push_back(heldLease(u"lease-%1"_s.arg(i * slice + k), u"h"_s));
            }
            m_world->put(leases);
        }
        jam(*m_world);
        QCOMPARE(changes.size(), 0);
        m_world->clock.advance(std::chrono::seconds(1));
        QCOMPARE(changes.size(), 1);
        QVERIFY(rowOf(u"wait for each other"_s) >= 0);
        m_world->remove({Kind::LeaseRequest, u"a"_s, u"y-ann"_s}); // from here on batch by batch
        QCOMPARE(rowOf(u"wait for each other"_s), -1);
    }
    void timeAloneBringsAFinding()
    {
        // A lease that expired: the operator has a minute to notice, afterwards it is odd.
        m_world->put({json(Kind::Lease, u"old"_s,
                           R"({"spec":{"ttl":"10m"},"status":{"phase":"Held","holder":"ann",)"
                           R"("acquiredAt":"2026-11-24T09:52:00Z","expiresAt":"2026-11-24T10:02:00Z"}})")});
        jam(*m_world);
        const int before = m_model->rowCount();
        QSignalSpy changes(m_insight.get(), &ClusterInsight::changed);
        m_world->clock.advance(std::chrono::minutes(10));
        QVERIFY(m_model->rowCount() > before);
        QVERIFY(changes.size() > 0);
    }
};

QTEST_GUILESS_MAIN(TestFindingsModel)
#include "tst_findingsmodel.moc"
