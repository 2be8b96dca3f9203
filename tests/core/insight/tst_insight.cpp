// SPDX-License-Identifier: Apache-2.0
#include "tests/core/insight/small.h"

#include <QTest>

#include <random>

using namespace Qt::StringLiterals;
using namespace konductor;
using namespace konductor::insight;
using namespace konductor::test;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

/// Random objects out of few names, so that they meet: leases, requests, permits, arrivals, gates of one namespace.
class Dice {
public:
    explicit Dice(quint32 seed) : m_random(seed) { }

    int below(int n) { return static_cast<int>(m_random() % static_cast<quint32>(n)); }
    QString holder() { return u"w-%1"_s.arg(below(6)); }
    QString name() { return u"n%1"_s.arg(below(3)); }
    std::optional<Timestamp> time(Timestamp now)
    {
        return below(2) ? std::optional(now + minutes(below(30) - 10)) : std::nullopt;
    }

    ObjectPtr object(Timestamp now)
    {
        switch (below(9)) {
        case 0:
        case 1:
            return aLease(now);
        case 2:
        case 3:
            return shared(request(name(), holder(), below(3),
                                  below(3) ? LeaseRequestPhase::Pending : LeaseRequestPhase::Granted));
        case 4:
            return shared(semaphore(name(), 1 + below(3), below(2)));
        case 5:
            return shared(permit(name(), u"p%1"_s.arg(below(5)), holder(), time(now)));
        case 6:
            return aBarrier();
        case 7:
            return below(4) ? shared(arrival(name(), holder()))
                            : shared(childOf<Arrival>(name(), u"stray"_s, holder()));
        default:
            return aGate();
        }
    }

private:
    template <class T> static ObjectPtr shared(const T& value) { return std::make_shared<T>(value); }

    ObjectPtr aLease(Timestamp now)
    {
        Lease made = lease(name(), below(3) ? holder() : QString());
        if (!made.status.holder.isEmpty()) {
            made.status.acquiredAt = now - minutes(below(30));
            made.status.expiresAt = time(now);
        }
        return shared(made);
    }
    ObjectPtr aBarrier()
    {
        Barrier made = barrier(name(), 1 + below(4));
        made.status.phase = static_cast<BarrierPhase>(2 + below(3));
        if (below(3) == 0) {
            made.spec.timeout = minutes(115 + below(20));
        }
        return shared(made);
    }
    ObjectPtr aGate()
    {
        std::vector<GateCondition> conditions;
        for (int i = below(3); i >= 0; --i) {
            switch (below(4)) {
            case 0:
                conditions.push_back(condition("Lease", name(), "Available"));
                break;
            case 1:
                conditions.push_back(condition("Barrier", name(), "Open"));
                break;
            case 2:
                conditions.push_back(condition("Semaphore", name(), "", 1 + below(3)));
                break;
            default:
                conditions.push_back(condition("Mutex", name(), "Unlocked"));
            }
        }
        return shared(gate(name(), conditions, static_cast<GatePhase>(2 + below(3))));
    }

    std::mt19937 m_random;
};

/// A batch of changes, put into the index as a mirror does; some of them deletions.
std::vector<ObjectChange> batch(Dice& dice, ObjectIndex& objects, Timestamp now)
{
    std::vector<ObjectChange> changes;
    for (int i = 1 + dice.below(6); i > 0; --i) {
        const ObjectPtr object = dice.object(now);
        if (dice.below(4) == 0) {
            if (const ObjectPtr before = objects.remove(object->key())) {
                changes.push_back({before, nullptr});
            }
            continue;
        }
        const ObjectPtr before = objects.insert(object);
        changes.push_back({before, object});
    }
    return changes;
}

std::vector<std::pair<WaitNode, std::vector<Need>>> needsOfAll(const WaitGraph& graph)
{
    std::vector<std::pair<WaitNode, std::vector<Need>>> all;
    for (const WaitNode& node : graph.waiting()) {
        all.emplace_back(node, graph.needs(node));
    }
    return all;
}

QStringList texts(const Insight& insight, Timestamp now)
{
    QStringList lines;
    for (const Finding& finding : insight.findings()) {
        lines.append(finding.rule + u' ' + finding.about + u": "_s + plainText(finding.summary, now));
    }
    return lines;
}

} // namespace

