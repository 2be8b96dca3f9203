// SPDX-License-Identifier: Apache-2.0
#include "core/insight/findings.h"
#include "tests/core/insight/small.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace konductor;
using namespace konductor::insight;
using namespace konductor::test;
using std::chrono::minutes;

Q_DECLARE_METATYPE(std::function<void(Small&)>)

namespace {

using Make = std::function<void(Small&)>;

/// A healthy cluster with something of everything. Every mutant is this and one thing more, or one thing changed.
void healthy(Small& small)
{
    put(small.objects, lease(u"db"_s, u"worker-1"_s, noon + minutes(13)));
    put(small.objects, request(u"db"_s, u"worker-1"_s, 0, LeaseRequestPhase::Granted));
    put(small.objects, request(u"db"_s, u"worker-2"_s));
    put(small.objects, lease(u"free"_s, {}));
    put(small.objects, semaphore(u"slots"_s, 3, 1));
    put(small.objects, permit(u"slots"_s, u"slots-1"_s, u"worker-1"_s, noon + minutes(5)));
    put(small.objects, barrier(u"extract"_s, 3, {u"worker-1"_s}));
    put(small.objects, arrival(u"extract"_s, u"worker-1"_s));
    Job load;
    load.meta = meta(u"load"_s);
    load.status.active = 1;
    put(small.objects, load);
    put(small.objects,
        gate(u"release"_s, {condition("Barrier", u"extract"_s, "Open"), condition("Job", u"load"_s, "Complete")}));
    Mutex mutex;
    mutex.meta = meta(u"tape"_s);
    mutex.status.phase = MutexPhase::Locked;
    mutex.status.holder = u"worker-1"_s;
    mutex.status.lockedAt = noon - minutes(90);
    put(small.objects, mutex);
    RWMutex index;
    index.meta = meta(u"index"_s);
    index.status.phase = RWMutexPhase::ReadLocked;
    index.status.readHolders = {u"worker-1"_s, u"worker-2"_s};
    put(small.objects, index);
    Once seed;
    seed.meta = meta(u"seed"_s);
    seed.spec.ttl = std::chrono::hours(72);
    seed.status.phase = OncePhase::Pending;
    put(small.objects, seed);
    WaitGroup group;
    group.meta = meta(u"shards"_s);
    group.status.counter = 2;
    group.status.phase = WaitGroupPhase::Waiting;
    put(small.objects, group);
    for (const QString& pod : {u"worker-1"_s, u"worker-2"_s, u"worker-3"_s, u"worker-4"_s}) {
        small.pods.add(teamA, pod, u"Running"_s);
    }
    small.pods.complete(teamA);
    small.around.verdicts = &small.pods;
}

template <class T> void change(Small& small, const QString& name, const std::function<void(T&)>& how)
{
    T object = *small.objects.find<T>(teamA, name);
    how(object);
    put(small.objects, object);
}

struct Mutant {
    QString rule;
    QString what;
    Make mutate;
};
using Mutants = std::vector<Mutant>;

void leaseRows(Mutants& all)
{
    all.push_back({u"lease-never-expires"_s, u"no TTL, others wait"_s, [](Small& s) {
                       change<Lease>(s, u"db"_s,
                                     [](Lease& lease) { lease.spec.ttl.reset(), lease.status.expiresAt.reset(); });
                   }});
    all.push_back({u"lease-held-without-request"_s, u"request deleted"_s, [](Small& s) {
                       s.objects.remove({Kind::LeaseRequest, teamA, u"db-worker-1"_s});
                   }});
    all.push_back({u"zombie-request"_s, u"granted to a former holder"_s,
                   [](Small& s) { put(s.objects, request(u"db"_s, u"worker-3"_s, 9, LeaseRequestPhase::Granted)); }});
    all.push_back({u"request-starved"_s, u"holder outranks"_s,
                   [](Small& s) { put(s.objects, request(u"db"_s, u"worker-1"_s, 5, LeaseRequestPhase::Granted)); }});
    all.push_back({u"request-unseen"_s, u"free lease, old request"_s,
                   [](Small& s) { put(s.objects, request(u"free"_s, u"worker-3"_s)); }});
    all.push_back({u"expired-not-collected"_s, u"lease"_s, [](Small& s) {
                       change<Lease>(s, u"db"_s, [](Lease& lease) { lease.status.expiresAt = noon - minutes(9); });
                   }});
    all.push_back({u"deadlock"_s, u"two leases crossed"_s, [](Small& s) {
                       put(s.objects, lease(u"other"_s, u"worker-2"_s, noon + minutes(3)));
                       put(s.objects, request(u"other"_s, u"worker-2"_s, 0, LeaseRequestPhase::Granted));
                       put(s.objects, request(u"other"_s, u"worker-1"_s));
                   }});
    all.push_back({u"suspected-deadlock"_s, u"missing arrival waits for one that has come"_s, [](Small& s) {
                       put(s.objects, barrier(u"extract"_s, 2, {u"worker-1"_s}));
                       // Else the lease's expiry would dissolve it. Young, or it would be starved as well.
                       put(s.objects, request(u"db"_s, u"worker-1"_s, 5, LeaseRequestPhase::Granted));
                       change<LeaseRequest>(s, u"db-worker-2"_s, [](LeaseRequest& request) {
                           request.meta.creationTimestamp = noon - minutes(5);
                       });
                   }});
}

void lockRows(Mutants& all)
{
    all.push_back({u"hold-by-gone-holder"_s, u"mutex of a finished pod"_s, [](Small& s) {
                       s.pods.add(teamA, u"worker-9"_s, u"Failed"_s);
                       change<Mutex>(s, u"tape"_s, [](Mutex& mutex) { mutex.status.holder = u"worker-9"_s; });
                   }});
    all.push_back({u"hold-by-gone-holder"_s, u"mutex of a pod that is not there"_s, [](Small& s) {
                       change<Mutex>(s, u"tape"_s, [](Mutex& mutex) { mutex.status.holder = u"worker-9"_s; });
                   }});
    all.push_back({u"expired-not-collected"_s, u"mutex"_s, [](Small& s) {
                       change<Mutex>(s, u"tape"_s, [](Mutex& mutex) { mutex.status.expiresAt = noon - minutes(9); });
                   }});
    all.push_back({u"expired-not-collected"_s, u"rwmutex"_s, [](Small& s) {
                       change<RWMutex>(s, u"index"_s, [](RWMutex& lock) { lock.status.expiresAt = noon - minutes(9); });
                   }});
    all.push_back({u"rwmutex-readers-and-writer"_s, u"both"_s, [](Small& s) {
                       change<RWMutex>(s, u"index"_s, [](RWMutex& lock) { lock.status.writeHolder = u"worker-3"_s; });
                   }});
    all.push_back({u"rwmutex-reader-twice"_s, u"twice"_s, [](Small& s) {
                       change<RWMutex>(s, u"index"_s,
                                       [](RWMutex& lock) { lock.status.readHolders.append(u"worker-1"_s); });
                   }});
    all.push_back({u"once-expired"_s, u"older than its TTL"_s, [](Small& s) {
                       change<Once>(s, u"seed"_s, [](Once& once) { once.spec.ttl = std::chrono::hours(1); });
                   }});
}

void semaphoreRows(Mutants& all)
{
    all.push_back({u"semaphore-overcommitted"_s, u"four on three"_s, [](Small& s) {
                       for (int i = 2; i < 5; ++i) {
                           put(s.objects,
                               permit(u"slots"_s, u"slots-%1"_s.arg(i), u"worker-%1"_s.arg(i), noon + minutes(5)));
                       }
                   }});
    all.push_back({u"semaphore-permits-below-use"_s, u"lowered"_s, [](Small& s) {
                       put(s.objects, permit(u"slots"_s, u"slots-2"_s, u"worker-2"_s, noon + minutes(5)));
                       change<Semaphore>(s, u"slots"_s, [](Semaphore& semaphore) { semaphore.spec.permits = 1; });
                   }});
    all.push_back({u"permits-leaked"_s, u"two endless permits of one holder"_s, [](Small& s) {
                       put(s.objects, permit(u"slots"_s, u"slots-2"_s, u"worker-2"_s));
                       put(s.objects, permit(u"slots"_s, u"slots-3"_s, u"worker-2"_s));
                   }});
    all.push_back({u"permit-ttl-not-enforced"_s, u"ttl over, no expiry"_s, [](Small& s) {
                       Permit old = permit(u"slots"_s, u"slots-2"_s, u"worker-2"_s);
                       old.spec.ttl = minutes(10);
                       put(s.objects, old);
                   }});
}

void barrierRows(Mutants& all)
{
    all.push_back({u"barrier-failed"_s, u"timed out"_s, [](Small& s) {
                       change<Barrier>(s, u"extract"_s, [](Barrier& barrier) {
                           barrier.spec.timeout = minutes(10);
                           barrier.status.phase = BarrierPhase::Failed;
                       });
                       // A gate behind it would have its own finding.
                       s.objects.remove({Kind::Gate, teamA, u"release"_s});
                   }});
    all.push_back({u"barrier-stuck-past-timeout"_s, u"still waiting"_s, [](Small& s) {
                       change<Barrier>(s, u"extract"_s, [](Barrier& barrier) { barrier.spec.timeout = minutes(10); });
                   }});
    all.push_back({u"quorum-above-expected"_s, u"four of three"_s, [](Small& s) {
                       change<Barrier>(s, u"extract"_s, [](Barrier& barrier) { barrier.spec.quorum = 4; });
                   }});
    all.push_back({u"expected-below-arrivals"_s, u"four on three"_s, [](Small& s) {
                       for (int i = 2; i < 5; ++i) {
                           put(s.objects, arrival(u"extract"_s, u"worker-%1"_s.arg(i)));
                       }
                   }});
    all.push_back({u"duplicate-arrival"_s, u"twice"_s, [](Small& s) {
                       Arrival again = arrival(u"extract"_s, u"worker-1"_s);
                       again.meta.name = u"extract-again"_s;
                       put(s.objects, again);
                   }});
}

void gateRows(Mutants& all)
{
    const auto with = [](const GateCondition& condition) {
        return [condition](Small& s) {
            change<Gate>(s, u"release"_s, [&](Gate& gate) { gate.spec.conditions.push_back(condition); });
        };
    };
    all.push_back({u"gate-unsupported-condition"_s, u"a mutex"_s, with(condition("Mutex", u"tape"_s, "Unlocked"))});
    all.push_back({u"gate-unsupported-condition"_s, u"a gate"_s, with(condition("Gate", u"release"_s, "Open"))});
    all.push_back(
        {u"gate-unsupported-condition"_s, u"a lease acquired"_s, with(condition("Lease", u"free"_s, "Acquired"))});
    all.push_back({u"gate-unsupported-condition"_s, u"a semaphore without value"_s,
                   with(condition("Semaphore", u"slots"_s, ""))});
    all.push_back(
        {u"gate-impossible-condition"_s, u"more than there are"_s, with(condition("Semaphore", u"slots"_s, "", 9))});
    all.push_back({u"gate-impossible-condition"_s, u"a failed job"_s, [](Small& s) {
                       change<Job>(s, u"load"_s, [](Job& job) { job.status.conditions = {{u"Failed"_s, u"True"_s}}; });
                   }});
    all.push_back({u"gate-missing-object"_s, u"no such lease"_s, with(condition("Lease", u"none"_s, "Available"))});
    all.push_back({u"gate-failed"_s, u"timed out"_s, [](Small& s) {
                       change<Gate>(s, u"release"_s, [](Gate& gate) { gate.status.phase = GatePhase::Failed; });
                   }});
    all.push_back({u"gate-not-woken"_s, u"failed, but all holds"_s, [](Small& s) {
                       put(s.objects, gate(u"late"_s, {condition("Lease", u"free"_s, "Available")}, GatePhase::Failed));
                   }});
    all.push_back({u"gate-not-woken"_s, u"waits, but its barrier is long open"_s, [](Small& s) {
                       Barrier open = barrier(u"open"_s, 1, {u"worker-4"_s});
                       open.status.openedAt = noon - minutes(20);
                       put(s.objects, open);
                       put(s.objects, arrival(u"open"_s, u"worker-4"_s));
                       put(s.objects, gate(u"late"_s, {condition("Barrier", u"open"_s, "Open")}));
                   }});
}

void childRows(Mutants& all)
{
    all.push_back({u"child-without-label"_s, u"permit"_s, [](Small& s) {
                       Permit stray = permit(u"slots"_s, u"stray"_s, u"worker-2"_s);
                       stray.meta.labels.clear();
                       put(s.objects, stray);
                   }});
    all.push_back({u"child-without-label"_s, u"request that names another"_s, [](Small& s) {
                       LeaseRequest stray = request(u"free"_s, u"worker-2"_s);
                       stray.meta.labels[u"lease"_s] = u"db"_s;
                       put(s.objects, stray);
                   }});
    all.push_back({u"child-without-owner"_s, u"arrival"_s,
                   [](Small& s) { put(s.objects, childOf<Arrival>(u"extract"_s, u"stray"_s, u"worker-4"_s)); }});
    all.push_back({u"child-without-owner"_s, u"permit"_s, [](Small& s) {
                       Permit stray = childOf<Permit>(u"slots"_s, u"stray"_s, u"worker-2"_s);
                       put(s.objects, stray);
                   }});
    all.push_back({u"child-without-primitive"_s, u"permit"_s,
                   [](Small& s) { put(s.objects, permit(u"none"_s, u"stray"_s, u"worker-2"_s)); }});
}

void clusterRows(Mutants& all)
{
    all.push_back({u"object-malformed"_s, u"a field of another type"_s, [](Small& s) {
                       change<Lease>(s, u"free"_s,
                                     [](Lease& lease) { lease.problems = QStringList{u"spec.ttl: not a duration"_s}; });
                   }});
    all.push_back({u"deletion-stuck"_s, u"long in deletion"_s, [](Small& s) {
                       change<Lease>(s, u"free"_s,
                                     [](Lease& lease) { lease.meta.deletionTimestamp = noon - minutes(30); });
                   }});
    all.push_back({u"operator-not-writing"_s, u"never looked at"_s, [](Small& s) {
                       change<Semaphore>(s, u"slots"_s, [](Semaphore& semaphore) { semaphore.status = {}; });
                   }});
    all.push_back({u"kind-not-installed"_s, u"no leases"_s, [](Small& s) { s.around.notInstalled = {Kind::Lease}; }});
    all.push_back({u"operator-not-running"_s, u"no replica is ready"_s,
                   [](Small& s) { s.around.operatorState.problems = {u"none of its 2 replicas is ready"_s}; }});
    all.push_back({u"clock-skew"_s, u"a minute off"_s, [](Small& s) { s.around.clockOffset = minutes(1); }});
}

Mutants mutants()
{
    Mutants all;
    for (const auto& rows : {leaseRows, lockRows, semaphoreRows, barrierRows, gateRows, childRows, clusterRows}) {
        rows(all);
    }
    return all;
}

} // namespace

