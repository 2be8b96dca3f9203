// SPDX-License-Identifier: Apache-2.0
#include "ui/models/waitpicture.h"

#include "tests/ui/models/jam.h"
#include "ui/models/clusterinsight.h"

#include <QTest>

using namespace konductor;
using namespace konductor::ui;
using namespace konductor::ui::test;
using namespace Qt::StringLiterals;
using insight::WaitNode;

class TestWaitPicture : public QObject {
    Q_OBJECT

    World m_world;
    ClusterInsight m_insight{m_world.mirror, m_world.clock};

    WaitPicture picture(const QString& ns = {}, qsizetype most = 300) const
    {
        return waitPicture(m_insight.insight(), ns, m_insight.now(), most);
    }
    static bool hasArrow(const WaitPicture& picture, const WaitNode& from, const WaitNode& to)
    {
        return std::any_of(picture.arrows.begin(), picture.arrows.end(), [&](const WaitArrow& arrow) {
            return arrow.from == picture.boxOf(from) && arrow.to == picture.boxOf(to);
        });
    }

private slots:
    void initTestCase() { jam(m_world); }

    void arrowsLeadFromWaiterToLeaseToHolder()
    {
        const WaitNode ann = WaitNode::holder(u"a"_s, u"ann"_s);
        const WaitNode bob = WaitNode::holder(u"a"_s, u"bob"_s);
        const WaitNode y = WaitNode::of({Kind::Lease, u"a"_s, u"y"_s});
        QVERIFY(hasArrow(picture(), ann, y));
        QVERIFY(hasArrow(picture(), y, bob));
        QVERIFY(!hasArrow(picture(), bob, ann));
    }
    void eachArrowTellsHowLongItIsWaitedForThat()
    {
        World world;
        ClusterInsight insight{world.mirror, world.clock};
        jam(world);
        world.put(
            {json(Kind::Barrier, u"sync"_s, R"({"spec":{"expected":2},"status":{"phase":"Waiting"}})"),
             json(Kind::Arrival, u"sync-bob"_s,
                  R"({"spec":{"barrier":"sync","holder":"bob"},"status":{"arrivedAt":"2026-11-24T09:31:00Z"}})")});
        const WaitPicture drawn = waitPicture(insight.insight(), {}, insight.now());
        const WaitNode bob = WaitNode::holder(u"a"_s, u"bob"_s);
        const auto since = [&](const WaitNode& node) {
            for (const WaitArrow& arrow : drawn.arrows) {
                if (arrow.from == drawn.boxOf(bob) && arrow.to == drawn.boxOf(node)) {
                    return arrow.standing.back().time;
                }
            }
            return Timestamp();
        };
        const Timestamp came = *parseTimestamp(u"2026-11-24T09:31:00Z"_s);
        QVERIFY(since(WaitNode::of({Kind::Barrier, u"a"_s, u"sync"_s})) == came);
        QVERIFY(since(WaitNode::of({Kind::Lease, u"a"_s, u"x"_s})) > came); // he asked for it later
        QVERIFY(drawn.boxes[static_cast<size_t>(drawn.boxOf(bob))].standing.back().time == came); // the longest
    }
    void deadlockIsFramed()
    {
        const WaitPicture drawn = picture();
        QCOMPARE(drawn.deadlocks.size(), size_t(1));
        QCOMPARE(drawn.deadlocks[0].size(), size_t(4));
        QCOMPARE(drawn.waiting, 2);
    }
    void holdWithoutAWaiterIsNotInThePicture()
    {
        QCOMPARE(picture().boxOf(WaitNode::of({Kind::Lease, u"a"_s, u"z"_s})), -1);
        QCOMPARE(picture().boxOf(WaitNode::holder(u"a"_s, u"cid"_s)), -1);
    }
    void whatAFindingIsAboutIsColoured()
    {
        const WaitPicture drawn = picture();
        QVERIFY(std::any_of(drawn.boxes.begin(), drawn.boxes.end(),
                            [](const WaitBox& box) { return box.tone == Tone::Bad; }));
    }
    void anotherNamespaceIsEmpty() { QVERIFY(picture(u"b"_s).boxes.empty()); }
    void whatDoesNotFitIsCounted()
    {
        const WaitPicture small = picture({}, 2);
        QCOMPARE(small.boxes.size(), size_t(2));
        QCOMPARE(small.leftOut, 2);
        for (const WaitArrow& arrow : small.arrows) {
            QVERIFY(arrow.from < 2 && arrow.to < 2);
        }
    }
};

QTEST_GUILESS_MAIN(TestWaitPicture)
#include "tst_waitpicture.moc"