class tst_Insight : public QObject {
    Q_OBJECT
private slots:
    void keptUpToDateEqualsMadeFromNothing_data()
    {
        QTest::addColumn<quint32>("seed");
        for (quint32 seed = 1; seed <= 40; ++seed) {
            QTest::newRow(qPrintable(u"seed %1"_s.arg(seed))) << seed;
        }
    }
    void keptUpToDateEqualsMadeFromNothing()
    {
        QFETCH(quint32, seed);
        Dice dice(seed);
        ObjectIndex objects;
        Insight kept(objects);
        Timestamp now = noon;
        for (int step = 0; step < 60; ++step) {
            kept.apply(batch(dice, objects, now), now);
            now += seconds(dice.below(300));
            kept.tick(now);

            Insight anew(objects);
            anew.rebuild(now);
            QVERIFY2(needsOfAll(kept.graph()) == needsOfAll(anew.graph()), qPrintable(u"needs, step %1"_s.arg(step)));
            QVERIFY2(kept.deadlocks() == anew.deadlocks(), qPrintable(u"deadlocks, step %1"_s.arg(step)));
            QCOMPARE(texts(kept, now), texts(anew, now));
            QVERIFY2(kept.notedFindings() == anew.notedFindings(), qPrintable(u"noted findings, step %1"_s.arg(step)));
            QVERIFY2(kept.findings() == anew.findings(), qPrintable(u"findings, step %1"_s.arg(step)));
        }
    }
    void inPiecesItComesToTheSame_data() { keptUpToDateEqualsMadeFromNothing_data(); }
    void inPiecesItComesToTheSame()
    {
        QFETCH(quint32, seed);
        Dice dice(seed);
        ObjectIndex objects;
        Insight kept(objects);
        Timestamp now = noon;
        for (int step = 0; step < 200; ++step) {
            kept.enqueue(batch(dice, objects, now), now);
            now += seconds(dice.below(60));
            if (dice.below(20) == 0) {
                kept.startOver({});
            }
            int pieces = dice.below(30);
            kept.catchUp(now, [&] { return pieces-- > 0; });
            if (dice.below(10) != 0) {
                continue; // behind, and the next batch comes
            }
            kept.tick(now);
            QVERIFY(!kept.isBehind());
            Insight anew(objects);
            anew.rebuild(now);
            QVERIFY2(needsOfAll(kept.graph()) == needsOfAll(anew.graph()), qPrintable(u"needs, step %1"_s.arg(step)));
            QVERIFY2(kept.deadlocks() == anew.deadlocks(), qPrintable(u"deadlocks, step %1"_s.arg(step)));
            QVERIFY2(kept.notedFindings() == anew.notedFindings(), qPrintable(u"noted findings, step %1"_s.arg(step)));
            QVERIFY2(kept.findings() == anew.findings(), qPrintable(u"findings, step %1"_s.arg(step)));
        }
    }
    void timeAloneBringsAFinding()
    {
        ObjectIndex objects;
        Insight insight(objects);
        Lease held = lease(u"db"_s, u"a"_s);
        held.status.acquiredAt = noon;
        put(objects, held);
        put(objects, request(u"db"_s, u"a"_s, 0, LeaseRequestPhase::Granted));
        put(objects, request(u"db"_s, u"b"_s));
        insight.rebuild(noon);
        QVERIFY(insight.findings().empty());
        const auto next = insight.nextLook();
        QVERIFY(next);
        QVERIFY(insight.tick(*next));
        QCOMPARE(insight.findings().front().rule, u"lease-never-expires"_s);
        QVERIFY(*next > noon + minutes(9) && *next < noon + minutes(11));
    }
    void nothingChangedIsToldAsSuch()
    {
        Small small(lease(u"db"_s, u"a"_s), request(u"db"_s, u"b"_s));
        Insight& insight = small.judge();
        const ObjectPtr same = small.objects.find({Kind::Lease, teamA, u"db"_s});
        QVERIFY(!insight.apply({{same, same}}, noon));
    }
    /// A change in one corner of a large cluster costs as much as in a small one: told by what is looked at, in time.
    void aBatchCostsInProportionToItself()
    {
        const auto cost = [](int others) {
            ObjectIndex objects;
            for (int i = 0; i < others; ++i) {
                Lease one = lease(u"other%1"_s.arg(i), u"holder%1"_s.arg(i), noon + minutes(30));
                put(objects, one);
            }
            put(objects, lease(u"db"_s, u"a"_s));
            Insight insight(objects);
            insight.rebuild(noon);
            const ObjectPtr without = std::make_shared<Lease>(lease(u"db"_s, {}));
            const ObjectPtr with = std::make_shared<Lease>(lease(u"db"_s, u"a"_s));
            const auto begin = std::chrono::steady_clock::now();
            for (int i = 0; i < 500; ++i) {
                ObjectPtr before = objects.insert(without);
                insight.apply({{before, without}}, noon);
                before = objects.insert(with);
                insight.apply({{before, with}}, noon);
            }
            return std::chrono::steady_clock::now() - begin;
        };
        const auto small = cost(10);
        const auto large = cost(20'000);
        const double ratio = std::chrono::duration<double>(large) / std::chrono::duration<double>(small);
        QVERIFY2(ratio < 20, qPrintable(u"2,000 times the objects cost %1 times as much"_s.arg(ratio)));
    }
};

QTEST_GUILESS_MAIN(tst_Insight)
#include "tst_insight.moc"
