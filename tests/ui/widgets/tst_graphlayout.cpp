// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/graphlayout.h"

#include <QTest>

using namespace konductor::ui;

namespace {
constexpr QSizeF box(120, 40);

QRectF rectAt(const QPointF& center)
{
    return {center.x() - box.width() / 2, center.y() - box.height() / 2, box.width(), box.height()};
}
} // namespace

class TestGraphLayout : public QObject {
    Q_OBJECT
private slots:
    void chainRunsFromLeftToRight()
    {
        const GraphLayout layout = layOut({{box, box, box}, {{0, 1}, {1, 2}}, {}});
        QCOMPARE(layout.centers.size(), size_t(3));
        QVERIFY(layout.centers[0].x() + box.width() <= layout.centers[1].x());
        QVERIFY(layout.centers[1].x() + box.width() <= layout.centers[2].x());
    }
    void boxesDoNotOverlapAndLieWithinTheBounds()
    {
        GraphShape shape;
        for (int i = 0; i < 40; ++i) {
            shape.boxes.push_back(box);
            if (i > 0) {
                shape.arrows.emplace_back(i, i / 3);
            }
        }
        const GraphLayout layout = layOut(shape);
        for (size_t a = 0; a < layout.centers.size(); ++a) {
            QVERIFY(layout.bounds.adjusted(-1, -1, 1, 1).contains(rectAt(layout.centers[a])));
            for (size_t b = 0; b < a; ++b) {
                QVERIFY(!rectAt(layout.centers[a]).intersects(rectAt(layout.centers[b])));
            }
        }
    }
    void arrowTouchesBothBoxes()
    {
        const GraphLayout layout = layOut({{box, box}, {{0, 1}}, {}});
        const QPainterPath& path = layout.arrows.at(0);
        QVERIFY(rectAt(layout.centers[0]).adjusted(-3, -3, 3, 3).contains(path.pointAtPercent(0)));
        QVERIFY(rectAt(layout.centers[1]).adjusted(-3, -3, 3, 3).contains(path.pointAtPercent(1)));
    }
    void groupFramesItsBoxesOnly()
    {
        const GraphLayout layout = layOut({{box, box, box}, {{0, 1}, {1, 0}, {2, 0}}, {{0, 1}}});
        const QRectF frame = layout.groups.at(0);
        QVERIFY(frame.contains(rectAt(layout.centers[0])));
        QVERIFY(frame.contains(rectAt(layout.centers[1])));
        QVERIFY(!frame.intersects(rectAt(layout.centers[2])));
    }
    /// Whoever looks at the page sees the deadlock and the biggest jam without scrolling.
    void whatHasAGroupIsAtTheTopAndTheRestInItsOrder()
    {
        const GraphLayout layout = layOut({{box, box, box, box, box, box}, {{0, 1}, {2, 3}, {4, 5}, {5, 4}}, {{4, 5}}});
        const auto y = [&](size_t at) { return layout.centers[at].y(); };
        QVERIFY(y(4) < y(0));
        QVERIFY(y(5) < y(0));
        QVERIFY(y(0) < y(2));
        QCOMPARE(y(0), y(1));
        QVERIFY(!layout.groups.at(0).intersects(rectAt(layout.centers[0])));
        QVERIFY(layout.bounds.contains(rectAt(layout.centers[3])));
    }
    void gapLeavesRoomForWordsOnAnArrow()
    {
        GraphShape shape{{box, box}, {{0, 1}}, {}};
        shape.gap = 90;
        const GraphLayout layout = layOut(shape);
        QVERIFY(layout.centers[1].x() - layout.centers[0].x() - box.width() >= 89);
    }
    void nothingIsLaidOutToNothing() { QVERIFY(layOut({}).centers.empty()); }
};

QTEST_GUILESS_MAIN(TestGraphLayout)
#include "tst_graphlayout.moc"
