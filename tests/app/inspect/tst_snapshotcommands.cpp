// SPDX-License-Identifier: Apache-2.0
#include "tests/support/programrun.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace konductor::test;

/// The commands around snapshots, on one sandbox that goes on living.
class tst_SnapshotCommands : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        qputenv("XDG_DATA_HOME", m_dir.filePath(u"journal"_s).toUtf8()); // not the person's own
        m_sandbox.start(
            inspectProgram,
            {u"--sandbox=three-leases-in-a-circle"_s, u"sandbox"_s, u"--kubeconfig-out"_s, path(u"sb.yaml"_s)});
        QVERIFY(m_sandbox.waitForStarted());
        QTRY_VERIFY(m_sandbox.canReadLine());
        QVERIFY(m_sandbox.readLine().startsWith("ready http://127.0.0.1:"));
    }
    void cleanupTestCase()
    {
        m_sandbox.terminate();
        QVERIFY(hasEnded(m_sandbox));
    }

    void aSnapshotOfItselfDoesNotDiffer()
    {
        QCOMPARE(runInspect(onSandbox({u"snapshot"_s, u"--file"_s, path(u"a.json"_s)})).code, 0);
        const Ended same = runInspect({u"diff"_s, path(u"a.json"_s), path(u"a.json"_s)});
        QCOMPARE(same.code, 0);
        QVERIFY(same.out.contains("nothing differs"));
        const Ended now = runInspect(onSandbox({u"diff"_s, path(u"a.json"_s)}));
        QVERIFY2(now.code == 0, now.out.constData());
    }

    void nowIsLookedAtWhereTheSnapshotWasTaken()
    {
        const Ended now = runInspect({u"--kubeconfig"_s, path(u"sb.yaml"_s), u"diff"_s, path(u"a.json"_s)});
        QVERIFY2(now.code == 0, now.out.constData()); // a.json holds all namespaces, the context's own is empty
        QVERIFY2(now.err.isEmpty(), now.err.constData());
        const Ended chosen =
            runInspect(onSandbox({u"snapshot"_s, u"--query"_s, u"kind:lease"_s, u"--file"_s, path(u"leases.json"_s)}));
        QCOMPARE(chosen.code, 0);
        QCOMPARE(runInspect(onSandbox({u"diff"_s, path(u"leases.json"_s)})).code, 0);
    }

    void filesOfAnotherScopeAreComparedWithAWarning()
    {
        const Ended ended = runInspect({u"diff"_s, path(u"leases.json"_s), path(u"a.json"_s)});
        QVERIFY2(ended.err.contains("the first holds all namespaces, kind:lease, the second all namespaces:"),
                 ended.err.constData());
        const Ended redacted =
            runInspect(onSandbox({u"snapshot"_s, u"--redact"_s, u"names"_s, u"--file"_s, path(u"r.json"_s)}));
        QVERIFY2(redacted.code == 0, redacted.err.constData());
        const Ended mixed = runInspect({u"diff"_s, path(u"a.json"_s), path(u"r.json"_s)});
        QVERIFY2(mixed.err.contains("only one of them is redacted"), mixed.err.constData());
    }

    void withoutAKeyNoTwoSnapshotsShareAnAlias()
    {
        const auto names = [this] {
            QStringList all;
            const Ended taken = runInspect(onSandbox({u"snapshot"_s, u"--redact"_s, u"names"_s}));
            for (const QJsonValue& entry : taken.json()["primitives"_L1].toArray()) {
                all.append(entry["name"_L1].toString());
            }
            return QSet<QString>(all.begin(), all.end());
        };
        const QSet<QString> first = names();
        QVERIFY(!first.isEmpty());
        QVERIFY(!first.intersects(names())); // the key of each is gone with its run
    }

    void theSandboxesSecretIsNotInIt()
    {
        QFile config(path(u"sb.yaml"_s));
        QVERIFY(config.open(QIODevice::ReadOnly));
        const QByteArray url = config.readAll();
        const qsizetype at = url.indexOf("/s-");
        QVERIFY(at > 0);
        const QByteArray secret = url.mid(at + 3, 20);
        QFile file(path(u"a.json"_s));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray snapshot = file.readAll();
        QVERIFY(snapshot.contains("127.0.0.1"));
        QVERIFY(!snapshot.contains(secret));
    }

    void whatHappenedSinceIsToldInWordsAndEndsWithOne()
    {
        QString lease;
        QString ns;
        QFile file(path(u"a.json"_s));
        QVERIFY(file.open(QIODevice::ReadOnly));
        for (const QJsonValue& entry : QJsonDocument::fromJson(file.readAll())["primitives"_L1].toArray()) {
            if (entry["kind"_L1].toString() == "Lease"_L1) {
                lease = entry["name"_L1].toString();
                ns = entry["namespace"_L1].toString();
            }
        }
        QVERIFY(!lease.isEmpty());
        QCOMPARE(
            runInspect({u"--kubeconfig"_s, path(u"sb.yaml"_s), u"-n"_s, ns, u"delete"_s, u"lease/"_s + lease}).code, 0);
        const Ended since = runInspect(onSandbox({u"diff"_s, path(u"a.json"_s)}));
        QVERIFY2(since.code == 1, since.out.constData());
        QVERIFY2(since.out.contains("1 lease gone"), since.out.constData());
        QVERIFY2(since.out.contains("the deadlock is resolved"), since.out.constData());
        const Ended json = runInspect(onSandbox({u"diff"_s, path(u"a.json"_s), u"-o"_s, u"json"_s}));
        QVERIFY(QJsonDocument::fromJson(json.out)["differs"_L1].toBool());
        const Ended markdown = runInspect(onSandbox({u"diff"_s, path(u"a.json"_s), u"-o"_s, u"markdown"_s}));
        QCOMPARE(markdown.code, 1);
        QVERIFY2(markdown.out.contains("- **1 lease gone**"), markdown.out.constData());
    }

    void formatsForPeopleArePrivateFilesToo()
    {
        QCOMPARE(runInspect(onSandbox({u"snapshot"_s, u"-o"_s, u"html"_s, u"--file"_s, path(u"now.html"_s)})).code, 0);
        QCOMPARE(runInspect(onSandbox({u"snapshot"_s, u"-o"_s, u"csv"_s, u"--file"_s, path(u"now.csv"_s)})).code, 0);
        for (const QString& name : {u"now.html"_s, u"now-leases.csv"_s, u"now-findings.csv"_s}) {
            const QFileInfo file(path(name));
            QVERIFY2(file.size() > 0, qPrintable(name));
            QVERIFY(!(file.permissions() & (QFile::ReadGroup | QFile::ReadOther)));
        }
        QVERIFY(
            runInspect(onSandbox({u"snapshot"_s, u"-o"_s, u"markdown"_s})).out.startsWith("# Konductor snapshot of "));
        const Ended nowhere = runInspect(onSandbox({u"snapshot"_s, u"-o"_s, u"csv"_s}));
        QCOMPARE(nowhere.code, 2);
        QVERIFY(nowhere.err.contains("--file"));
    }

    void listExplainAndDiagnoseReadAFile()
    {
        const QStringList file{u"--snapshot"_s, path(u"a.json"_s)};
        const Ended list = runInspect(file + QStringList{u"list"_s, u"leases"_s, u"-o"_s, u"name"_s});
        QCOMPARE(list.code, 0);
        QCOMPARE(list.out.count("lease.sync.konductor.io/"), 3);
        const Ended explained = runInspect(file + QStringList{u"explain"_s, u"lease/one"_s});
        QVERIFY2(explained.code == 0, explained.err.constData());
        QVERIFY2(explained.out.contains("red-x"), explained.out.constData());
        const Ended findings = runInspect(file + QStringList{u"diagnose"_s});
        QCOMPARE(findings.code, 1);
        QVERIFY(findings.out.contains("deadlock"));
        const Ended page = runInspect(file + QStringList{u"snapshot"_s, u"-o"_s, u"html"_s});
        QVERIFY(page.out.startsWith("<!DOCTYPE html>"));
        const Ended elsewhere = runInspect(file + QStringList{u"-n"_s, u"nowhere"_s, u"list"_s, u"-o"_s, u"name"_s});
        QVERIFY(elsewhere.out.isEmpty());
    }

    void aFileCannotBeActedOn_data()
    {
        QTest::addColumn<QStringList>("command");
        QTest::newRow("watch") << QStringList{u"watch"_s};
        QTest::newRow("release") << QStringList{u"release"_s, u"lease/one"_s};
        QTest::newRow("diff") << QStringList{u"diff"_s, path(u"a.json"_s)};
    }
    void aFileCannotBeActedOn()
    {
        QFETCH(QStringList, command);
        const Ended ended = runInspect(QStringList{u"--snapshot"_s, path(u"a.json"_s)} + command);
        QCOMPARE(ended.code, 2);
        QVERIFY2(ended.err.contains("--snapshot"), ended.err.constData());
    }

    void roundsKeepTheNewestAndEndWhenAsked()
    {
        const QString folder = path(u"rounds"_s);
        QVERIFY(QDir().mkpath(folder));
        QProcess process;
        process.start(inspectProgram,
                      onSandbox({u"snapshot"_s, u"--every"_s, u"1s"_s, u"--keep"_s, u"2"_s, u"--dir"_s, folder}));
        const auto names = [&folder] { return QDir(folder).entryList({u"*.json"_s}, QDir::Files, QDir::Name); };
        QTRY_VERIFY_WITH_TIMEOUT(!names().isEmpty(), 20'000);
        const QString first = names().front();
        QTRY_VERIFY_WITH_TIMEOUT(names().size() == 2 && !names().contains(first), 20'000);
        process.terminate();
        QVERIFY(hasEnded(process));
        for (const QString& name : names()) {
            QCOMPARE(runInspect({u"--snapshot"_s, folder + u'/' + name, u"list"_s, u"-o"_s, u"name"_s}).code, 0);
        }
    }

    void aKillAtAnyInstantLeavesNoHalfFile()
    {
        const QString folder = path(u"killed"_s);
        QVERIFY(QDir().mkpath(folder));
        for (int round = 0; round < 6; ++round) {
            QProcess process;
            process.start(inspectProgram, onSandbox({u"snapshot"_s, u"--every"_s, u"1s"_s, u"--dir"_s, folder}));
            const qsizetype before = QDir(folder).entryList(QDir::Files).size();
            // The first sign of a file, be it temporary, is the instant.
            QTRY_VERIFY_WITH_TIMEOUT(QDir(folder).entryList(QDir::Files).size() != before || round == 0, 20'000);
            process.kill();
            QVERIFY(hasEnded(process));
        }
        for (const QString& name : QDir(folder).entryList({u"*.json"_s}, QDir::Files)) {
            QCOMPARE(runInspect({u"--snapshot"_s, folder + u'/' + name, u"list"_s, u"-o"_s, u"name"_s}).code, 0);
        }
        QVERIFY(!QDir(folder).entryList({u"*.json"_s}, QDir::Files).isEmpty());
    }

    void aSnapshotIsTakenWhenAFindingAppearsAndOnlyThen()
    {
        QProcess sandbox;
        sandbox.start(inspectProgram,
                      {u"--sandbox=empty"_s, u"sandbox"_s, u"--kubeconfig-out"_s, path(u"quiet.yaml"_s)});
        QTRY_VERIFY(sandbox.canReadLine());
        const QStringList there{u"--kubeconfig"_s, path(u"quiet.yaml"_s)};
        const QString folder = path(u"findings"_s);
        QVERIFY(QDir().mkpath(folder));
        const auto files = [&folder] { return QDir(folder).entryList({u"*.json"_s}, QDir::Files, QDir::Name); };
        const auto has = [&folder](const QString& name, const char* gate) {
            QFile file(folder + u'/' + name);
            return file.open(QIODevice::ReadOnly) && file.readAll().contains(gate);
        };
        const auto create = [&there](const QString& gate) {
            return runInspect(
                there
                + QStringList{u"-n"_s, u"default"_s, u"create"_s, u"gate/"_s + gate, u"conditions=Gate/none=Open"_s});
        };
        QProcess process;
        process.start(inspectProgram,
                      there
                          + QStringList{u"-A"_s, u"snapshot"_s, u"--every"_s, u"2s"_s, u"--dir"_s, folder, u"--when"_s,
                                        u"finding:error"_s});
        QCOMPARE(create(u"stuck-first"_s).code, 0);
        QTRY_COMPARE_WITH_TIMEOUT(files().size(), 1, 20'000);
        QVERIFY(has(files().front(), "stuck-first")); // nothing was taken while nothing was wrong
        QCOMPARE(create(u"stuck-second"_s).code, 0);
        QTRY_COMPARE_WITH_TIMEOUT(files().size(), 2, 20'000);
        QVERIFY(!has(files().front(), "stuck-second"));
        QVERIFY(has(files().back(), "stuck-second"));
        for (QProcess* each : {&process, &sandbox}) {
            each->terminate();
            QVERIFY(hasEnded(*each));
        }
        QCOMPARE(files().size(), 2);
    }

    void withAQueryOnlyAFindingAboutWhatItChoosesIsAReason()
    {
        QProcess sandbox;
        sandbox.start(inspectProgram,
                      {u"--sandbox=empty"_s, u"sandbox"_s, u"--kubeconfig-out"_s, path(u"chosen.yaml"_s)});
        QTRY_VERIFY(sandbox.canReadLine());
        const QStringList there{u"--kubeconfig"_s, path(u"chosen.yaml"_s)};
        const auto create = [&there](const QString& gate) {
            return runInspect(
                there
                + QStringList{u"-n"_s, u"default"_s, u"create"_s, u"gate/"_s + gate, u"conditions=Gate/none=Open"_s});
        };
        const auto rounds = [&](const QString& query, const QString& folder) {
            QDir().mkpath(folder);
            return there + QStringList{u"-A"_s, u"snapshot"_s, u"--every"_s,       u"1s"_s,      u"--dir"_s,
                                       folder,  u"--when"_s,   u"finding:error"_s, u"--query"_s, query};
        };
        const auto files = [](const QString& folder) { return QDir(folder).entryList({u"*.json"_s}, QDir::Files); };
        const QString mine = path(u"mine"_s);
        const QString all = path(u"all"_s);
        QProcess chooses;
        chooses.start(inspectProgram, rounds(u"name:/^mine/"_s, mine));
        QProcess takesAll;
        takesAll.start(inspectProgram, rounds(u"kind:gate"_s, all));
        QCOMPARE(create(u"mine-first"_s).code, 0);
        QTRY_COMPARE_WITH_TIMEOUT(files(mine).size(), 1, 20'000);
        QTRY_COMPARE_WITH_TIMEOUT(files(all).size(), 1, 20'000);
        QCOMPARE(create(u"another"_s).code, 0); // with what is wrong with the first one still there
        QTRY_COMPARE_WITH_TIMEOUT(files(all).size(), 2, 20'000);
        QCOMPARE(files(mine).size(), 1);
        QCOMPARE(create(u"mine-second"_s).code, 0);
        QTRY_COMPARE_WITH_TIMEOUT(files(mine).size(), 2, 20'000);
        for (QProcess* each : {&chooses, &takesAll, &sandbox}) {
            each->terminate();
            QVERIFY(hasEnded(*each));
        }
        QCOMPARE(files(mine).size(), 2);
        QFile last(mine + u'/' + files(mine).back());
        QVERIFY(last.open(QIODevice::ReadOnly));
        QVERIFY(last.readAll().contains("mine-second"));
    }

    void whatIsWrongAboutTheRoundsIsUsage()
    {
        const QStringList rounds{u"snapshot"_s, u"--every"_s, u"1s"_s, u"--dir"_s, m_dir.path()};
        QCOMPARE(runInspect(onSandbox(rounds + QStringList{u"--when"_s, u"finding:awful"_s})).code, 2);
        QCOMPARE(runInspect(QStringList{u"--snapshot"_s, path(u"a.json"_s)} + rounds).code, 2);
    }

    void aFolderThatCannotBeWrittenIsSaidAndTheRoundsGoOn()
    {
        QProcess process;
        process.start(inspectProgram,
                      onSandbox({u"snapshot"_s, u"--every"_s, u"1s"_s, u"--dir"_s, path(u"nowhere"_s)}));
        QByteArray said;
        QTRY_VERIFY_WITH_TIMEOUT((said += process.readAllStandardError()).count("nowhere") >= 2, 20'000);
        process.terminate();
        QVERIFY(hasEnded(process));
    }

    void redactionHidesNamesAndLeavesTheKeyToTheSender()
    {
        const Ended ended =
            runInspect(onSandbox({u"snapshot"_s, u"--redact"_s, u"all"_s, u"--redaction-key"_s, path(u"key.json"_s)}));
        QVERIFY2(ended.code == 0, ended.err.constData());
        QVERIFY(!ended.out.contains("team-a"));
        QVERIFY(!ended.out.contains("blue-x"));
        QVERIFY(ended.out.contains("\"redacted\": true"));
        QFile key(path(u"key.json"_s));
        QVERIFY(key.open(QIODevice::ReadOnly));
        QVERIFY(key.readAll().contains("blue-x"));
        QVERIFY(!(key.permissions() & (QFile::ReadGroup | QFile::ReadOther)));
        QCOMPARE(runInspect(onSandbox({u"snapshot"_s, u"--redact"_s, u"colour"_s})).code, 2);
    }

    void aQueryTakesAPartAndSaysSo()
    {
        const QByteArray taken = runInspect(onSandbox({u"snapshot"_s, u"--query"_s, u"name:one"_s})).out;
        const QJsonObject json = QJsonDocument::fromJson(taken).object();
        QCOMPARE(json["scope"_L1]["selection"_L1].toString(), u"name:one"_s);
        QCOMPARE(json["primitives"_L1].toArray().size(), 1);
        QCOMPARE(runInspect(onSandbox({u"snapshot"_s, u"--query"_s, u"ttl<5x"_s})).code, 2);
    }

    void aFileThatIsNoSnapshotIsUsage()
    {
        const Ended ended = runInspect({u"diff"_s, path(u"sb.yaml"_s), path(u"a.json"_s)});
        QCOMPARE(ended.code, 2);
        QVERIFY2(ended.err.contains("sb.yaml"), ended.err.constData());
    }

    void theSchemaIsPrinted()
    {
        const Ended ended = runInspect({u"snapshot"_s, u"--schema"_s});
        QCOMPARE(ended.code, 0);
        QFile schema(QStringLiteral(KONDUCTOR_SOURCE_DIR "/resources/snapshot/v2.schema.json"));
        QVERIFY(schema.open(QIODevice::ReadOnly));
        QCOMPARE(ended.out, schema.readAll());
    }

private:
    QString path(const QString& name) const { return m_dir.filePath(name); }
    QStringList onSandbox(const QStringList& command) const
    {
        return QStringList{u"--kubeconfig"_s, path(u"sb.yaml"_s), u"-A"_s} + command;
    }

    QTemporaryDir m_dir;
    QProcess m_sandbox;
};

QTEST_GUILESS_MAIN(tst_SnapshotCommands)
#include "tst_snapshotcommands.moc"
