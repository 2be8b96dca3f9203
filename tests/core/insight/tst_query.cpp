// SPDX-License-Identifier: Apache-2.0
#include "core/api/kinds.h"
#include "core/insight/querysubject.h"
#include "tests/core/insight/make.h"

#include <QTest>

using namespace konductor;
using namespace konductor::insight;
using namespace konductor::test;
using namespace Qt::StringLiterals;

class TestQuery final : public QObject {
    Q_OBJECT

private slots:
    void lineMatchesOrNot_data();
    void lineMatchesOrNot();
    void unfinishedTermFiltersNothing_data();
    void unfinishedTermFiltersNothing();
    void regularExpressionsLookAnywhereInAField();
    void whatIsWrongIsToldAndFiltersNothing_data();
    void whatIsWrongIsToldAndFiltersNothing();
    void holdsWaitersAndAgesAreCompared_data();
    void holdsWaitersAndAgesAreCompared();
    void findingsAreAskedByRuleAndSeverity();
    void clusterIsTheContextsName();
};

void TestQuery::lineMatchesOrNot_data()
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
    row("one of several", u"ns:red,team-a"_s, true);
    row("none of several", u"ns:red,blue"_s, false);
    row("none of several is negated", u"-ns:red,blue"_s, true);
    row("a label", u"label:app"_s, true);
    row("a label with its value", u"label:app=etl"_s, true);
    row("a label with another value", u"label:app=web"_s, false);
    row("a part of a label", u"label:~=et"_s, true);
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

void TestQuery::lineMatchesOrNot()
{
    QFETCH(QString, line);
    QFETCH(bool, matches);
    QuerySubject subject{u"db-migration"_s,
                         u"team-a"_s,
                         u"lease"_s,
                         u"Held"_s,
                         {u"worker-1"_s, u"worker-2"_s, u"Night Shift"_s, u"urn:x"_s}};
    subject.labels = [] { return QStringList{u"app"_s, u"app=etl"_s}; };
    const Query filter = Query::parse(line);
    QVERIFY(!filter.isEmpty());
    QCOMPARE(filter.matches(subject), matches);
}

void TestQuery::unfinishedTermFiltersNothing_data()
{
    QTest::addColumn<QString>("line");
    for (const char* line : {"", "   ", "ns:", "holder:~", "-ns:", "-holder:~", "\"", "\"\"", "ns:\"", "-"}) {
        QTest::newRow(*line == '\0' ? "empty" : line) << QString::fromLatin1(line);
    }
}

void TestQuery::unfinishedTermFiltersNothing()
{
    QFETCH(QString, line);
    QVERIFY(Query::parse(line).isEmpty());
    QVERIFY(Query::parse(line).matches({u"x"_s, {}, {}, {}, {}}));
}

void TestQuery::regularExpressionsLookAnywhereInAField()
{
    const QuerySubject subject{u"db-migration"_s, u"team-a"_s, u"lease"_s, u"Held"_s, {u"worker-1"_s}};
    QVERIFY(Query::parse(u"name:/^db-.*ion$/"_s).matches(subject));
    QVERIFY(Query::parse(u"name:/^DB/"_s).matches(subject));
    QVERIFY(!Query::parse(u"name:/^migration/"_s).matches(subject));
    QVERIFY(Query::parse(u"-name:/^migration/ holder:/-[0-9]$/"_s).matches(subject));
}

void TestQuery::whatIsWrongIsToldAndFiltersNothing_data()
{
    QTest::addColumn<QString>("line");
    for (const char* line : {"ttl<5x", "waiters>many", "name:/(/", "age>=1.5.2h", "-held>x"}) {
        QTest::newRow(line) << QString::fromLatin1(line);
    }
}

