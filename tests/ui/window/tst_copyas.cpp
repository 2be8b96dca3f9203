// SPDX-License-Identifier: Apache-2.0
#include "ui/window/copyas.h"

#include "core/api/kinds.h"
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
            u"# in the current context of the kubeconfig; seen in 'prod eu'\nPOD_NAMESPACE=a koncli status lease db\n"_s);
    }
    void eachFormatSaysTheSameRows()
    {
        QFETCH(int, format);
        QFETCH(QString, text);
        World world;
        world.put({json(Kind::Lease, u"db"_s, R"({"spec":{"ttl":"30s"}})")});
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
        const QString list = copied(CopyFormat::Koncli, {}, {{Kind::Mutex, u"a"_s, u"x\n$(reboot)"_s}}, world.mirror);
        QCOMPARE(list.count(u'\n'), 1);
        QVERIFY2(list.startsWith(u"POD_NAMESPACE=a koncli mutex list # among them '"_s), qPrintable(list));
    }

    void koncliIsAskedForWhatItHas_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("line");
        const auto row = [](Kind kind, const QString& line) {
            QTest::newRow(qPrintable(kindInfo(kind).name.toString())) << static_cast<int>(kind) << line;
        };
        row(Kind::Semaphore, u"POD_NAMESPACE=a koncli status semaphore x"_s);
        row(Kind::Barrier, u"POD_NAMESPACE=a koncli status barrier x"_s);
        row(Kind::Lease, u"POD_NAMESPACE=a koncli lease list # among them x"_s);
        row(Kind::Gate, u"POD_NAMESPACE=a koncli status gate x"_s);
        row(Kind::Mutex, u"POD_NAMESPACE=a koncli mutex list # among them x"_s);
        row(Kind::RWMutex, u"POD_NAMESPACE=a koncli rwmutex list # among them x"_s);
        row(Kind::Once, u"POD_NAMESPACE=a koncli once list # among them x"_s);
        row(Kind::WaitGroup, u"POD_NAMESPACE=a koncli waitgroup list # among them x"_s);
        row(Kind::Permit, u"POD_NAMESPACE=a koncli status semaphore db"_s);
        row(Kind::Arrival, u"POD_NAMESPACE=a koncli status barrier db"_s);
        row(Kind::LeaseRequest, u"POD_NAMESPACE=a koncli lease list # among them db"_s);
        row(Kind::Job, u"# koncli tells nothing of job a/x"_s);
    }
    void koncliIsAskedForWhatItHas()
    {
        QFETCH(const int, kind);
        QFETCH(const QString, line);
        const auto of = static_cast<Kind>(kind);
        World world;
        if (const auto parent = kindInfo(of).parentLabel; !parent.isEmpty()) {
            world.put({json(of, u"x"_s, "{\"spec\":{\"" + parent.toLatin1() + "\":\"db\"}}")});
        }
        QCOMPARE(copied(CopyFormat::Koncli, {}, {{of, u"a"_s, u"x"_s}}, world.mirror), line + u'\n');
    }

    /// Without one, that command of koncli crashes.
    void koncliTellsTheStatusOfALeaseThatHasATtl()
    {
        World world;
        world.put({json(Kind::Lease, u"x"_s, R"({"spec":{"ttl":"5m"}})")});
        QCOMPARE(copied(CopyFormat::Koncli, {}, {{Kind::Lease, u"a"_s, u"x"_s}}, world.mirror),
                 u"POD_NAMESPACE=a koncli status lease x\n"_s);
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
