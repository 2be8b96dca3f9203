// SPDX-License-Identifier: Apache-2.0
#include "tests/support/programrun.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

using namespace Qt::StringLiterals;
using namespace konductor::test;

namespace {

Ended run(const QStringList& arguments)
{
    return runInspect(arguments, QProcessEnvironment::systemEnvironment(), 60'000);
}

Ended diagnose(const QString& scenario, const QStringList& more = {})
{
    return run(QStringList{u"--sandbox="_s + scenario, u"diagnose"_s} + more);
}

QString goldenText(const QString& scenario)
{
    QFile file(QStringLiteral(KONDUCTOR_TEST_DATA "/jams/") + scenario + u".txt"_s);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

/// The rules that a jam's file names, in its order.
QStringList plantedRules(const QString& scenario)
{
    QStringList rules;
    const QStringList lines = goldenText(scenario).section(u"\n\n"_s, 1).split(u'\n', Qt::SkipEmptyParts);
    for (const QString& line : lines) {
        rules.append(line.section(u' ', 1, 1).chopped(1));
    }
    return rules;
}

QStringList rulesOf(const QJsonArray& findings, const QString& field)
{
    QStringList rules;
    for (const QJsonValue& finding : findings) {
        rules.append(finding[field].toString());
    }
    return rules;
}

void write(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
}

const QString jam = QStringLiteral("gate-behind-barrier-behind-lease");

} // namespace

/// explain and diagnose as a person or a pipeline runs them.
class tst_InsightCommands : public QObject {
    Q_OBJECT
private slots:
    void diagnoseFindsInEachJamWhatIsPlanted_data()
    {
        QTest::addColumn<QString>("scenario");
        const QDir folder(QStringLiteral(KONDUCTOR_TEST_DATA "/jams"));
        for (const QString& name : folder.entryList({u"*.txt"_s}, QDir::Files, QDir::Name)) {
            QTest::newRow(qPrintable(name.chopped(4))) << name.chopped(4);
        }
    }
    void diagnoseFindsInEachJamWhatIsPlanted()
    {
        QFETCH(QString, scenario);
        const Ended ended = diagnose(scenario, {u"-o"_s, u"json"_s});
        QVERIFY2(ended.code == 1, QByteArray::number(ended.code) + ": " + ended.err);
        QVERIFY(!plantedRules(scenario).isEmpty());
        QCOMPARE(rulesOf(ended.json()["findings"_L1].toArray(), u"rule"_s), plantedRules(scenario));
    }
    void diagnoseIsSilentOnAHealthyCluster()
    {
        const Ended ended = diagnose(u"quiet-night"_s);
        QCOMPARE(ended.code, 0);
        QCOMPARE(ended.out, QByteArray());
        QCOMPARE(ended.err, QByteArray("konductor-inspect: nothing found\n"));
    }
    void failOnChoosesWhatCounts_data()
    {
        QTest::addColumn<QString>("severity");
        QTest::addColumn<int>("code");
        QTest::newRow("info") << u"info"_s << 1;
        QTest::newRow("warning") << u"warning"_s << 1;
        QTest::newRow("error") << u"error"_s << 0;
    }
    void failOnChoosesWhatCounts()
    {
        QFETCH(QString, severity);
        QFETCH(int, code);
        QCOMPARE(diagnose(u"lease-queue-tied-on-priority"_s, {u"--fail-on"_s, severity}).code, code);
    }

    void tableSaysWhatFollowsAndWhatMends()
    {
        const QByteArray out = diagnose(jam).out;
        QVERIFY2(out.startsWith("WARNING  hold-by-gone-holder         lease team-a/db: Lease db is held for 47 min by "
                                "worker-a, and there is no pod worker-a.\n"),
                 out.constData());
        QVERIFY(out.contains("\n         Then: Nobody will give it back.\n"));
        QVERIFY(out.contains("\n         Mend: Release what worker-a holds of Lease db.\n"));
    }
    void jsonHoldsAllPartsOfAFinding()
    {
        const QJsonObject finding =
            diagnose(jam, {u"-o"_s, u"json"_s}).json()["findings"_L1].toArray().at(0).toObject();
        for (const QString& part : {u"summary"_s, u"consequence"_s, u"mend"_s}) {
            QVERIFY2(!finding.value(part).toString().isEmpty(), qPrintable(part));
        }
        QCOMPARE(finding.value("severity"_L1).toString(), u"warning"_s);
        QVERIFY(!finding.value("evidence"_L1).toArray().isEmpty());
        const QJsonObject subject{{u"kind"_s, u"Lease"_s}, {u"namespace"_s, u"team-a"_s}, {u"name"_s, u"db"_s}};
        QCOMPARE(finding.value("subject"_L1).toObject(), subject);
    }
    void junitHasACaseForEachRuleAndAFailureForEachThatFires()
    {
        QXmlStreamReader xml(diagnose(jam, {u"-o"_s, u"junit"_s}).out);
        QStringList cases;
        QStringList failed;
        int announced = 0;
        while (!xml.atEnd()) {
            if (xml.readNext() != QXmlStreamReader::StartElement) {
                continue;
            }
            if (xml.name() == "testsuite"_L1) {
                announced = xml.attributes().value("tests"_L1).toInt();
                QCOMPARE(xml.attributes().value("failures"_L1).toInt(), 2);
            } else if (xml.name() == "testcase"_L1) {
                cases.append(xml.attributes().value("name"_L1).toString());
            } else if (xml.name() == "failure"_L1) {
                failed.append(cases.last());
            }
        }
        QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
        QCOMPARE(cases.size(), announced);
        QCOMPARE(failed, QStringList({u"hold-by-gone-holder"_s, u"lease-never-expires"_s}));
    }
    void sarifNamesItsRulesAndPlaces()
    {
        const QJsonObject run = diagnose(jam, {u"-o"_s, u"sarif"_s}).json()["runs"_L1].toArray().at(0).toObject();
        const QStringList known = rulesOf(run["tool"_L1]["driver"_L1]["rules"_L1].toArray(), u"id"_s);
        const QJsonArray results = run["results"_L1].toArray();
        QCOMPARE(rulesOf(results, u"ruleId"_s), plantedRules(jam));
        for (const QJsonValue& result : results) {
            QVERIFY(known.contains(result["ruleId"_L1].toString()));
            QCOMPARE(result["level"_L1].toString(), u"warning"_s);
            QCOMPARE(result["locations"_L1][0]["logicalLocations"_L1][0]["fullyQualifiedName"_L1].toString(),
                     u"lease team-a/db"_s);
        }
    }

    void manifestsAreJudgedWithoutACluster()
    {
        QTemporaryDir folder;
        write(folder.filePath(u"good.yaml"_s),
              "apiVersion: sync.konductor.io/v1\nkind: Lease\nmetadata: {name: db}\nspec: {ttl: 1h}\n");
        const QStringList arguments{u"diagnose"_s, u"-f"_s, folder.path()};
        QCOMPARE(run(arguments).code, 0);

        write(folder.filePath(u"bad.yaml"_s),
              "apiVersion: konductor.io/v1\nkind: Lease\nmetadata: {name: db}\n"
              "---\napiVersion: sync.konductor.io/v1\nkind: Gate\nmetadata: {name: g, namespace: a}\n"
              "spec: {conditions: [{type: Mutex, name: m, state: Unlocked}]}\n");
        const Ended ended = run(arguments + QStringList{u"-o"_s, u"json"_s});
        QCOMPARE(ended.code, 1);
        const QJsonArray findings = ended.json()["findings"_L1].toArray();
        QCOMPARE(rulesOf(findings, u"rule"_s),
                 QStringList({u"manifest-wrong-group"_s, u"gate-unsupported-condition"_s}));
        QCOMPARE(findings[0]["file"_L1].toString(), folder.filePath(u"bad.yaml"_s));

        const QJsonObject sarif = run(arguments + QStringList{u"-o"_s, u"sarif"_s}).json();
        QCOMPARE(sarif["runs"_L1][0]["results"_L1][0]["locations"_L1][0]["physicalLocation"_L1]["artifactLocation"_L1]
                      ["uri"_L1]
                          .toString(),
                 folder.filePath(u"bad.yaml"_s));
    }
    void manifestThatCannotBeReadIsCodeTwo()
    {
        const Ended ended = run({u"diagnose"_s, u"-f"_s, u"/nowhere/at/all.yaml"_s});
        QCOMPARE(ended.code, 2);
        QCOMPARE(ended.err.count('\n'), 1);
    }

    void explanationReadsAsInTheCatalogue()
    {
        const Ended ended = run({u"--sandbox="_s + jam, u"explain"_s, u"gate/release"_s});
        QCOMPARE(ended.code, 0);
        const QString golden = goldenText(jam);
        QCOMPARE(QString::fromUtf8(ended.out), golden.section(u"\n\n"_s, 0, 0).section(u'\n', 1) + u'\n');
    }
    void explanationOfALeaseTellsItsFindingsToo()
    {
        const QByteArray out = run({u"--sandbox="_s + jam, u"explain"_s, u"lease/db"_s}).out;
        QVERIFY2(out.contains("\nwarning (hold-by-gone-holder): Nobody will give it back.\n  Mend: "), out.constData());
    }
    void explanationAsJsonHasLinks()
    {
        const QJsonObject json =
            run({u"--sandbox="_s + jam, u"explain"_s, u"gate/release"_s, u"-o"_s, u"json"_s}).json();
        const QJsonValue first = json["sentences"_L1][0];
        QCOMPARE(first["text"_L1].toString(), u"Gate release waits for Barrier extract (2 of 3)."_s);
        QCOMPARE(first["spans"_L1][0]["object"_L1]["kind"_L1].toString(), u"Gate"_s);
        QCOMPARE(first["spans"_L1][2]["object"_L1]["name"_L1].toString(), u"extract"_s);
    }
    void explanationOfAHolderTellsItsHoldsAndWaits()
    {
        const Ended ended =
            run({u"--sandbox=two-leases-taken-in-opposite-order"_s, u"explain"_s, u"holder/ledger-1"_s});
        QCOMPARE(ended.code, 0);
        QVERIFY2(ended.out.startsWith("ledger-1 holds Lease books for 22 min.\n"), ended.out.constData());
        QVERIFY(ended.out.contains("ledger-1 has waited 19 min for Lease rates.\n"));
        QVERIFY(ended.out.contains("That is a deadlock of ledger-1 and loader-1.\n"));
    }
    void whatIsNotThereIsCodeOne_data()
    {
        QTest::addColumn<QString>("word");
        QTest::newRow("object") << u"gate/none"_s;
        QTest::newRow("holder") << u"holder/nobody"_s;
    }
    void whatIsNotThereIsCodeOne()
    {
        QFETCH(QString, word);
        const Ended ended = run({u"--sandbox="_s + jam, u"explain"_s, word});
        QCOMPARE(ended.code, 1);
        QVERIFY(ended.out.isEmpty() && ended.err.contains(word.toUtf8()));
    }
};

QTEST_GUILESS_MAIN(tst_InsightCommands)
#include "tst_insightcommands.moc"