void TestQuery::whatIsWrongIsToldAndFiltersNothing()
{
    QFETCH(const QString, line);
    const Query query = Query::parse(line + u" ns:team-a"_s);
    QCOMPARE(query.problems().size(), 1);
    QVERIFY(line.endsWith(query.problems().front().section(u": "_s, 0, 0)));
    QVERIFY(query.matches({u"x"_s, u"team-a"_s, {}, {}, {}}));
    QVERIFY(!query.matches({u"x"_s, u"team-b"_s, {}, {}, {}}));
}

void TestQuery::holdsWaitersAndAgesAreCompared_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<bool>("matches");
    const std::pair<const char*, bool> rows[] = {{"ttl<5m", true},    {"ttl<4m", false},    {"ttl<=5m", true},
                                                 {"ttl>1m", true},    {"held>=30m", true},  {"held>30m", false},
                                                 {"waiters=1", true}, {"waiters>1", false}, {"waiters>0", true},
                                                 {"age>1h", true},    {"waited>10m", true}, {"waited>20m", false},
                                                 {"age<1h", false},   {"-ttl<5m", false},   {"ttl<1h age>1h", true}};
    for (const auto& [line, matches] : rows) {
        QTest::newRow(line) << QString::fromLatin1(line) << matches;
    }
}

/// A lease held for 30 min, which expires in 4 min 30 s, for which one has waited for 15 min, created two hours ago.
void TestQuery::holdsWaitersAndAgesAreCompared()
{
    QFETCH(const QString, line);
    QFETCH(const bool, matches);
    const Timestamp now = at("2026-11-24T12:00:00Z");
    ObjectIndex objects;
    Lease db;
    db.meta = meta(u"db"_s);
    db.meta.creationTimestamp = at("2026-11-24T10:00:00Z");
    db.status.holder = u"a"_s;
    db.status.phase = LeasePhase::Held;
    db.status.acquiredAt = at("2026-11-24T11:30:00Z");
    db.status.expiresAt = at("2026-11-24T12:04:30Z");
    put(objects, db);
    LeaseRequest request = childOf<LeaseRequest>(u"db"_s, u"db-b"_s, u"b"_s);
    request.meta.creationTimestamp = at("2026-11-24T11:45:00Z");
    put(objects, request);
    QueryCandidate candidate(objects, now);
    QCOMPARE(Query::parse(line).matches(candidate.at(db.key())), matches);
    QVERIFY(!Query::parse(line).isEmpty());
}

void TestQuery::findingsAreAskedByRuleAndSeverity()
{
    QuerySubject subject{u"db"_s, u"team-a"_s, u"lease"_s, u"Held"_s, {}};
    QVERIFY(!Query::parse(u"finding:any"_s).matches(subject));
    QVERIFY(Query::parse(u"finding:none"_s).matches(subject));
    subject.findings = [] { return QStringList{u"deadlock"_s, u"error"_s}; };
    QVERIFY(Query::parse(u"finding:any"_s).matches(subject));
    QVERIFY(Query::parse(u"finding:deadlock"_s).matches(subject));
    QVERIFY(Query::parse(u"finding:error"_s).matches(subject));
    QVERIFY(!Query::parse(u"finding:warning"_s).matches(subject));
    QVERIFY(Query::parse(u"-finding:none"_s).matches(subject));
}

void TestQuery::clusterIsTheContextsName()
{
    QuerySubject subject{u"db"_s, u"team-a"_s, u"lease"_s, u"Held"_s, {}};
    QVERIFY(!Query::parse(u"cluster:prod-eu"_s).matches(subject));
    subject.cluster = u"prod-eu";
    QVERIFY(Query::parse(u"cluster:PROD-eu"_s).matches(subject));
    QVERIFY(Query::parse(u"cluster:~eu"_s).matches(subject));
    QVERIFY(!Query::parse(u"-cluster:/^prod/"_s).matches(subject));
    QVERIFY(!Query::parse(u"prod-eu"_s).matches(subject)); // a plain word looks at the object
}

QTEST_GUILESS_MAIN(TestQuery)
#include "tst_query.moc"
