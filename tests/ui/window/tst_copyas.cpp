// SPDX-License-Identifier: Apache-2.0
#include "ui/window/copyas.h"

#include "tests/ui/models/world.h"

#include <QTest>

using namespace konductor;
using namespace konductor::ui;
using namespace konductor::ui::test;
using namespace Qt::StringLiterals;

/// What is copied is what is seen, and harmless wherever it is pasted.
class CopyAsTest : public QObject {
    Q_OBJECT
private slots:
    void eachFormatSaysTheSameRows_data()
    {
        QTest::addColumn<int>("format");
        QTest::addColumn<QString>("text");
        const auto row = [](const char* name, CopyFormat format, const QString& text) {
            QTest::newRow(name) << static_cast<int>(format) << text;
        };
        row("rows", CopyFormat::Rows, u"Name\tHolder\ndb\tworker, a\n"_s);
        row("csv", CopyFormat::Csv, u"Name,Holder\r\ndb,\"worker, a\"\r\n"_s);
        row("names", CopyFormat::Names, u"a/db\n"_s);
        row("kubectl", CopyFormat::Kubectl,
            u"kubectl --context 'prod eu' -n a get leases.sync.konductor.io db -o yaml\n"_s);
        row("koncli", CopyFormat::Koncli,
            u"# in the current context of the kubeconfig; seen in prod eu\nNAMESPACE=a koncli status lease db\n"_s);
    }
    void eachFormatSaysTheSameRows()
    {
        QFETCH(int, format);
        QFETCH(QString, text);
        World world;
        world.put({json(Kind::Lease, u"db"_s)});
        live::ChangeBatch batch;
        batch.connection = live::ConnectionState();
        batch.connection->contextName = u"prod eu"_s;
        world.mirror.apply(std::make_shared<const live::ChangeBatch>(std::move(batch)));
        QCOMPARE(copied(static_cast<CopyFormat>(format), {{u"Name"_s, u"Holder"_s}, {u"db"_s, u"worker, a"_s}},
                        {{Kind::Lease, u"a"_s, u"db"_s}}, world.mirror),
                 text);
    }

    void jsonIsAListThatKubectlReads()
    {
        World world;
        world.put({json(Kind::Lease, u"db"_s, R"({"spec":{"ttl":"30s"},"status":{"phase":"Held","holder":"h"}})")});
        const QString text = copied(CopyFormat::Json, {},
                                    {{Kind::Lease, u"a"_s, u"db"_s}, {Kind::Lease, u"a"_s, u"gone"_s}}, world.mirror);
        const QJsonObject list = QJsonDocument::fromJson(text.toUtf8()).object();
        QCOMPARE(list["kind"_L1].toString(), u"List"_s);
        const QJsonArray items = list["items"_L1].toArray();
        QCOMPARE(items.size(), 1);
        QCOMPARE(items[0]["spec"_L1]["ttl"_L1].toString(), u"30s"_s);
        QCOMPARE(items[0]["status"_L1]["holder"_L1].toString(), u"h"_s);
    }

    void hostileCellsAreInert()
    {
        const report::TextTable rows{{u"Name"_s}, {u"=HYPERLINK(\"x\")|<b>[a](b)\nnext\tcell"_s}};
        const World world;
        const QString csv = copied(CopyFormat::Csv, rows, {}, world.mirror);
        QVERIFY2(csv.contains(u"\"'=HYPERLINK"_s), qPrintable(csv));
        const QString markdown = copied(CopyFormat::Markdown, rows, {}, world.mirror);
        QCOMPARE(markdown.count(u'\n'), 3); // titles, rule, one row
        QVERIFY2(markdown.split(u'\n').at(2).startsWith(u"| `"_s), qPrintable(markdown)); // a code span
        QCOMPARE(copied(CopyFormat::Rows, rows, {}, world.mirror).count(u'\t'), 0);
        const QString command =
            copied(CopyFormat::Kubectl, {}, {{Kind::Lease, u"a"_s, u"$(reboot); x"_s}}, world.mirror);
        QVERIFY2(command.contains(u"'$(reboot); x'"_s), qPrintable(command));
        const QString comment = copied(CopyFormat::Koncli, {}, {{Kind::Mutex, u"a"_s, u"x\nreboot"_s}}, world.mirror);
        QCOMPARE(comment.count(u'\n'), 1); // koncli has no status of a mutex, and the comment is one line
        QVERIFY2(comment.startsWith(u"# "_s), qPrintable(comment));
    }

    void nothingSelectedCopiesNothing()
    {
        const World world;
        QVERIFY(copied(CopyFormat::Json, {}, {}, world.mirror).isEmpty());
        QVERIFY(copied(CopyFormat::Rows, {}, {}, world.mirror).isEmpty());
    }
};

QTEST_GUILESS_MAIN(CopyAsTest)
#include "tst_copyas.moc"
