// SPDX-License-Identifier: Apache-2.0
#include "core/insight/holderbook.h"
#include "tests/core/insight/small.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace konductor;
using namespace konductor::insight;
using namespace konductor::test;
using std::chrono::minutes;
using State = HolderVerdict::State;
using Why = HolderVerdict::Why;

namespace {

PodPtr pod(const QString& name, const QString& phase = u"Running"_s, const QString& ns = teamA)
{
    Pod made;
    made.ns = ns;
    made.name = name;
    made.phase = phase;
    made.node = u"node-1"_s;
    return std::make_shared<Pod>(made);
}

HolderBook book(PodCoverage::State state = PodCoverage::State::Current)
{
    HolderBook made;
    PodCoverage coverage;
    coverage.cluster = state;
    made.setCoverage(coverage);
    return made;
}

} // namespace

class tst_HolderBook : public QObject {
    Q_OBJECT
private slots:
    void verdictFollowsThePod()
    {
        HolderBook pods = book();
        QVERIFY(pods.of(teamA, u"w"_s).state == State::NeverSeen);
        const PodPtr running = pod(u"w"_s);
        pods.pod(nullptr, running, noon);
        QVERIFY(pods.of(teamA, u"w"_s).state == State::Running);
        Pod crashed = *running;
        crashed.restarting = true;
        pods.pod(running, std::make_shared<Pod>(crashed), noon);
        QVERIFY(pods.of(teamA, u"w"_s).state == State::Restarting);
        pods.pod(running, pod(u"w"_s, u"Failed"_s), noon);
        QVERIFY(pods.of(teamA, u"w"_s).state == State::Finished);
        pods.pod(running, nullptr, noon);
        QVERIFY(pods.of(teamA, u"w"_s).state == State::Gone);
        QVERIFY(pods.of(teamA, u"w"_s).since == noon);
        pods.pod(nullptr, running, noon);
        QVERIFY(pods.of(teamA, u"w"_s).state == State::Running);
    }
    void nobodyIsGoneOnStaleOrForbiddenLists_data()
    {
        QTest::addColumn<int>("coverage");
        QTest::addColumn<int>("why");
        QTest::newRow("stale") << int(PodCoverage::State::Stale) << int(Why::Stale);
        QTest::newRow("forbidden") << int(PodCoverage::State::Forbidden) << int(Why::Forbidden);
        QTest::newRow("not asked") << int(PodCoverage::State::Unknown) << int(Why::NotAsked);
    }
    void nobodyIsGoneOnStaleOrForbiddenLists()
    {
        QFETCH(int, coverage);
        QFETCH(int, why);
        HolderBook pods = book();
        pods.pod(nullptr, pod(u"w"_s), noon);
        pods.pod(pod(u"w"_s), nullptr, noon);
        PodCoverage now;
        now.namespaces[teamA] = static_cast<PodCoverage::State>(coverage);
        now.cluster = PodCoverage::State::Current;
        pods.setCoverage(now);
        QVERIFY(pods.of(teamA, u"w"_s).state == State::Unknown);
        QCOMPARE(int(pods.of(teamA, u"w"_s).why), why);
        QVERIFY(pods.of(u"team-b"_s, u"x"_s).state == State::NeverSeen);
    }
    void nodeIsKnownByThePodsOnIt()
    {
        HolderBook pods = book();
        pods.pod(nullptr, pod(u"w"_s), noon);
        QVERIFY(pods.of(teamA, u"node-1"_s).state == State::Running);
        QVERIFY(pods.of(teamA, u"node-1"_s).what == HolderVerdict::What::Node);
        pods.pod(pod(u"w"_s), nullptr, noon);
        QVERIFY(pods.of(teamA, u"node-1"_s).state == State::NeverSeen);
    }
    void samePodNameNextDoorIsAmbiguous()
    {
        HolderBook pods = book();
        pods.pod(nullptr, pod(u"w"_s, u"Running"_s, u"team-b"_s), noon);
        QVERIFY(pods.of(teamA, u"w"_s).state == State::Ambiguous);
    }
    void jobAnswersWhereNoPodDoes()
    {
        const HolderBook pods = book();
        Job done;
        done.meta = meta(u"load"_s);
        done.status.succeeded = 1;
        Small small(done, lease(u"db"_s, u"load"_s));
        small.around.verdicts = &pods;
        QVERIFY(small.rules().contains(u"hold-by-gone-holder"_s));
        done.status.succeeded = 0;
        done.status.active = 1;
        put(small.objects, done);
        QVERIFY(!small.rules().contains(u"hold-by-gone-holder"_s));
    }
    void deletedPodMakesItsHoldAFindingAtOnce()
    {
        HolderBook pods = book();
        const PodPtr holder = pod(u"worker-a"_s);
        pods.pod(nullptr, holder, noon);
        Small small(lease(u"db"_s, u"worker-a"_s, noon + minutes(30)), request(u"db"_s, u"worker-a"_s));
        small.around.verdicts = &pods;
        Insight& insight = small.judge();
        QVERIFY(insight.findings().empty());
        pods.pod(holder, nullptr, noon - minutes(46));
        insight.enqueueHolders(HolderBook::concernedBy(holder, nullptr));
        QVERIFY(insight.catchUp(noon));
        QCOMPARE(insight.findings().front().rule, u"hold-by-gone-holder"_s);
        QCOMPARE(plainText(insight.findings().front().summary, noon),
                 u"Lease db is held for 47 min by worker-a, and its pod was deleted 46 min ago."_s);
    }
    void waiterIsInferredFromItsContainersCommand()
    {
        HolderBook pods = book();
        Pod waiting = *pod(u"w-9"_s);
        waiting.calls = {{Kind::Mutex, teamA, u"tape"_s, u"w-9"_s}};
        const PodPtr waiter = std::make_shared<Pod>(waiting);
        pods.pod(nullptr, waiter, noon);
        Mutex tape;
        tape.meta = meta(u"tape"_s);
        tape.status.holder = u"w-1"_s;
        Small small(tape);
        small.around.verdicts = &pods;
        Insight& insight = small.judge();
        const auto needs = insight.graph().needs(WaitNode::holder(teamA, u"w-9"_s));
        QCOMPARE(needs.size(), size_t(1));
        QVERIFY(needs[0].inferred && needs[0].of.front() == WaitNode::of(tape.key()));
        // Freed, nobody waits any more: the waiter is looked at although no object names it.
        const ObjectPtr before = small.objects.find(tape.key());
        tape.status.holder.clear();
        const ObjectPtr after = std::make_shared<Mutex>(tape);
        small.objects.insert(after);
        insight.apply({{before, after}}, noon);
        QVERIFY(insight.graph().needs(WaitNode::holder(teamA, u"w-9"_s)).empty());
    }
    void unknownHolderIsSaidToBeUnknown()
    {
        const HolderBook pods = book(PodCoverage::State::Forbidden);
        Small small(lease(u"db"_s, u"worker-a"_s));
        small.around.verdicts = &pods;
        QVERIFY(small.explained(Kind::Lease, u"db"_s)
                    .contains(u"Whether worker-a still lives is unknown: pods may not be listed."_s));
    }
};

QTEST_GUILESS_MAIN(tst_HolderBook)
#include "tst_holderbook.moc"
