// SPDX-License-Identifier: Apache-2.0
#include "core/report/differencereport.h"
#include "core/report/report.h"
#include "core/report/waitdrawing.h"
#include "tests/core/snapshot/samples.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <yaml-cpp/yaml.h>

using namespace Qt::StringLiterals;
using namespace konductor;
using namespace konductor::report;
using namespace konductor::test;

namespace {

const QStringList hostileNames{u"<script>alert(1)</script>"_s,
                               u"\"><img src=x onerror=alert(1)>"_s,
                               u"'><svg/onload=alert(1)>"_s,
                               u"{{#kinds}}{{{style}}}{{/kinds}}"_s,
                               u"=cmd|' /C calc'!A0"_s,
                               u"@SUM(1+1)"_s,
                               u"[x](javascript:alert(1))"_s,
                               u"`tick` ``two``"_s,
                               u"| cell | *em* **strong** ~~gone~~"_s,
                               u"https://evil.example/ www.evil.example a@evil.example"_s,
                               u"line\n# heading\n- item"_s,
                               u"\x1b[31mred\u202egnp"_s,
                               u"\\N \\G </title><b>"_s};

/// Each name as a lease that one holder of that name has and another waits for.
snapshot::Snapshot hostile()
{
    snapshot::Snapshot taken = sampleSnapshot();
    taken.context = hostileNames[1];
    taken.takenBy.user = hostileNames[0];
    taken.visibility[Kind::Gate] = {snapshot::Visibility::State::Forbidden, hostileNames[0], {}, {}};
    for (const QString& name : hostileNames) {
        Lease lease;
        lease.meta = meta(name, u"ns "_s + name);
        lease.status.holder = u"h "_s + name;
        lease.status.phase = Phase<LeasePhase>(name);
        put(taken.objects, lease);
        auto request = childOf<LeaseRequest>(name, u"r"_s, u"w "_s + name);
        request.meta.ns = lease.meta.ns;
        put(taken.objects, request);
    }
    return taken;
}

QByteArray reported(const snapshot::Snapshot& taken, Format format)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    const auto written = writeReport(snapshot::Meaning(taken), format, buffer);
    return written ? buffer.data() : "not written";
}

struct Ran {
    int code = -1;
    QByteArray out;
    QByteArray err;
};

