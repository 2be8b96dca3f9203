// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/connectionline.h"

#include "ui/theme/tokens.h"
#include "ui/widgets/painters.h"

#include <QLabel>
#include <QTest>

using namespace konductor;
using namespace konductor::ui;
using namespace Qt::StringLiterals;
using ConnectionPhase = live::ConnectionState::Phase;

class TestConnectionLine final : public QObject {
    Q_OBJECT
private slots:
    void eachPhaseHasAGlyphAWordAndItsColour_data()
    {
        QTest::addColumn<ConnectionPhase>("phase");
        QTest::addColumn<QString>("words");
        QTest::addColumn<Tone>("tone");
        QTest::newRow("live") << ConnectionPhase::Live << u"● live"_s << Tone::Ok;
        QTest::newRow("stale") << ConnectionPhase::Stale << u"◐ stale"_s << Tone::Warning;
        QTest::newRow("partly live") << ConnectionPhase::Degraded << u"◐ partly live"_s << Tone::Warning;
        QTest::newRow("offline") << ConnectionPhase::Offline << u"✗ offline"_s << Tone::Bad;
        QTest::newRow("connecting") << ConnectionPhase::Connecting << u"○ connecting"_s << Tone::Neutral;
        QTest::newRow("snapshot") << ConnectionPhase::Closed << u"▣ snapshot, not live"_s << Tone::Warning;
    }
    void eachPhaseHasAGlyphAWordAndItsColour()
    {
        QFETCH(ConnectionPhase, phase);
        QFETCH(QString, words);
        QFETCH(Tone, tone);
        ConnectionLine line;
        live::ConnectionState state;
        state.phase = phase;
        line.show(state, 53, 3, Timestamp());
        const QLabel* shown = nullptr;
        for (const QLabel* label : line.findChildren<QLabel*>()) {
            shown = label->text() == words ? label : shown;
        }
        QVERIFY(shown);
        QCOMPARE(shown->palette().color(QPalette::WindowText), colorsOf(tone, tokensOf(line.palette())).ink);
        QVERIFY(shown->accessibleName().contains(words));
    }
};

QTEST_MAIN(TestConnectionLine)
#include "tst_connectionline.moc"
