// SPDX-License-Identifier: Apache-2.0
#include "tests/core/snapshot/samples.h"
#include "ui/models/comparisonmodel.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace konductor;
using namespace konductor::snapshot;
using namespace konductor::test;
using ui::ComparisonModel;

namespace {

void setLease(Snapshot& snapshot, const QString& name, const QString& holder)
{
    Lease lease;
    lease.meta = meta(name);
    lease.status.holder = holder;
    lease.status.phase = LeasePhase::Held;
    put(snapshot.objects, lease);
}

/// Lease db changes hands, lease tape goes, lease new comes, and worker-a's pod vanishes, for which lease old is stuck.
std::shared_ptr<const Difference> someDifference()
{
    using State = insight::HolderVerdict::State;
    Snapshot before = sampleSnapshot();
    before.objects.clear();
    before.holders = {{{u"team-a"_s, u"worker-a"_s}, {State::Running, std::nullopt}, {}}};
    Snapshot after = before;
    after.serverTime = before.serverTime + std::chrono::minutes(5);
    after.holders.front().verdict = {State::Gone, at("2026-11-24T12:03:00Z")};
    for (Snapshot* side : {&before, &after}) {
        setLease(*side, u"old"_s, u"worker-a"_s);
        setLease(*side, u"db"_s, side == &before ? u"a\u202e"_s : u"b"_s);
    }
    setLease(before, u"tape"_s, u"c"_s);
    setLease(after, u"new"_s, u"c"_s);
    return std::make_shared<const Difference>(differenceOf(Meaning(before), Meaning(after)));
}

const Headline* headlineWith(const Difference& difference, const QString& words)
{
    for (const Headline& headline : difference.headlines) {
        if (headline.text.contains(words)) {
            return &headline;
        }
    }
    return nullptr;
}

} // namespace

class tst_ComparisonModel : public QObject {
    Q_OBJECT
private slots:
    void init()
    {
        m_model = std::make_unique<ComparisonModel>();
        m_tester = std::make_unique<QAbstractItemModelTester>(m_model.get(),
                                                              QAbstractItemModelTester::FailureReportingMode::QtTest);
        m_difference = someDifference();
        m_model->setDifference(m_difference, {.utc = true});
    }
    void cleanup()
    {
        m_tester.reset();
        m_model.reset();
    }

    void everyObjectAndHolderThatDiffersIsARow()
    {
        QCOMPARE(names(), (QStringList{u"Lease db"_s, u"Lease new"_s, u"Lease tape"_s, u"Holder worker-a"_s}));
        QCOMPARE(m_model->total(), 4);
        QCOMPARE(text(1, ComparisonModel::After), u"added"_s);
        QCOMPARE(text(2, ComparisonModel::After), u"gone"_s);
        QCOMPARE(text(3, ComparisonModel::Before), u"running"_s);
        QCOMPARE(text(3, ComparisonModel::After), u"gone since 2026-11-24 12:03:00 UTC"_s);
    }

    void changedFieldsAreBelowTheirObjectAndVisible()
    {
        const QModelIndex lease = m_model->index(0, 0);
        QCOMPARE(m_model->rowCount(lease), 1);
        QCOMPARE(m_model->index(0, ComparisonModel::What, lease).data().toString(), u"status.holder"_s);
        const QString before = m_model->index(0, ComparisonModel::Before, lease).data().toString();
        QVERIFY(before.startsWith(u'a') && !before.contains(u'\u202e'));
        QCOMPARE(m_model->index(0, ComparisonModel::After, lease).data().toString(), u"b"_s);
    }

    void aHeadlineLeavesWhatItIsAbout()
    {
        m_model->setHeadline(headlineWith(*m_difference, u"changed hands"_s));
        QCOMPARE(names(), QStringList{u"Lease db"_s});
        m_model->setHeadline(nullptr);
        QCOMPARE(m_model->rowCount(), 4);
    }

    void whatIsNewlyStuckIsARowThoughItIsAsItWas()
    {
        const Headline* stuck = headlineWith(*m_difference, u"newly stuck"_s);
        QVERIFY(stuck);
        m_model->setHeadline(stuck);
        QVERIFY(names().contains(u"Lease old"_s));
        const int row = static_cast<int>(names().indexOf(u"Lease old"_s));
        QCOMPARE(m_model->rowCount(m_model->index(row, 0)), 0);
        QVERIFY(text(row, ComparisonModel::After).startsWith(u"as it was"_s));
    }

    void theFilterLooksIntoFieldsAndValues()
    {
        m_model->setFilter(u"status.HOLDER b"_s);
        QCOMPARE(names(), QStringList{u"Lease db"_s});
        m_model->setFilter(u"nothing such"_s);
        QCOMPARE(m_model->rowCount(), 0);
    }

    void aFieldLeadsWhereItsObjectDoes()
    {
        const QModelIndex field = m_model->index(0, 2, m_model->index(0, 0));
        QCOMPARE(m_model->linkOf(field), ui::Link(ObjectKey{Kind::Lease, u"team-a"_s, u"db"_s}));
        QCOMPARE(m_model->linkOf(m_model->index(3, 0)), ui::Link::toHolder(u"team-a"_s, u"worker-a"_s));
        QVERIFY(m_model->isInTheLater(field));
        QVERIFY(!m_model->isInTheLater(m_model->index(2, 0)));
    }

    void whatMakesAComparisonOddIsSaid()
    {
        QCOMPARE(ui::cautionOf(*m_difference), QString());
        Difference odd = *m_difference;
        odd.to.context = u"staging"_s;
        QVERIFY(ui::cautionOf(odd).contains(u"two clusters"_s));
        odd.to.redacted = true;
        QVERIFY(ui::cautionOf(odd).contains(u"hidden"_s));
        odd.to.selection = u"ns:a"_s;
        QVERIFY(ui::cautionOf(odd).contains(u"a part"_s));
    }

private:
    QString text(int row, int column) const { return m_model->index(row, column).data().toString(); }
    QStringList names() const
    {
        QStringList all;
        for (int row = 0; row < m_model->rowCount(); ++row) {
            all.append(text(row, ComparisonModel::What));
        }
        return all;
    }

    std::unique_ptr<ComparisonModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
    std::shared_ptr<const Difference> m_difference;
};

QTEST_GUILESS_MAIN(tst_ComparisonModel)
#include "tst_comparisonmodel.moc"