class tst_Findings : public QObject {
    Q_OBJECT
private slots:
    void healthyClusterIsSilent()
    {
        Small small;
        healthy(small);
        QCOMPARE(small.rules().join(u", "_s), QString());
    }

    void ruleFiresOnItsMutantAlone_data()
    {
        QTest::addColumn<QString>("rule");
        QTest::addColumn<Make>("mutate");
        for (const Mutant& mutant : mutants()) {
            QTest::newRow(qPrintable(mutant.rule + u": "_s + mutant.what)) << mutant.rule << mutant.mutate;
        }
    }
    void ruleFiresOnItsMutantAlone()
    {
        QFETCH(QString, rule);
        QFETCH(Make, mutate);
        Small small;
        healthy(small);
        mutate(small);
        QCOMPARE(small.rules().join(u", "_s), rule);
    }

    void whatIsReleasedInAKnotIsWhatOneOfItHolds()
    {
        for (const Mutant& mutant : mutants()) {
            if (!mutant.rule.endsWith("deadlock"_L1)) {
                continue;
            }
            Small small;
            healthy(small);
            mutant.mutate(small);
            const Finding knot = small.judge().findings().front();
            QCOMPARE(knot.mend.type, Mend::Type::Release);
            const auto held = as<Lease>(small.objects.find(*knot.mend.target)); // not the barrier between them
            QVERIFY2(held, qPrintable(mutant.what));
            QCOMPARE(knot.mend.holder, held->status.holder);
        }
    }

