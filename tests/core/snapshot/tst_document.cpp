// SPDX-License-Identifier: Apache-2.0
#include "tests/core/snapshot/samples.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace Qt::StringLiterals;
using namespace konductor;
using namespace konductor::snapshot;
using namespace konductor::test;

namespace {

QJsonObject json(const Snapshot& taken)
{
    return QJsonDocument::fromJson(written(taken)).object();
}

QJsonObject kindOf(const QJsonObject& document, QLatin1StringView kind)
{
    for (const QJsonValue& entry : document["kinds"_L1].toArray()) {
        if (entry["kind"_L1].toString() == kind) {
            return entry.toObject();
        }
    }
    return {};
}

QJsonObject primitive(const QJsonObject& document, QLatin1StringView name)
{
    for (const QJsonValue& entry : document["primitives"_L1].toArray()) {
        if (entry["name"_L1].toString() == name) {
            return entry.toObject();
        }
    }
    return {};
}

QByteArray replaced(QByteArray document, const char* what, const char* with)
{
    return document.replace(what, with);
}

} // namespace

class tst_Document : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        m_hasValidator = QProcess::execute(u"/usr/bin/python3"_s, {u"-c"_s, u"import jsonschema"_s}) == 0;
    }

    void saysWhenWhereByWhomAndInWhichShape()
    {
        const QJsonObject document = json(sampleSnapshot());
        QCOMPARE(document["schema"_L1].toString(), u"konductor.io/snapshot/v2"_s);
        QCOMPARE(document["cluster"_L1]["context"_L1].toString(), u"prod"_s);
        QCOMPARE(document["takenAt"_L1].toObject(),
                 (QJsonObject{{u"local"_s, u"2026-11-24T12:00:05Z"_s},
                              {u"server"_s, u"2026-11-24T12:00:00Z"_s},
                              {u"uncertaintySeconds"_s, 0.6}}));
        QCOMPARE(document["takenBy"_L1]["user"_L1].toString(), u"jane"_s);
        QCOMPARE(document["kinds"_L1].toArray().size(), 12);
        QCOMPARE(kindOf(document, "Lease"_L1)["list"_L1]["metadata"_L1]["resourceVersion"_L1].toString(), u"4711"_s);
    }

    void objectsGoOverAsTheServerSentThemNumberForNumber()
    {
        const QByteArray document = written(sampleSnapshot());
        QVERIFY(document.contains("[1.50, 1e3, 12345678901234567890]"));
        QVERIFY(document.contains(R"("resourceVersion":"100000000000000000001")"));
    }

    void nothingSecretAndNothingThatSteersATerminalIsInIt()
    {
        Snapshot odd = sampleSnapshot();
        putOneOfEach(odd.objects);
        const QByteArray document = written(odd);
        QVERIFY(!document.contains("hunter2"));
        QVERIFY(!document.contains("managedFields"));
        QVERIFY(!document.contains('\x1b'));
        QVERIFY(!QString::fromUtf8(document).contains(u'\u202e'));
        QVERIFY(document.contains("\\u202e"));
    }

    void holdersCarryTheirRemainingTimeByTheServersClockAndTheirVerdict()
    {
        const QJsonObject document = json(sampleSnapshot());
        const QJsonObject gpu = primitive(document, "gpu"_L1);
        const QJsonArray holders = gpu["holders"_L1].toArray();
        QCOMPARE(holders.size(), 2);
        QCOMPARE(holders[0]["remainingSeconds"_L1].toInt(), 90);
        QVERIFY(holders[1]["remainingSeconds"_L1].isNull());
        QVERIFY(gpu["counts"_L1]["overCommitted"_L1].toBool());
        QCOMPARE(document["holders"_L1][0]["verdict"_L1].toString(), u"gone"_s);
        QCOMPARE(primitive(document, "db"_L1)["waiters"_L1][0]["holder"_L1].toString(), u"b"_s);
    }

    void findingsAndWaitsStandInIt()
    {
        const QJsonObject document = json(sampleSnapshot());
        QStringList rules;
        for (const QJsonValue& finding : document["findings"_L1].toArray()) {
            rules.append(finding["rule"_L1].toString());
        }
        QVERIFY2(rules.contains("semaphore-overcommitted"_L1), qPrintable(rules.join(u' ')));
        QVERIFY(!document["waits"_L1]["needs"_L1].toArray().isEmpty());
        QVERIFY(!document["waits"_L1]["roots"_L1].toArray().isEmpty());
    }

    void whatWasNotVisibleIsNamedWithItsReason()
    {
        Snapshot taken = sampleSnapshot();
        taken.visibility[Kind::Gate] = {Visibility::State::Forbidden, u"may not list gates"_s, {}, {}};
        const QJsonObject gates = kindOf(json(taken), "Gate"_L1);
        QCOMPARE(gates["visibility"_L1].toObject(),
                 (QJsonObject{{u"state"_s, u"forbidden"_s}, {u"why"_s, u"may not list gates"_s}}));
    }

    void readBackItIsTheSameByteForByte()
    {
        Snapshot odd = sampleSnapshot();
        putOneOfEach(odd.objects);
        odd.pods.cluster = PodCoverage::State::Stale;
        odd.visibility[Kind::Mutex] = {
            Visibility::State::Outdated, u"connection lost"_s, at("2026-11-24T11:00:00Z"), {}};
        odd.selection = u"phase:full"_s;
        odd.operatorHealth = {live::OperatorHealth::Presence::Present,
                              2,
                              1,
                              u"controller_\u202e1"_s,
                              at("2026-11-24T11:59:00Z"),
                              std::chrono::seconds(15),
                              at("2026-11-24T11:58:00Z"),
                              u"manager"_s};
        const QByteArray once = written(odd);
        const auto again = readDocument(once);
        QVERIFY2(again.has_value(), again ? "" : qPrintable(oneLine(again.error())));
        QCOMPARE(written(*again), once);
        QVERIFY(again->holders == odd.holders);
        QVERIFY(again->pods == odd.pods);
        QVERIFY(again->visibility == odd.visibility);
        for (const Kind kind : snapshotKinds()) {
            QCOMPARE(again->objects.count(kind), odd.objects.count(kind));
            odd.objects.forEach(kind, [&](const ObjectPtr& object) { QVERIFY(again->objects.find(object->key())); });
        }
    }

    void whatCouldNotBeReadIsSaidAgainByTheFile_data()
    {
        QTest::addColumn<QByteArray>("item");
        QTest::newRow("of another type") << QByteArray(R"({"metadata":{"name":"x"},"spec":{"ttl":7}})");
        // Found by the fuzzer: neither text nor JSON at all.
        const QByteArray broken = R"({"metadata":{"name":"x","namespace":?,"uid":"u"},"spec":{"ttl":7}})";
        QTest::newRow("broken") << QByteArray(broken).replace('?', QByteArray(3, '\0'));
        QTest::newRow("where nobody looks")
            << QByteArray(R"({"metadata":{"name":"x"},"other":{?"a","b":1},"spec":{"ttl":7}})").replace('?', "\x04");
        QTest::newRow("in what is not taken") << QByteArray(R"({"metadata":{"name":"x","annotations":7},"spec":5})");
    }
    void whatCouldNotBeReadIsSaidAgainByTheFile()
    {
        QFETCH(QByteArray, item);
        const auto read =
            readDocument(R"({"schema":"konductor.io/snapshot/v2","takenAt":{"local":"2026-11-24T12:00:05Z",
            "server":"2026-11-24T12:00:00Z"},"kinds":[{"kind":"Lease","visibility":{"state":"complete"},
            "list":{"items":[)"
                         + item + "]}}]}");
        QVERIFY2(read.has_value(), read ? "" : qPrintable(oneLine(read.error())));
        const auto problems = [](const Snapshot& of) { return *of.objects.sorted(Kind::Lease).front()->problems; };
        QVERIFY(!problems(*read).isEmpty());
        const QByteArray once = written(*read);
        const auto again = readDocument(once);
        QVERIFY2(again.has_value(), again ? "" : qPrintable(oneLine(again.error())));
        QCOMPARE(problems(*again), problems(*read));
        QCOMPARE(written(*again), once);
        QVERIFY(once.contains("object-malformed"));
        QVERIFY(!QJsonDocument::fromJson(once).isNull());
        if (m_hasValidator) {
            QCOMPARE(validate(once), QByteArray());
        }
    }
    void problemsOfAFileAreBoundedAndOfItsObjectsOnly()
    {
        const QByteArray good = written(sampleSnapshot());
        const auto with = [&good](const QByteArray& problems) {
            const QByteArray place = "\"kind\": \"Lease\"";
            return readDocument(QByteArray(good).replace(place, place + ",\"problems\":" + problems));
        };
        const QByteArray many = "[" + QByteArray("\"odd\",").repeated(1'000) + "\"odd\"]";
        const auto read = with(R"([{"namespace":"team-a","name":"db","problems":)" + many
                               + R"(},{"namespace":"team-a","name":"elsewhere","problems":["x"]},7])");
        QVERIFY2(read.has_value(), read ? "" : qPrintable(oneLine(read.error())));
        QCOMPARE(read->objects.find<Lease>(u"team-a"_s, u"db"_s)->problems->size(), 16);
        QCOMPARE(read->objects.count(), sampleSnapshot().objects.count());
        QVERIFY(!with("7").has_value());
    }

    void tabsBetweenValuesAreNoText()
    {
        Snapshot taken = sampleSnapshot();
        const QByteArray item = R"({"metadata":{"name":"x","namespace":?"team-a","uid":?"u"},?"spec":{"ttl":"1h"}})";
        taken.objects.insert(asSent(QByteArray(item).replace('?', "\t\r"), Kind::Lease));
        const QByteArray once = written(taken);
        const auto read = readDocument(once);
        QVERIFY2(read.has_value(), read ? "" : qPrintable(oneLine(read.error())));
        const auto lease = read->objects.find<Lease>(u"team-a"_s, u"x"_s);
        QVERIFY(lease && lease->problems->isEmpty() && lease->spec.ttl);
        QVERIFY(once.contains(QByteArray(item).replace("?", "")));
        QVERIFY(!QJsonDocument::fromJson(once).isNull());
    }

    void membersInAnotherOrderAndOnSeveralLinesAreRead()
    {
        const QByteArray once = written(sampleSnapshot());
        const QByteArray sorted = QJsonDocument::fromJson(once).toJson(QJsonDocument::Indented);
        const auto again = readDocument(sorted);
        QVERIFY(again.has_value());
        QCOMPARE(again->objects.count(), sampleSnapshot().objects.count());
        QCOMPARE(again->takenBy.user, u"jane"_s);
    }

    void whatFollowsIsWorkedOutAgainAndNotBelieved()
    {
        const QByteArray forged =
            replaced(written(sampleSnapshot()), "semaphore-overcommitted", "nothing-is-wrong-at-all");
        const auto read = readDocument(forged);
        QVERIFY(read.has_value());
        QVERIFY(written(*read).contains("semaphore-overcommitted"));
        QVERIFY(!written(*read).contains("nothing-is-wrong"));
    }

    void theOlderVersionIsRead()
    {
        const auto read = readDocumentFile(QStringLiteral(KONDUCTOR_TEST_DATA "/snapshots/v1.json"));
        QVERIFY2(read.has_value(), read ? "" : qPrintable(oneLine(read.error())));
        QCOMPARE(read->context, u"prod"_s);
        QCOMPARE(read->namespaces, QStringList{u"team-a"_s});
        QCOMPARE(read->objects.count(), 2);
        QCOMPARE(read->objects.find<Lease>(u"team-a"_s, u"db"_s)->status.holder, u"a"_s);
        QVERIFY(read->visibility.at(Kind::Gate).state == Visibility::State::Forbidden);
        QCOMPARE(read->visibility.at(Kind::Gate).why, u"may not list gates"_s);
        QVERIFY(!written(*read).contains("grantOrder\":[]"));
        QVERIFY(readDocument(written(*read)).has_value());
    }

    void hostileFilesAreRefusedWithTheReason_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("reason");
        const QByteArray good = written(sampleSnapshot());
        QTest::newRow("empty") << QByteArray() << u"not valid JSON"_s;
        QTest::newRow("no JSON") << QByteArray("PK\x03\x04 a zip") << u"not valid JSON"_s;
        QTest::newRow("half a file") << good.left(good.size() / 2) << u"valid JSON"_s;
        QTest::newRow("a list") << QByteArray("[]") << u"not valid JSON"_s;
        QTest::newRow("something else") << QByteArray(R"({"kind":"Pod"})") << u"names no schema"_s;
        QTest::newRow("newer") << replaced(good, "snapshot/v2", "snapshot/v9") << u"\"konductor.io/snapshot/v9\""_s;
        QTest::newRow("deep") << QByteArray(R"({"schema":"konductor.io/snapshot/v2","x":)") + QByteArray(100'000, '[')
                              << u"nested deeper"_s;
        QTest::newRow("something behind") << good + "{}" << u"follows its end"_s;
        QTest::newRow("unknown kind") << replaced(good, R"("kind": "Gate")", R"("kind": "Pod")")
                                      << u"does not know: Pod"_s;
        QTest::newRow("nameless") << replaced(good, R"("name":"gpu-1")", R"("nome":"gpu-1")")
                                  << u"without metadata.name"_s;
        QTest::newRow("strange verdict") << replaced(good, R"("verdict":"gone")", R"("verdict":"eaten")")
                                         << u"a holder"_s;
        QTest::newRow("no time") << replaced(good, "\"takenAt\"", "\"taken\"") << u"when it was taken"_s;
        QTest::newRow("a time of another age")
            << replaced(good, "2026-11-24T12:01:30Z", "9999-11-24T12:01:30Z") << u"times that no cluster has"_s;
        QTest::newRow("taken in another age")
            << replaced(good, "2026-11-24T12:00:05Z", "3026-11-24T12:00:05Z") << u"does not say when"_s;
        QTest::newRow("not UTF-8") << replaced(good, "jane", "j\xff\xfe") << u"UTF-8"_s;
    }
    void hostileFilesAreRefusedWithTheReason()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, reason);
        const auto read = readDocument(bytes);
        QVERIFY(!read.has_value());
        QVERIFY2(oneLine(read.error()).contains(reason), qPrintable(oneLine(read.error())));
        QVERIFY(read.error().kind == Error::Kind::Malformed);
    }

    void whatIsBeyondTheLimitsIsRefused()
    {
        const QByteArray good = written(sampleSnapshot());
        DocumentLimits limits;
        limits.objects = 2;
        QVERIFY(!readDocument(good, limits));
        limits = {};
        limits.objectBytes = 50;
        QVERIFY(!readDocument(good, limits));
        limits = {};
        limits.holders = 1;
        QVERIFY(!readDocument(good, limits));
        limits = {};
        limits.bytes = good.size() - 1;
        QVERIFY(!readDocument(good, limits));
        limits.bytes = good.size();
        QVERIFY(readDocument(good, limits).has_value());
    }

    void aFileThatDoesNotTellItsSizeIsNotReadForEver()
    {
        DocumentLimits limits;
        limits.bytes = 100;
        const auto read = readDocumentFile(u"/proc/cpuinfo"_s, limits);
        QVERIFY(!read.has_value());
        QVERIFY2(oneLine(read.error()).contains(u"more than is taken"_s), qPrintable(oneLine(read.error())));
    }

    void whatIsNoFileAtRestIsRefusedBeforeItIsRead_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("what");
        QTest::addColumn<QString>("advice");
        QTest::newRow("a pipe") << m_dir.filePath(u"pipe.json"_s) << u"a pipe or a device"_s << u"as a file"_s;
        QTest::newRow("a link to one") << m_dir.filePath(u"link.json"_s) << u"a pipe or a device"_s << u"as a file"_s;
        QTest::newRow("a device") << u"/dev/zero"_s << u"a pipe or a device"_s << u"as a file"_s;
        QTest::newRow("a folder") << m_dir.path() << u"a folder"_s << u"one of the files"_s;
        QCOMPARE(mkfifo(qPrintable(m_dir.filePath(u"pipe.json"_s)), 0600), 0);
        QVERIFY(QFile::link(m_dir.filePath(u"pipe.json"_s), m_dir.filePath(u"link.json"_s)));
    }
    void whatIsNoFileAtRestIsRefusedBeforeItIsRead()
    {
        QFETCH(QString, path);
        QFETCH(QString, what);
        QFETCH(QString, advice);
        const auto read = readDocumentFile(path); // nobody writes into the pipe: to open it would not end
        QVERIFY(!read.has_value());
        const QString told = oneLine(read.error());
        QVERIFY2(told.contains(path), qPrintable(told));
        QVERIFY2(told.contains(what) && told.contains(advice), qPrintable(told));
    }

    void anIndependentValidatorAcceptsItUnderTheSchema_data()
    {
        QTest::addColumn<bool>("odd");
        QTest::newRow("a jam") << false;
        QTest::newRow("every kind, odd values") << true;
    }
    void anIndependentValidatorAcceptsItUnderTheSchema()
    {
        QFETCH(bool, odd);
        if (!m_hasValidator) {
            QSKIP("python3-jsonschema is not installed");
        }
        Snapshot taken = sampleSnapshot();
        if (odd) {
            putOneOfEach(taken.objects);
            taken.takenBy = {u"test"_s, {}, {}, u"not asked"_s};
            taken.uncertainty.reset();
        }
        QCOMPARE(validate(written(taken)), QByteArray());
    }
    void theValidatorFindsWhatIsWrong()
    {
        if (!m_hasValidator) {
            QSKIP("python3-jsonschema is not installed");
        }
        const QByteArray wrong = replaced(written(sampleSnapshot()), "\"verdict\":\"gone\"", "\"verdict\":\"eaten\"");
        QVERIFY(validate(wrong).contains("eaten"));
    }

private:
    static QByteArray validate(const QByteArray& document)
    {
        QTemporaryDir dir;
        QFile file(dir.filePath(u"s.json"_s));
        if (!file.open(QIODevice::WriteOnly) || file.write(document) != document.size()) {
            return "cannot write";
        }
        file.close();
        QProcess python;
        python.start(u"/usr/bin/python3"_s,
                     {u"-B"_s, QStringLiteral(KONDUCTOR_SOURCE_DIR "/tests/core/snapshot/validate.py"),
                      QStringLiteral(KONDUCTOR_SOURCE_DIR "/resources/snapshot/v2.schema.json"), file.fileName()});
        python.waitForFinished();
        return python.readAllStandardOutput() + python.readAllStandardError();
    }

    QTemporaryDir m_dir;
    bool m_hasValidator = false;
};

QTEST_GUILESS_MAIN(tst_Document)
#include "tst_document.moc"
