// SPDX-License-Identifier: Apache-2.0
#include "core/insight/handoverjam.h"
#include "tests/core/insight/small.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace konductor;
using namespace konductor::insight;
using namespace konductor::test;
using std::chrono::minutes;

namespace {

QStringList names(const std::vector<WaitNode>& nodes)
{
    QStringList all;
    for (const WaitNode& node : nodes) {
        all.append(node.name);
    }
    return all;
}

/// `a` holds `x` and waits for `y`, `b` the other way round.
Small twoHoldersCrossed(std::optional<Timestamp> until = {})
{
    return Small(lease(u"x"_s, u"a"_s, until), lease(u"y"_s, u"b"_s, until), request(u"y"_s, u"a"_s),
                 request(u"x"_s, u"b"_s));
}

} // namespace

class tst_WaitGraph : public QObject {
    Q_OBJECT
private slots:
    void twoHoldersThatWaitForEachOtherAreADeadlock()
    {
        Small small = twoHoldersCrossed();
        const auto deadlocks = small.judge().deadlocks();
        QCOMPARE(deadlocks.size(), size_t(1));
        QCOMPARE(names(deadlocks[0].nodes), QStringList({u"a"_s, u"b"_s, u"x"_s, u"y"_s}));
        QVERIFY(!deadlocks[0].inferred);
        QVERIFY(!deadlocks[0].dissolvesAt);
    }
    void deadlockIsAsOldAsTheRequestThatClosedIt()
    {
        Small small = twoHoldersCrossed();
        LeaseRequest last = request(u"x"_s, u"b"_s);
        last.meta.creationTimestamp = noon - minutes(22);
        put(small.objects, last);
        LeaseRequest bystander = request(u"x"_s, u"c"_s);
        bystander.meta.creationTimestamp = noon - minutes(1);
        put(small.objects, bystander);
        const Insight& insight = small.judge();
        QCOMPARE(insight.deadlocks().size(), size_t(1));
        QVERIFY(insight.deadlocks()[0].since == noon - minutes(22));
        QVERIFY(insight.isDeadlocked(WaitNode::holder(teamA, u"a"_s)));
        QVERIFY(insight.isDeadlocked(WaitNode{Kind::Lease, teamA, u"x"_s}));
        QVERIFY(!insight.isDeadlocked(WaitNode::holder(teamA, u"c"_s)));
    }
    void deadlockDissolvesWhenAnExpiryGivesTheLeaseToAnother()
    {
        const Timestamp end = noon + minutes(5);
        QVERIFY(twoHoldersCrossed(end).judge().deadlocks()[0].dissolvesAt == end);
    }
    void deadlockStaysWhenTheHoldersOwnRequestWinsAgain()
    {
        Small small = twoHoldersCrossed(noon + minutes(5));
        put(small.objects, request(u"x"_s, u"a"_s, 5, LeaseRequestPhase::Granted));
        put(small.objects, request(u"y"_s, u"b"_s, 5, LeaseRequestPhase::Granted));
        QVERIFY(!small.judge().deadlocks()[0].dissolvesAt);
    }
    void holdersOfTheSameNameInTwoNamespacesAreNoDeadlock()
    {
        Small small(lease(u"x"_s, u"a"_s), request(u"x"_s, u"b"_s));
        Lease other = lease(u"y"_s, u"b"_s);
        other.meta.ns = u"team-b"_s;
        LeaseRequest asks = request(u"y"_s, u"a"_s);
        asks.meta.ns = u"team-b"_s;
        put(small.objects, other);
        put(small.objects, asks);
        QVERIFY(small.judge().deadlocks().empty());
    }
    void anHeirThatWaitsForAnotherWaiterWouldCloseADeadlock()
    {
        // b and c ask for x; b waits besides for y, which c holds.
        Small small(lease(u"x"_s, u"a"_s), lease(u"y"_s, u"c"_s), request(u"x"_s, u"b"_s), request(u"x"_s, u"c"_s),
                    request(u"y"_s, u"b"_s));
        const WaitGraph& graph = small.judge().graph();
        const ObjectKey x{Kind::Lease, teamA, u"x"_s};
        QCOMPARE(names(handOverJam(graph, x, u"b"_s)), QStringList({u"y"_s, u"c"_s}));
        QVERIFY(handOverJam(graph, x, u"c"_s).empty());
        QVERIFY(handOverJam(graph, x, u"nobody"_s).empty());
    }
    void anHeirThatOnlyWaitsForTheLeaseGetsOn()
    {
        Small small(lease(u"x"_s, u"a"_s), request(u"x"_s, u"b"_s), request(u"x"_s, u"c"_s));
        QVERIFY(handOverJam(small.judge().graph(), {Kind::Lease, teamA, u"x"_s}, u"b"_s).empty());
    }
    void convergingDiamondIsNoDeadlock()
    {
        Small small(gate(u"g"_s, {condition("Lease", u"x"_s, "Available"), condition("Lease", u"y"_s, "Available")}),
                    lease(u"x"_s, u"a"_s), lease(u"y"_s, u"b"_s), lease(u"z"_s, u"c"_s), request(u"z"_s, u"a"_s),
                    request(u"z"_s, u"b"_s));
        Insight& insight = small.judge();
        QVERIFY(insight.deadlocks().empty());
        const auto roots = insight.roots();
        QCOMPARE(roots.size(), size_t(1));
        QCOMPARE(names(roots[0].nodes), QStringList{u"c"_s});
        QCOMPARE(roots[0].waiting, 3);
    }
    void gateWaitsForAsManyHoldersAsItLacksPermits()
    {
        Small small(semaphore(u"s"_s, 4, 3), permit(u"s"_s, u"p1"_s, u"a"_s), permit(u"s"_s, u"p2"_s, u"b"_s),
                    permit(u"s"_s, u"p3"_s, u"c"_s), gate(u"g"_s, {condition("Semaphore", u"s"_s, "", 3)}));
        const auto needs = small.judge().graph().needs(WaitNode::of({Kind::Semaphore, teamA, u"s"_s}));
        QCOMPARE(needs.size(), size_t(1));
        QCOMPARE(needs[0].count, 2);
        QCOMPARE(names(needs[0].of), QStringList({u"a"_s, u"b"_s, u"c"_s}));
    }
    void barrierIsAKnotOnlyWhenTooFewAlternativesRemain_data()
    {
        QTest::addColumn<bool>("another");
        QTest::newRow("nobody else could come") << false;
        QTest::newRow("another could come") << true;
    }
    /// w-3, missing at the barrier, waits for the lease of w-1, which has come and stays.
    void barrierIsAKnotOnlyWhenTooFewAlternativesRemain()
    {
        QFETCH(bool, another);
        Small small(barrier(u"b"_s, 3, {u"w-1"_s, u"w-2"_s}), arrival(u"b"_s, u"w-1"_s), arrival(u"b"_s, u"w-2"_s),
                    lease(u"x"_s, u"w-1"_s), request(u"x"_s, u"w-3"_s));
        if (another) {
            put(small.objects, lease(u"y"_s, u"w-4"_s));
        }
        const auto found = small.judge().deadlocks();
        QCOMPARE(found.size(), size_t(another ? 0 : 1));
        QVERIFY(another || found[0].inferred);
    }
    void deadHolderIsARootNotPartOfACircle()
    {
        Small small = twoHoldersCrossed();
        small.pods.add(teamA, u"a"_s, u"Succeeded"_s);
        small.pods.add(teamA, u"b"_s, u"Running"_s);
        small.pods.complete(teamA);
        small.around.verdicts = &small.pods;
        Insight& insight = small.judge();
        QVERIFY(insight.deadlocks().empty());
        QCOMPARE(names(insight.roots()[0].nodes), QStringList{u"a"_s});
        QCOMPARE(insight.roots()[0].waiting, 1);
    }
    void pathLeadsFromTheGateToItsRoot()
    {
        Small small(gate(u"g"_s, {condition("Barrier", u"extract"_s, "Open")}),
                    barrier(u"extract"_s, 2, {u"worker-a"_s}), arrival(u"extract"_s, u"worker-a"_s),
                    lease(u"db"_s, u"other"_s), request(u"db"_s, u"worker-b"_s));
        Insight& insight = small.judge();
        QCOMPARE(names(insight.graph().pathToRoot(WaitNode::of({Kind::Gate, teamA, u"g"_s}))),
                 QStringList({u"g"_s, u"extract"_s, u"worker-b"_s, u"db"_s, u"other"_s}));
    }
    void manyOfTheSameNameSayNothingAboutWhoIsMissing()
    {
        Small small(barrier(u"b"_s, 2, {u"w-1"_s}), arrival(u"b"_s, u"w-1"_s));
        for (int i = 2; i < 9; ++i) {
            put(small.objects, lease(u"l%1"_s.arg(i), u"w-%1"_s.arg(i)));
        }
        QVERIFY(small.judge().graph().needs(WaitNode::of({Kind::Barrier, teamA, u"b"_s})).empty());
    }
    void jobWaitsForItsPod()
    {
        Job job;
        job.meta = meta(u"load"_s);
        job.status.active = 1;
        Small small(gate(u"g"_s, {condition("Job", u"load"_s, "Complete")}), job, lease(u"db"_s, u"other"_s),
                    request(u"db"_s, u"load-x7k2p"_s));
        const auto path = small.judge().graph().pathToRoot(WaitNode::of({Kind::Gate, teamA, u"g"_s}));
        QCOMPARE(names(path), QStringList({u"g"_s, u"load"_s, u"load-x7k2p"_s, u"db"_s, u"other"_s}));
    }
    void rootsStandInTheOrderOfWhatTheyBlock()
    {
        Small small(lease(u"x"_s, u"a"_s), request(u"x"_s, u"c"_s), lease(u"y"_s, u"b"_s), request(u"y"_s, u"d"_s),
                    request(u"y"_s, u"e"_s));
        const auto roots = small.judge().roots();
        QCOMPARE(roots.size(), size_t(2));
        QCOMPARE(roots[0].nodes[0].name, u"b"_s);
        QCOMPARE(roots[0].waiting, 2);
        QCOMPARE(roots[1].waiting, 1);
    }
    void howManyWaitIsCountedAlikeEverywhere()
    {
        Small small = twoHoldersCrossed();
        put(small.objects, request(u"y"_s, u"c"_s));
        Insight& insight = small.judge();
        QCOMPARE(insight.graph().waiterCount(), 3); // a, b and c; leases are only waited for
        QVERIFY(insight.graph().size() > 3);
        const auto found = insight.findings();
        const auto deadlock = std::find_if(found.begin(), found.end(),
                                           [](const Finding& finding) { return finding.rule == u"deadlock"; });
        QVERIFY(deadlock != found.end());
        QCOMPARE(insight.behind(*deadlock), 1); // c: those of the deadlock wait for themselves
        QCOMPARE(insight.behind(*deadlock), insight.roots()[0].waiting);
    }
};

QTEST_GUILESS_MAIN(tst_WaitGraph)
#include "tst_waitgraph.moc"