    void everyRuleHasAMutant()
    {
        QStringList known;
        for (const RuleInfo& rule : allRules()) {
            if (!rule.id.startsWith("manifest-"_L1)) {
                known.append(rule.id);
            }
        }
        QStringList mutated;
        for (const Mutant& mutant : mutants()) {
            mutated.append(mutant.rule);
        }
        mutated.removeDuplicates();
        mutated.sort();
        QCOMPARE(mutated, known);
    }

    void everyFindingSaysWhatFollowsAndWhatToDo()
    {
        for (const Mutant& mutant : mutants()) {
            Small small;
            healthy(small);
            mutant.mutate(small);
            for (const Finding& finding : small.judge().findings()) {
                QVERIFY2(!finding.summary.empty() && !finding.consequence.empty() && !finding.mend.words.empty(),
                         qPrintable(finding.rule));
            }
        }
    }

    void aFindingKnowsSinceWhenUnlessTheObjectsDoNotTell()
    {
        QStringList untold;
        for (const Mutant& mutant : mutants()) {
            Small small;
            healthy(small);
            mutant.mutate(small);
            for (const Finding& finding : small.judge().findings()) {
                QVERIFY2(!finding.since || *finding.since <= noon, qPrintable(finding.rule));
                if (!finding.since) {
                    untold.append(finding.rule);
                }
            }
        }
        untold.removeDuplicates();
        untold.sort();
        QCOMPARE(untold.join(u' '),
                 u"child-without-primitive clock-skew gate-failed gate-impossible-condition gate-not-woken "
                 "kind-not-installed object-malformed operator-not-running quorum-above-expected rwmutex-reader-twice "
                 "rwmutex-readers-and-writer semaphore-permits-below-use"_s);
    }

