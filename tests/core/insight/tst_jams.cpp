// SPDX-License-Identifier: Apache-2.0
#include "core/api/decoder.h"
#include "core/api/kinds.h"
#include "core/insight/insight.h"
#include "core/sandbox/scenario.h"
#include "tests/core/sandbox/sandboxclient.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace konductor;
using namespace konductor::insight;
using sandbox::Sandbox;
using test::SandboxClient;

namespace {

const QString folder = QStringLiteral(KONDUCTOR_TEST_DATA "/jams");

/// A scenario as a client sees it once the operator has had its first look.
struct Seen {
    ObjectIndex objects;
    PodList pods;
    Surroundings around;
    Timestamp now;
};

void readPods(SandboxClient& client, PodList& pods)
{
    for (const QJsonValue& pod : client.get(u"/api/v1/pods"_s).json["items"_L1].toArray()) {
        const QJsonValue meta = pod["metadata"_L1];
        pods.add(meta["namespace"_L1].toString(), meta["name"_L1].toString(), pod["status"_L1]["phase"_L1].toString());
    }
    for (const QString& ns : client.get(u"/api/v1/namespaces"_s).names()) {
        pods.complete(ns);
    }
}

void readObjects(SandboxClient& client, ObjectIndex& objects)
{
    objects.clear();
    for (int i = 0; i < kindCount; ++i) {
        const KindInfo& info = kindInfo(static_cast<Kind>(i));
        const QString path = u"/apis/%1/%2/%3"_s.arg(info.group, info.version, info.plural);
        Decoder decoder(info.kind);
        const auto list = decoder.list(client.get(path).body);
        QVERIFY2(list, qPrintable(path));
        for (const ObjectPtr& object : list->items) {
            objects.insert(object);
        }
    }
}

bool looked(const ObjectIndex& objects)
{
    bool all = true;
    for (const Kind kind : primitiveKinds) {
        objects.forEach(kind, [&](const ObjectPtr& object) {
            const auto gate = as<Gate>(object);
            all = all && !phaseText(*object).isEmpty()
                && (!gate || gate->status.conditionStatuses.size() == gate->spec.conditions.size());
        });
    }
    return all;
}

void see(const QString& scenario, Seen& seen)
{
    Sandbox::Options options;
    options.scenario = scenario;
    options.workersRun = false;
    const auto sandbox = Sandbox::start(options);
    QVERIFY2(sandbox, qPrintable(sandbox ? QString() : sandbox.error().message.kept));
    SandboxClient client(**sandbox);
    QTRY_VERIFY((readObjects(client, seen.objects), looked(seen.objects)));
    readPods(client, seen.pods);
    seen.around.verdicts = &seen.pods;
    seen.now = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

/// What a scenario is expected to say: the subject, its explanation, and the rules that fire anywhere.
QString told(const Seen& seen, const ObjectKey& subject)
{
    Insight insight(seen.objects);
    insight.setSurroundings(seen.around, seen.now);
    QStringList lines{toString(subject)};
    for (const Sentence& sentence : insight.explain(subject, seen.now)) {
        lines.append(plainText(sentence, seen.now));
    }
    lines.append(QString());
    for (const Finding& finding : insight.findings()) {
        lines.append(
            u"%1 %2: %3"_s.arg(toString(finding.severity), finding.rule, plainText(finding.summary, seen.now)));
    }
    return lines.join(u'\n') + u'\n';
}

std::optional<ObjectKey> subjectOf(const QString& line)
{
    const auto kind = kindFromText(line.section(u' ', 0, 0));
    const QString place = line.section(u' ', 1);
    return kind ? std::optional(ObjectKey{*kind, place.section(u'/', 0, 0), place.section(u'/', 1)}) : std::nullopt;
}

QString fileText(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

} // namespace

/// The catalogue of jams: each a scenario of the sandbox, with what is to be said of it in tests/data/jams. To write a
/// new one, put the subject's line into a file of the scenario's name and let the test print what is told.
class tst_Jams : public QObject {
    Q_OBJECT
private slots:
    void jamIsExplainedAsTheFileSays_data()
    {
        QTest::addColumn<QString>("scenario");
        for (const QString& name : QDir(folder).entryList({u"*.txt"_s}, QDir::Files, QDir::Name)) {
            QTest::newRow(qPrintable(name.chopped(4))) << name.chopped(4);
        }
    }
    void jamIsExplainedAsTheFileSays()
    {
        QFETCH(QString, scenario);
        const QString expected = fileText(folder + u'/' + scenario + u".txt"_s);
        const auto subject = subjectOf(expected.section(u'\n', 0, 0));
        QVERIFY(subject);
        Seen seen;
        see(scenario, seen);
        const QString now = told(seen, *subject);
        if (now != expected && qEnvironmentVariableIsSet("KONDUCTOR_PRINT_JAMS")) {
            QFile file(qEnvironmentVariable("KONDUCTOR_PRINT_JAMS") + u'/' + scenario + u".txt"_s);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(now.toUtf8());
        }
        QCOMPARE(now, expected);
    }
    void everyJamHasItsFile()
    {
        QStringList names = sandbox::Scenario::names();
        for (const QString& other : {u"empty"_s, u"nightly-pipeline"_s, u"quiet-night"_s}) {
            names.removeAll(other);
        }
        QStringList files;
        for (const QString& name : QDir(folder).entryList({u"*.txt"_s}, QDir::Files, QDir::Name)) {
            files.append(name.chopped(4));
        }
        QCOMPARE(files, names);
        QVERIFY(files.size() >= 30);
    }
    void healthyScenarioIsSilent()
    {
        Seen seen;
        see(u"quiet-night"_s, seen);
        Insight insight(seen.objects);
        insight.setSurroundings(seen.around, seen.now);
        for (const Finding& finding : insight.findings()) {
            QFAIL(qPrintable(finding.rule + u": "_s + plainText(finding.summary, seen.now)));
        }
    }
    void plantedProblemsOfTheDefaultScenarioAreFound_data()
    {
        QTest::addColumn<QString>("rule");
        QTest::addColumn<QString>("subject");
        QTest::newRow("lease without TTL") << u"lease-never-expires"_s << u"lease team-a/db-migration"_s;
        QTest::newRow("its holder") << u"hold-by-gone-holder"_s << u"lease team-a/db-migration"_s;
        QTest::newRow("frozen semaphore") << u"semaphore-overcommitted"_s << u"semaphore team-a/api-quota"_s;
        QTest::newRow("gate on a mutex") << u"gate-unsupported-condition"_s << u"gate team-a/archive"_s;
        QTest::newRow("deadlock") << u"deadlock"_s << u"lease finance/fx-rates"_s;
    }
    void plantedProblemsOfTheDefaultScenarioAreFound()
    {
        QFETCH(QString, rule);
        QFETCH(QString, subject);
        Seen seen;
        see(u"nightly-pipeline"_s, seen);
        Insight insight(seen.objects);
        insight.setSurroundings(seen.around, seen.now);
        QStringList found;
        for (const Finding& finding : insight.findings()) {
            found.append(finding.rule + u' ' + (finding.subject ? toString(*finding.subject) : QString()));
        }
        QVERIFY2(found.contains(rule + u' ' + subject), qPrintable(found.join(u'\n')));
    }
};

QTEST_GUILESS_MAIN(tst_Jams)
#include "tst_jams.moc"
