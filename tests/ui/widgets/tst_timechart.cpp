// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/timechart.h"

#include "ui/theme/consolestyle.h"
#include "ui/theme/tokens.h"

#include <QApplication>
#include <QTest>
#include <QToolTip>

using namespace konductor;
using namespace konductor::ui;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const Timestamp begin = parseTimestamp(u"2026-11-24T10:00:00Z").value();

ChartData data(const std::vector<double>& values, bool percent)
{
    ChartData made{.times = {},
                   .lines = {{u"Permits"_s, Tone::Held, values, {}}},
                   .percent = percent,
                   .gap = 30s,
                   .empty = u"Soon."_s};
    for (size_t i = 0; i < values.size(); ++i) {
        made.times.push_back(begin + std::chrono::seconds(10 * i));
        made.lines.front().words.push_back(QString::number(values[i]));
    }
    return made;
}

/// The rows, from above, at which the line's colour is seen in this column.
std::vector<int> inked(const QImage& image, int x)
{
    const QColor ink = tokens(Scheme::Light).held.ink;
    std::vector<int> rows;
    for (int y = 0; y < image.height(); ++y) { // the legend has its line further left
        const QColor seen = image.pixelColor(x, y);
        if (std::abs(seen.red() - ink.red()) + std::abs(seen.green() - ink.green()) + std::abs(seen.blue() - ink.blue())
            < 60) {
            rows.push_back(y);
        }
    }
    return rows;
}

} // namespace

class TimeChartTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { applyTheme(*qApp, Scheme::Light); }

    void aLineRisesWhereItsValuesRise()
    {
        TimeChart chart(u"In use"_s);
        chart.resize(400, 200);
        chart.setData(data({10, 10, 90, 90}, true), {.utc = true, .absolute = false});
        const QImage image = chart.grab().toImage();
        const std::vector<int> early = inked(image, 110);
        const std::vector<int> late = inked(image, 380);
        QVERIFY(!early.empty());
        QVERIFY(!late.empty());
        QVERIFY2(early.front() > late.front() + 60, "ten per cent stands well below ninety");
    }

    void nothingIsDrawnOverAGap()
    {
        TimeChart chart(u"In use"_s);
        chart.resize(400, 200);
        ChartData broken = data({50, 50, 50, 50}, true);
        broken.times[2] += 200s;
        broken.times[3] += 200s;
        chart.setData(broken, {});
        QVERIFY(inked(chart.grab().toImage(), 200).empty());
        chart.setData(data({50, 50, 50, 50}, true), {});
        QVERIFY(!inked(chart.grab().toImage(), 200).empty());
    }

    void moreThanTheWholeIsStillInsideThePlot()
    {
        TimeChart chart(u"In use"_s);
        chart.resize(400, 200);
        chart.setData(data({150, 150}, true), {});
        QVERIFY(!inked(chart.grab().toImage(), 200).empty());
    }

    void whatIsSeenIsAlsoSaid()
    {
        TimeChart chart(u"In use"_s);
        QCOMPARE(chart.accessibleName(), u"In use"_s);
        chart.setData(data({5}, false), {});
        QCOMPARE(chart.accessibleDescription(), u"Soon."_s);
        chart.setData(data({5, 20, 8}, false), {.utc = true, .absolute = false});
        QCOMPARE(chart.accessibleDescription(), u"Permits: 8 now, between 5 and 20 since 10:00:00"_s);
    }

    void hoveringTellsTheMoment()
    {
        TimeChart chart(u"In use"_s);
        chart.resize(400, 200);
        chart.setData(data({5, 20, 8}, false), {.utc = true, .absolute = false});
        chart.show();
        QVERIFY(QTest::qWaitForWindowExposed(&chart));
        QTest::mouseMove(&chart, QPoint(395, 100));
        QTRY_VERIFY(QToolTip::text().contains(u"10:00:20"_s));
        QVERIFY(QToolTip::text().contains(u"Permits  8"_s));
    }
};

QTEST_MAIN(TimeChartTest)
#include "tst_timechart.moc"
