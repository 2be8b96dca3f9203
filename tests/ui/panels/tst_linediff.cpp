// SPDX-License-Identifier: Apache-2.0
#include "ui/panels/linediff.h"

#include <QTest>

#include <random>

using namespace konductor::ui;
using namespace Qt::StringLiterals;

class LineDiffTest : public QObject {
    Q_OBJECT
private slots:
    void equalTextsHaveNoChange()
    {
        QVERIFY(changedLines({u"a"_s, u"b"_s}, {u"a"_s, u"b"_s}).empty());
        QVERIFY(changedLines({}, {}).empty());
    }

    void newAndChangedLinesAreTold_data()
    {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("now");
        QTest::addColumn<QList<int>>("changed");
        QTest::newRow("one changed") << u"a b c"_s << u"a x c"_s << QList<int>{1};
        QTest::newRow("one added") << u"a c"_s << u"a b c"_s << QList<int>{1};
        QTest::newRow("one gone") << u"a b c"_s << u"a c"_s << QList<int>{};
        QTest::newRow("in two places") << u"a b c d e"_s << u"a x c y e"_s << QList<int>{1, 3};
        QTest::newRow("at both ends") << u"b"_s << u"a b c"_s << QList<int>{0, 2};
        QTest::newRow("repeated") << u"a a"_s << u"a a a"_s << QList<int>{2};
        QTest::newRow("all") << u""_s << u"p q"_s << QList<int>{0, 1};
    }
    void newAndChangedLinesAreTold()
    {
        QFETCH(const QString, before);
        QFETCH(const QString, now);
        QFETCH(const QList<int>, changed);
        const std::vector<int> found = changedLines(before.split(u' '), now.split(u' '));
        QCOMPARE(QList<int>(found.begin(), found.end()), changed);
    }

    void whatIsNotToldStandsInTheOldTextInTheSameOrder()
    {
        const unsigned seed = std::random_device{}();
        qInfo("seed %u", seed);
        std::mt19937 random(seed);
        for (int round = 0; round < 500; ++round) {
            QStringList before;
            QStringList now;
            for (QStringList* text : {&before, &now}) {
                for (auto i = random() % 12; i > 0; --i) {
                    text->append(QString::number(random() % 4));
                }
            }
            QStringList kept = now;
            const std::vector<int> changed = changedLines(before, now);
            for (auto line = changed.rbegin(); line != changed.rend(); ++line) {
                kept.removeAt(*line);
            }
            qsizetype at = 0;
            for (const QString& line : kept) {
                at = before.indexOf(line, at) + 1;
                QVERIFY(at > 0);
            }
        }
    }

    void hugeDifferencesAreNotComparedFurther()
    {
        QStringList before;
        QStringList now;
        for (int i = 0; i < 3000; ++i) {
            before.append(u"a%1"_s.arg(i));
            now.append(u"b%1"_s.arg(i));
        }
        QCOMPARE(changedLines(before, now).size(), size_t(3000));
    }
};

QTEST_GUILESS_MAIN(LineDiffTest)
#include "tst_linediff.moc"
