// SPDX-License-Identifier: Apache-2.0
#include "app/inspect/console.h"
#include "app/inspect/livetable.h"
#include "app/inspect/output/writers.h"
#include "core/api/decoder.h"
#include "core/live/clustermirror.h"
#include "tests/core/insight/make.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <yaml-cpp/yaml.h>

using namespace Qt::StringLiterals;
using namespace konductor;
using namespace konductor::inspect;
using namespace konductor::test;

namespace {

const Timestamp now = at("2026-11-24T12:00:00Z");

ObjectIndex holding(const QByteArray& json)
{
    Decoder decoder(Kind::Mutex);
    decoder.setKeepJson(true);
    ObjectIndex objects;
    objects.insert(decoder.object(json).value());
    return objects;
}

Mutex heldBy(const QString& holder)
{
    Mutex mutex;
    mutex.meta = meta(u"m"_s);
    mutex.status.holder = holder;
    mutex.status.phase = MutexPhase::Locked;
    return mutex;
}

const QByteArray odd =
    R"({"apiVersion":"sync.konductor.io/v1","kind":"Mutex","metadata":{"name":"m","namespace":"a",)"
    "\"uid\":\"u\",\"annotations\":{\"n\":\"yes\",\"e\":\"\",\"t\":\"12\",\"q\":\"say \\\"hi\\\" \\\\ "
    "{[,:]}\",\"r\":\"a\u202Eb\"}},"
    R"("spec":{},"status":{"phase":"Locked","big":12345678901234567890,"real":1.10,"none":null,"list":[],"obj":{},"many":[1,[2]]}})";

} // namespace

class tst_Output : public QObject {
    Q_OBJECT
private slots:
    void jsonKeepsEveryValueAndDigit()
    {
        const ObjectIndex objects = holding(odd);
        const QByteArray text = jsonOutput({objects, {Kind::Mutex}, now, true});
        const QJsonObject list = QJsonDocument::fromJson(text).object();
        QCOMPARE(list["items"_L1].toArray().size(), 1);
        QCOMPARE(list["items"_L1].toArray()[0].toObject(), QJsonDocument::fromJson(odd).object());
        QVERIFY(text.contains("\"big\": 12345678901234567890"));
        QVERIFY(text.contains("\"real\": 1.10"));
        QVERIFY(!QString::fromUtf8(text).contains(u'\u202E'));
    }

    void emptyListIsAList()
    {
        const ObjectIndex none;
        QCOMPARE(
            QJsonDocument::fromJson(jsonOutput({none, {Kind::Mutex}, now, true})).object()["items"_L1].toArray().size(),
            0);
    }

    void yamlMeansTheSame()
    {
        const ObjectIndex objects = holding(odd);
        const auto text = yamlOutput({objects, {Kind::Mutex}, now, true});
        QVERIFY(text.has_value());
        const YAML::Node item = YAML::Load(text->toStdString())["items"][0];
        const YAML::Node annotations = item["metadata"]["annotations"];
        QCOMPARE(annotations["n"].Tag(), std::string("!")); // quoted: a string, not a truth value
        QCOMPARE(annotations["t"].Tag(), std::string("!"));
        QCOMPARE(annotations["e"].as<std::string>(), std::string());
        QCOMPARE(annotations["q"].as<std::string>(), std::string("say \"hi\" \\ {[,:]}"));
        QCOMPARE(QString::fromStdString(annotations["r"].as<std::string>()), u"a\u202Eb"_s);
        QVERIFY(!QString::fromUtf8(*text).contains(u'\u202E'));
        QCOMPARE(item["status"]["big"].as<std::string>(), std::string("12345678901234567890"));
        QCOMPARE(item["status"]["real"].as<std::string>(), std::string("1.10"));
        QVERIFY(item["status"]["none"].IsNull());
        QVERIFY(item["status"]["list"].IsSequence() && item["status"]["obj"].IsMap());
        QCOMPARE(item["status"]["many"][1][0].as<int>(), 2);
    }