    void anEndThatHasPassedIsNotToldAsOneToCome()
    {
        Small small(lease(u"x"_s, u"worker-9"_s, noon - minutes(1)));
        const std::vector<Finding> found = small.judge().findings();
        const auto held = std::find_if(found.begin(), found.end(), [](const Finding& finding) {
            return finding.rule == u"lease-held-without-request"_s;
        });
        QVERIFY(held != found.end());
        QCOMPARE(plainText(held->consequence, noon), u"It expired 1 min ago, and the operator has not freed it."_s);
        QCOMPARE(plainText(held->mend.words, noon),
                 u"Release Lease x: clear the holder worker-9."_s); // no request left
        QCOMPARE(plainText(Words().remaining(noon - minutes(1)), noon), u"0 s"_s); // it never grows again
    }

    void nobodyIsGoneWhenPodsCannotBeSeen()
    {
        Small small;
        healthy(small);
        change<Mutex>(small, u"tape"_s, [](Mutex& mutex) { mutex.status.holder = u"worker-9"_s; });
        small.around.verdicts = nullptr;
        QCOMPARE(small.rules().join(u", "_s), QString());
    }

    void whatIsNotWatchedIsNotMissing()
    {
        Small small;
        healthy(small);
        put(small.objects, gate(u"g"_s, {condition("Job", u"none"_s, "Complete")}));
        small.around.known[static_cast<size_t>(Kind::Job)] = false;
        QCOMPARE(small.rules().join(u", "_s), QString());
    }
};

QTEST_GUILESS_MAIN(tst_Findings)
#include "tst_findings.moc"
