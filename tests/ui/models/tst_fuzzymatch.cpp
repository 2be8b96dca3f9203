// SPDX-License-Identifier: Apache-2.0
#include "ui/models/fuzzymatch.h"

#include <QTest>

#include <random>

using namespace konductor::ui;
using namespace Qt::StringLiterals;

class FuzzyMatchTest : public QObject {
    Q_OBJECT
private slots:
    void abbreviationsFindNames_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("fits");
        QTest::newRow("whole") << u"db-migration"_s << u"db-migration"_s << true;
        QTest::newRow("case") << u"DB-Mig"_s << u"db-migration"_s << true;
        QTest::newRow("inside") << u"gratio"_s << u"db-migration"_s << true;
        QTest::newRow("beginnings of words") << u"dm"_s << u"db-migration"_s << true;
        QTest::newRow("two words") << u"mig db"_s << u"db-migration"_s << true;
        QTest::newRow("a slash parts words") << u"db/mig"_s << u"db-migration"_s << true;
        QTest::newRow("camel case") << u"rm"_s << u"readMostly"_s << true;
        QTest::newRow("another order") << u"md"_s << u"db-migration"_s << false;
        QTest::newRow("letters strewn about") << u"dirtn"_s << u"db-migration"_s << false;
        QTest::newRow("a letter that is not there") << u"dbx"_s << u"db-migration"_s << false;
        QTest::newRow("longer than the name") << u"db-migrations"_s << u"db-migration"_s << false;
        QTest::newRow("other scripts") << u"ÄR"_s << u"über-ärger"_s << true;
    }
    void abbreviationsFindNames()
    {
        QFETCH(QString, typed);
        QFETCH(QString, name);
        QFETCH(bool, fits);
        QCOMPARE(FuzzyPattern(typed).score({{name}}).has_value(), fits);
    }

    void whatIsMeantMoreStandsHigher()
    {
        const QStringList order{u"gate"_s, u"gatekeeper"_s, u"the-gate"_s, u"aggregate"_s, u"global-answer-test"_s};
        for (qsizetype i = 0; i + 1 < order.size(); ++i) {
            const FuzzyPattern pattern(u"gat"_s);
            QVERIFY2(*pattern.score({{order[i]}}) > *pattern.score({{order[i + 1]}}), qPrintable(order[i]));
        }
    }

    void anEarlierPartCountsMore()
    {
        const FuzzyPattern pattern(u"team"_s);
        QVERIFY(*pattern.score({{u"team"}, {u"x"}}) > *pattern.score({{u"x"}, {u"team"}}));
        QVERIFY(FuzzyPattern(u"x team"_s).score({{u"x"}, {u"team"}}));
        QVERIFY(!FuzzyPattern(u"x team gone"_s).score({{u"x"}, {u"team"}}));
    }

    void thePlacesAreWhatWasTyped()
    {
        QCOMPARE(FuzzyPattern(u"dm"_s).places(u"db-migration"), (std::vector<qsizetype>{0, 3}));
        QCOMPARE(FuzzyPattern(u"mig"_s).places(u"db-migration"), (std::vector<qsizetype>{3, 4, 5}));
        QCOMPARE(FuzzyPattern(u"team mig"_s).places(u"db-migration"), (std::vector<qsizetype>{3, 4, 5}));
        QVERIFY(FuzzyPattern().places(u"db-migration").empty());
    }

    /// The palette looks among what was found before when more is typed, and asks the letters first.
    void moreTypedFindsLessAndTheLettersNeverLie()
    {
        std::mt19937 random(7);
        const auto text = [&random](size_t longest) {
            static constexpr QStringView letters = u"abAB-c3 /ä";
            QString made;
            for (size_t i = random() % longest + 1; i > 0; --i) {
                made.append(letters[static_cast<qsizetype>(random() % static_cast<size_t>(letters.size()))]);
            }
            return made;
        };
        int fitting = 0;
        for (int i = 0; i < 20'000; ++i) {
            const QString name = text(14);
            const QString ns = text(5);
            const QString typed = text(5);
            const QString more = typed + text(2);
            const auto fits = [&](const QString& words) {
                return FuzzyPattern(words).score({{name}, {ns}}).has_value();
            };
            QVERIFY2(!fits(more) || fits(typed), qPrintable(more + u" in "_s + name));
            if (fits(typed)) {
                ++fitting;
                const quint64 letters = FuzzyPattern::lettersOf(name) | FuzzyPattern::lettersOf(ns);
                QCOMPARE(FuzzyPattern(typed).letters() & ~letters, quint64(0));
            }
        }
        QVERIFY(fitting > 1'000);
    }
};

QTEST_APPLESS_MAIN(FuzzyMatchTest)
#include "tst_fuzzymatch.moc"