    void kube_6_5_formulasInCsvAreGuarded_data()
    {
        QTest::addColumn<QString>("holder");
        QTest::addColumn<QString>("cell");
        QTest::newRow("plain") << u"worker-a"_s << u",worker-a,"_s;
        QTest::newRow("=") << u"=1+2"_s << u",\"'=1+2\","_s;
        QTest::newRow("+") << u"+1"_s << u",\"'+1\","_s;
        QTest::newRow("-") << u"-1"_s << u",\"'-1\","_s;
        QTest::newRow("@") << u"@SUM(A1)"_s << u",\"'@SUM(A1)\","_s;
        QTest::newRow("after a blank") << u" =1"_s << u",\"' =1\","_s;
        QTest::newRow("full width") << u"＝1"_s << u",\"'＝1\","_s;
        QTest::newRow("tab") << u"\t=1"_s << u",\"'␉=1\","_s;
        QTest::newRow("carriage return") << u"\r=1"_s << u",\"'␍=1\","_s;
        QTest::newRow("quote and comma") << u"a\",b"_s << u",\"a\"\",b\","_s;
    }
    void kube_6_5_formulasInCsvAreGuarded()
    {
        QFETCH(QString, holder);
        QFETCH(QString, cell);
        ObjectIndex objects;
        put(objects, heldBy(holder));
        const QString text = QString::fromUtf8(csvOutput({objects, {Kind::Mutex}, now, true}));
        QVERIFY2(text.contains(cell), qPrintable(text));
        QCOMPARE(text.count(u'\n'), 2);
    }

    void kube_6_3_tablesShowControlCharactersAsText()
    {
        ObjectIndex objects;
        put(objects, heldBy(u"\x1b[2J<b>x</b>\n\u202Ey"_s));
        const QString text = QString::fromUtf8(tableOutput({objects, {Kind::Mutex}, now, true}));
        QVERIFY(!text.contains(u'\x1b') && !text.contains(u'\u202E'));
        QVERIFY(text.contains(u"<b>x</b>"_s));
        QCOMPARE(text.count(u'\n'), 2);
    }

    void wideCharactersCountTwice()
    {
        QCOMPARE(displayWidth(u"漢"), 2);
        QCOMPARE(fitted(u"漢字"_s, 3, true), u"漢…"_s);
        QCOMPARE(displayWidth(fitted(u"漢字"_s, 2, true)), 2);
        QCOMPARE(fitted(u"ab"_s, 4, true), u"ab  "_s);
        QCOMPARE(fitted(u"abcde"_s, 3, false), u"ab…"_s);
    }

    void liveTableFitsTheTerminal_data()
    {
        QTest::addColumn<int>("columns");
        QTest::addColumn<int>("rows");
        QTest::newRow("ordinary") << 80 << 24;
        QTest::newRow("wide") << 200 << 60;
        QTest::newRow("narrow") << 20 << 10;
        QTest::newRow("tiny") << 3 << 2;
    }
    void liveTableFitsTheTerminal()
    {
        QFETCH(int, columns);
        QFETCH(int, rows);
        live::ClusterMirror mirror;
        auto batch = std::make_shared<live::ChangeBatch>();
        for (int i = 0; i < 100; ++i) {
            auto mutex = std::make_shared<Mutex>(heldBy(QString(i, u'漢')));
            mutex->meta.name = u"m%1"_s.arg(i);
            batch->changes.push_back({nullptr, mutex, false});
        }
        mirror.apply(batch);
        const QStringList lines = liveTable(
            mirror, now, {{Kind::Semaphore, Kind::Mutex, Kind::Gate}, TerminalSize{columns, rows}, false, false});
        QVERIFY(lines.size() <= rows);
        for (const QString& line : lines) {
            QVERIFY2(displayWidth(line) <= columns, qPrintable(line));
        }
        if (columns >= 80) {
            QVERIFY(lines.join(u'\n').contains(u"more"_s));
            QVERIFY(lines.join(u'\n').contains(u"Mutexes 100"_s));
        }
    }
};

QTEST_GUILESS_MAIN(tst_Output)
#include "tst_output.moc"
