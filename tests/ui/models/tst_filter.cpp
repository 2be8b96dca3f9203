// SPDX-License-Identifier: Apache-2.0
#include "ui/models/filter.h"

#include <QTest>

using namespace konductor::ui;
using namespace Qt::StringLiterals;

class TestFilter final : public QObject {
    Q_OBJECT

private slots:
    void lineMatchesOrNot_data();
    void lineMatchesOrNot();
    void unfinishedTermFiltersNothing_data();
    void unfinishedTermFiltersNothing();
};

void TestFilter::lineMatchesOrNot_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<bool>("matches");
    const auto row = [](const char* name, const QString& line, bool matches) {
        QTest::newRow(name) << line << matches;
    };
    row("a word in the name", u"migr"_s, true);
    row("a word in the namespace", u"team"_s, true);
    row("a word in the kind", u"leas"_s, true);
    row("a word in the phase", u"hel"_s, true);
    row("a word in a holder", u"worker"_s, true);
    row("a word nowhere", u"elephant"_s, false);
    row("all words must match", u"migr worker"_s, true);
    row("one of two words is missing", u"migr elephant"_s, false);
    row("case never matters", u"MIGR NS:TEAM-A Phase:held"_s, true);
    row("a field wants all of the value", u"ns:team-a"_s, true);
    row("a part of a field is not enough", u"ns:team"_s, false);
    row("a tilde asks for a part", u"ns:~team"_s, true);
    row("a tilde with a foreign part", u"ns:~red"_s, false);
    row("name", u"name:db-migration"_s, true);
    row("name does not look elsewhere", u"name:team-a"_s, false);
    row("kind", u"kind:lease"_s, true);
    row("another kind", u"kind:gate"_s, false);
    row("phase", u"phase:held"_s, true);
    row("any of the holders", u"holder:worker-2"_s, true);
    row("a part of a holder", u"holder:~2"_s, true);
    row("a foreign holder", u"holder:worker-3"_s, false);
    row("a negated word", u"-elephant"_s, true);
    row("a negated word that is there", u"-migr"_s, false);
    row("a negated field", u"-ns:team-b"_s, true);
    row("a negated part", u"-holder:~worker"_s, false);
    row("quotes keep spaces", u"holder:\"night shift\""_s, true);
    row("without quotes two words", u"holder:night shift"_s, false);
    row("a quoted word", u"\"ght sh\""_s, true);
    row("an open quote ends with the line", u"holder:\"night shift"_s, true);
    row("an unknown field is a word", u"colour:red"_s, false);
    row("a negated unknown field is a word", u"-colour:red"_s, true);
    row("an unknown field that stands in the text", u"urn:x"_s, true);
    row("other spaces separate too", u"migr\tworker\u00a0team"_s, true);
}

void TestFilter::lineMatchesOrNot()
{
    QFETCH(QString, line);
    QFETCH(bool, matches);
    const FilterSubject subject{u"db-migration"_s,
                                u"team-a"_s,
                                u"lease"_s,
                                u"Held"_s,
                                {u"worker-1"_s, u"worker-2"_s, u"Night Shift"_s, u"urn:x"_s}};
    const Filter filter = Filter::parse(line);
    QVERIFY(!filter.isEmpty());
    QCOMPARE(filter.matches(subject), matches);
}

void TestFilter::unfinishedTermFiltersNothing_data()
{
    QTest::addColumn<QString>("line");
    for (const char* line : {"", "   ", "ns:", "holder:~", "-ns:", "-holder:~", "\"", "\"\"", "ns:\"", "-"}) {
        QTest::newRow(*line == '\0' ? "empty" : line) << QString::fromLatin1(line);
    }
}

void TestFilter::unfinishedTermFiltersNothing()
{
    QFETCH(QString, line);
    QVERIFY(Filter::parse(line).isEmpty());
    QVERIFY(Filter::parse(line).matches({u"x"_s, {}, {}, {}, {}}));
}

QTEST_GUILESS_MAIN(TestFilter)
#include "tst_filter.moc"