Ran run(const QString& name, const QStringList& arguments, int timeout = 60'000)
{
    QProcess process;
    process.start(name, arguments);
    if (!process.waitForFinished(timeout)) {
        process.kill();
        process.waitForFinished();
        return {};
    }
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

QString script(const char* name)
{
    return QStringLiteral(KONDUCTOR_SOURCE_DIR "/tests/core/report/") + QString::fromLatin1(name);
}

} // namespace

class tst_Report : public QObject {
    Q_OBJECT
private slots:
    void everyFormatSaysWhatIsWrong_data()
    {
        QTest::addColumn<QString>("format");
        for (const char* name : {"json", "yaml", "markdown", "html"}) {
            QTest::newRow(name) << QString::fromLatin1(name);
        }
    }
    void everyFormatSaysWhatIsWrong()
    {
        QFETCH(QString, format);
        const QByteArray text = reported(sampleSnapshot(), *formatFromText(format));
        for (const char* word : {"semaphore-overcommitted", "gpu", "12:00:00", "jane", "gone"}) {
            QVERIFY2(text.contains(word), word);
        }
    }

    void yamlIsTheSameDocument()
    {
        const YAML::Node yaml = YAML::Load(reported(hostile(), Format::Yaml).toStdString());
        QCOMPARE(yaml["schema"].as<std::string>(), std::string("konductor.io/snapshot/v2"));
        QCOMPARE(yaml["cluster"]["context"].as<std::string>(), hostileNames[1].toStdString());
    }

    void noFormatLetsATerminalEscapeThrough_data() { everyFormatSaysWhatIsWrong_data(); }
    void noFormatLetsATerminalEscapeThrough()
    {
        QFETCH(QString, format);
        const QByteArray text = reported(hostile(), *formatFromText(format));
        QVERIFY(!text.contains('\x1b'));
        QVERIFY(!QString::fromUtf8(text).contains(u'\u202e'));
    }

    void htmlHasNoMarkupFromData()
    {
        const QByteArray page = reported(hostile(), Format::Html);
        QCOMPARE(page.count("<script"), 1);
        QVERIFY(!page.contains("</title><b>"));
        QVERIFY(!page.contains("<img"));
        QVERIFY(!page.contains("<svg/"));
        QVERIFY(!page.contains("javascript:alert(1))\""));
        QVERIFY(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
        QVERIFY(page.contains("{{#kinds}}{{{style}}}"));
    }

    void htmlTakesNothingFromOutside()
    {
        const QString page = QString::fromUtf8(reported(sampleSnapshot(), Format::Html));
        QVERIFY(page.contains(u"default-src 'none'"_s));
        static const QRegularExpression outside(u"(src|href)\\s*=\\s*.?(https?:|//|file:)"_s);
        QVERIFY(!outside.match(page.section(u"<svg"_s, 0, 0)).hasMatch());
        QVERIFY(!page.contains(u"@import"_s));
        QVERIFY(!page.contains(u"unsafe-inline"_s));
    }

    void htmlOpensInARealBrowserWithoutAnError_data()
    {
        QTest::addColumn<bool>("isHostile");
        QTest::newRow("a jam") << false;
        QTest::newRow("hostile names") << true;
    }
    void htmlOpensInARealBrowserWithoutAnError()
    {
        QFETCH(bool, isHostile);
        const QString chromium = QStandardPaths::findExecutable(u"chromium"_s);
        if (chromium.isEmpty()) {
            QSKIP("chromium is not installed");
        }
        const Ran ran =
            run(chromium,
                {u"--headless=new"_s, u"--no-sandbox"_s, u"--disable-gpu"_s, u"--no-first-run"_s,
                 u"--enable-logging=stderr"_s, u"--user-data-dir="_s + m_dir.filePath(u"chrome"_s), u"--dump-dom"_s,
                 u"file://"_s + file(isHostile ? hostile() : sampleSnapshot(), Format::Html)});
        QCOMPARE(ran.code, 0);
        QVERIFY2(!ran.err.contains("CONSOLE"), ran.err.constData());
        QVERIFY2(ran.out.contains("<button type=\"button\">Namespace</button>"), "the script did not run");
        QVERIFY(ran.out.contains("<svg"));
        QCOMPARE(ran.out.count("<script"), 1);
        QVERIFY(!ran.out.contains("<img"));
    }

    void htmlIsSortedAndSearchedInARealBrowser()
    {
        const QString chromium = QStandardPaths::findExecutable(u"chromium"_s);
        if (chromium.isEmpty()) {
            QSKIP("chromium is not installed");
        }
        snapshot::Snapshot many = sampleSnapshot();
        for (const int number : {10, 2, 1, 21}) {
            Lease lease;
            lease.meta = meta(u"entry-%1"_s.arg(number));
            put(many.objects, lease);
        }
        const Ran ran =
            run(u"/usr/bin/python3"_s,
                {u"-B"_s, script("browser.py"), chromium, m_dir.filePath(u"driven"_s), file(many, Format::Html)});
        QVERIFY2(ran.code == 0, ran.err.constData());
        const QJsonObject seen = QJsonDocument::fromJson(ran.out).object();
        QCOMPARE(seen["errors"_L1].toArray(), QJsonArray());
        const QJsonArray up{u"db"_s, u"entry-1"_s, u"entry-2"_s, u"entry-10"_s, u"entry-21"_s};
        QJsonArray down;
        for (const QJsonValue& name : up) {
            down.prepend(name);
        }
        QCOMPARE(seen["up"_L1].toArray(), up); // numbers by their value
        QCOMPARE(seen["down"_L1].toArray(), down);
        QCOMPARE(seen["found"_L1].toArray(), (QJsonArray{u"entry-21"_s, u"entry-2"_s}));
        QCOMPARE(seen["all"_L1].toInt(), up.size());
    }

    void pdfSaysWhatIsWrong()
    {
        const QString text = printed(sampleSnapshot());
        for (const QString& word : {u"Findings"_s, u"gpu"_s, u"2026-11-24 12:00:00 UTC"_s, u"jane"_s, u"gone"_s,
                                    u"Root blocker"_s, u"page 1"_s}) {
            QVERIFY2(text.contains(word), qPrintable(word));
        }
    }

    void pdfHasDataAsTextAndNothingThatActs()
    {
        const QByteArray bytes = reported(hostile(), Format::Pdf);
        QVERIFY(bytes.startsWith("%PDF-"));
        for (const char* acting : {"/JavaScript", "/JS", "/URI", "/Launch", "/OpenAction", "/AA", "/EmbeddedFile"}) {
            QVERIFY2(!bytes.contains(acting), acting);
        }
        const QString text = printed(hostile());
        QVERIFY(text.contains(u"<script>alert(1)</script>"_s)); // as it was called, to be read
        QVERIFY(!text.contains(u'\x1b') && !text.contains(u'\u202e'));
    }

    void pdfOfTheSameSnapshotIsTheSame()
    {
        QCOMPARE(reported(sampleSnapshot(), Format::Pdf), reported(sampleSnapshot(), Format::Pdf));
    }

    void pdfHasAsManyPagesAsItNeedsEachWithItsTableHead()
    {
        snapshot::Snapshot many = sampleSnapshot();
        for (int i = 0; i < 300; ++i) {
            Lease lease;
            lease.meta = meta(u"entry-%1"_s.arg(i + 100));
            lease.status.phase = LeasePhase::Available;
            put(many.objects, lease);
        }
        const QString text = printed(many);
        const QStringList pages = text.split(u'\f', Qt::SkipEmptyParts);
        QVERIFY(pages.size() > 5);
        for (qsizetype page = 0; page < pages.size(); ++page) {
            QVERIFY(pages[page].contains(u"page %1"_s.arg(page + 1)));
            QVERIFY2(!pages[page].contains(u"entry-"_s) || pages[page].contains(u"Namespace"_s),
                     qPrintable(pages[page]));
        }
        for (int i = 0; i < 300; ++i) {
            QVERIFY(text.contains(u"entry-%1"_s.arg(i + 100)));
        }
    }

    void markdownRendersWithoutAnythingFromData()
    {
        const Ran ran = run(u"/usr/bin/python3"_s, {u"-B"_s, script("markdown.py"), file(hostile(), Format::Markdown)});
        if (ran.code == 77) {
            QSKIP("python3-markdown-it is not installed");
        }
        QCOMPARE(ran.code, 0);
        for (const char* tag : {"<script", "<img", "<svg", "<a ", "<em", "<strong", "<s>", "<del", "</title"}) {
            QVERIFY2(!ran.out.contains(tag), tag);
        }
        QVERIFY(ran.out.contains("<table>"));
        QCOMPARE(ran.out.count("<h1"), 1);
        QVERIFY(ran.out.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
        // Each row has all its cells: no name has broken a table.
        const QByteArray leases = ran.out.mid(ran.out.indexOf("<h2>Leases"));
        const QByteArray body = leases.left(leases.indexOf("</table>"));
        QCOMPARE(body.count("<td"), 7 * (body.count("<tr>") - 1));
    }

    void aDifferenceInMarkdownHasNothingFromDataEither()
    {
        snapshot::Snapshot before = hostile();
        before.objects.clear();
        for (const QString& name : hostileNames) {
            Lease lease;
            lease.meta = meta(name, u"ns "_s + name);
            lease.status.holder = u"other "_s + name;
            put(before.objects, lease);
        }
        const snapshot::Difference difference =
            snapshot::differenceOf(snapshot::Meaning(before), snapshot::Meaning(hostile()));
        QFile out(m_dir.filePath(u"difference.md"_s));
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.write(differenceMarkdown(difference));
        out.close();
        const Ran ran = run(u"/usr/bin/python3"_s, {u"-B"_s, script("markdown.py"), out.fileName()});
        if (ran.code == 77) {
            QSKIP("python3-markdown-it is not installed");
        }
        QCOMPARE(ran.code, 0);
        for (const char* tag : {"<script", "<img", "<svg", "<a ", "<em", "<s>", "<del", "</title"}) {
            QVERIFY2(!ran.out.contains(tag), tag);
        }
        QVERIFY(ran.out.contains("leases changed hands"));
        QCOMPARE(ran.out.count("<h1"), 1);
    }

    void csvIsReadByPythonAndHoldsNoFormula()
    {
        const auto files = csvFiles(snapshot::Meaning(hostile()));
        const auto leases =
            std::find_if(files.begin(), files.end(), [](const CsvFile& f) { return f.name == u"leases"_s; });
        QVERIFY(leases != files.end());
        QFile csv(m_dir.filePath(u"leases.csv"_s));
        QVERIFY(csv.open(QIODevice::WriteOnly));
        csv.write(leases->text);
        csv.close();
        const Ran ran = run(u"/usr/bin/python3"_s, {u"-B"_s, script("csvrows.py"), csv.fileName()});
        QCOMPARE(ran.code, 0);
        const QJsonArray rows = QJsonDocument::fromJson(ran.out).array();
        QCOMPARE(rows.size(), 1 + 1 + hostileNames.size());
        for (const QJsonValue& row : rows) {
            QCOMPARE(row.toArray().size(), 10);
            for (const QJsonValue& cell : row.toArray()) {
                const QString text = cell.toString();
                QVERIFY2(text.isEmpty() || !u"=+-@\t\r"_s.contains(text[0]), qPrintable(text));
            }
        }
        QVERIFY(leases->text.contains("\r\n"));
    }

    void theDrawingEscapesNamesAndShowsTheirInvisibleCharacters()
    {
        const snapshot::Meaning meaning(hostile());
        const WaitDrawing drawing = drawWaits(meaning.insight());
        QVERIFY(drawing.svg.startsWith("<svg"));
        QVERIFY(drawing.drawn > 20);
        QVERIFY(!drawing.svg.contains("<script"));
        QVERIFY(!drawing.svg.contains("onload=alert(1)>"));
        QVERIFY(drawing.svg.contains("&lt;script&gt;"));
        QVERIFY(drawing.svg.contains("class=\"node root\""));
    }

    void aDrawingTooLargeIsCutAndSaysSo()
    {
        const snapshot::Meaning meaning(hostile());
        const WaitDrawing drawing = drawWaits(meaning.insight(), 5);
        QCOMPARE(drawing.drawn, 5);
        QVERIFY(drawing.leftOut > 15);
    }

    void nobodyWaitsNothingIsDrawn()
    {
        snapshot::Snapshot calm = sampleSnapshot();
        calm.objects.clear();
        const snapshot::Meaning meaning(calm);
        QVERIFY(drawWaits(meaning.insight()).svg.isEmpty());
        QVERIFY(reported(calm, Format::Html).contains("Nobody waits."));
    }

    void fileNamesAreTame()
    {
        QCOMPARE(fileNameFor(sampleSnapshot(), Format::Markdown), u"konductor-prod-20261124T120000Z.md"_s);
        snapshot::Snapshot odd = sampleSnapshot();
        odd.context = u"../../etc/passwd; rm -rf ~ é"_s;
        QCOMPARE(fileNameFor(odd, Format::Json), u"konductor-------etc-passwd--rm--rf-----20261124T120000Z.json"_s);
        odd.context.clear();
        QVERIFY(fileNameFor(odd, Format::Html).startsWith(u"konductor-cluster-"_s));
    }

    /// The dialog that asks knows of "now.csv" alone.
    void csvReplacesNothingThatIsThereWhereItMayNot()
    {
        const snapshot::Meaning meaning(sampleSnapshot());
        const auto place = [this](const QString& name) { return m_dir.filePath(name); };
        const auto written = writeReportFiles(meaning, Format::Csv, place(u"now.csv"_s), Existing::Refused);
        QVERIFY(written && written->contains(place(u"now-leases.csv"_s)));
        for (const QString& path : *written) {
            QVERIFY2(QFile::exists(path), qPrintable(path));
        }
        QVERIFY(QFile::remove(place(u"now-leases.csv"_s)));
        const auto again = writeReportFiles(meaning, Format::Csv, place(u"now.csv"_s), Existing::Refused);
        QVERIFY(!again && written->contains(again.error().subject.kept));
        QVERIFY(!QFile::exists(place(u"now-leases.csv"_s))); // not even what was free
        QVERIFY(writeReportFiles(meaning, Format::Csv, place(u"now.csv"_s)));
    }
    void csvIsNotOneFile() { QCOMPARE(reported(sampleSnapshot(), Format::Csv), QByteArray("not written")); }

private:
    /// The text of the PDF, by a reader that is not ours.
    QString printed(const snapshot::Snapshot& taken)
    {
        const QString reader = QStandardPaths::findExecutable(u"pdftotext"_s);
        if (reader.isEmpty()) {
            QTest::qSkip("pdftotext is not installed", __FILE__, __LINE__);
            return {};
        }
        const Ran ran = run(reader, {u"-layout"_s, file(taken, Format::Pdf), u"-"_s});
        return ran.code == 0 ? QString::fromUtf8(ran.out) : QString::fromUtf8(ran.err);
    }
    QString file(const snapshot::Snapshot& taken, Format format)
    {
        QFile out(m_dir.filePath(u"report."_s + suffixOf(format)));
        if (out.open(QIODevice::WriteOnly)) {
            out.write(reported(taken, format));
        }
        return out.fileName();
    }

    QTemporaryDir m_dir;
};

QTEST_GUILESS_MAIN(tst_Report)
#include "tst_report.moc"
