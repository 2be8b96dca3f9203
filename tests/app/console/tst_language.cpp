// SPDX-License-Identifier: Apache-2.0
#include "app/console/language.h"
#include "core/action/planner.h"
#include "core/base/words.h"
#include "core/history/records.h"
#include "core/kube/kubeconfig.h"
#include "core/kube/networkerror.h"
#include "core/report/differencereport.h"
#include "core/report/report.h"
#include "core/snapshot/difference.h"
#include "tests/core/action/plans.h"
#include "tests/core/snapshot/samples.h"
#include "ui/dialogs/labels.h"
#include "ui/widgets/clocktime.h"
#include "ui/widgets/errortext.h"
#include "ui/widgets/settings.h"

#include <QApplication>
#include <QBuffer>
#include <QJsonDocument>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace konductor;

namespace {

const Timestamp now = test::at("2026-11-24T12:00:00Z");

/// Lease db, held by a, which b asks for.
action::Plan releasePlan()
{
    ObjectIndex objects;
    Lease lease;
    lease.meta = test::meta(u"db"_s);
    lease.status.holder = u"a"_s;
    lease.status.phase = LeasePhase::Held;
    test::put(objects, lease);
    test::put(objects, test::request(u"b"_s, 5));
    return action::planRelease({{Kind::Lease, u"team-a"_s, u"db"_s}, u"a"_s}, objects, now).value();
}

QByteArray record(const action::Plan& plan)
{
    return QJsonDocument(history::begunRecord({}, plan, now)).toJson();
}

QByteArray reportIn(report::Format format)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    return report::writeReport(snapshot::Meaning(test::sampleSnapshot()), format, buffer) ? buffer.data()
                                                                                          : QByteArray("not written");
}

} // namespace

class tst_Language : public QObject {
    Q_OBJECT
private slots:
    void theDesktopsFirstLanguageThatThereIsIsTaken_data()
    {
        QTest::addColumn<QString>("chosen");
        QTest::addColumn<QStringList>("desktop");
        QTest::addColumn<QString>("expected");
        QTest::newRow("first") << u"system"_s << QStringList{u"de-AT"_s, u"en"_s} << u"de"_s;
        QTest::newRow("second") << u"system"_s << QStringList{u"fr-FR"_s, u"ar-EG"_s} << u"ar"_s;
        QTest::newRow("none") << u"system"_s << QStringList{u"fr"_s} << u"en"_s;
        QTest::newRow("nothing known") << u"system"_s << QStringList() << u"en"_s;
        QTest::newRow("chosen") << u"ar"_s << QStringList{u"de"_s} << u"ar"_s;
        QTest::newRow("unknown") << u"xx"_s << QStringList{u"de"_s} << u"en"_s;
    }

    void theDesktopsFirstLanguageThatThereIsIsTaken()
    {
        QFETCH(const QString, chosen);
        QFETCH(const QStringList, desktop);
        QTEST(app::languageOf(chosen, desktop), "expected");
    }

    void germanHasItsPluralsAndDates()
    {
        const app::Language german(u"de"_s);
        QCOMPARE(inWords("ConnectionLine", "%n objects", "1 object", 1), u"1 Objekt"_s);
        QCOMPARE(inWords("ConnectionLine", "%n objects", "1 object", 2), u"2 Objekte"_s);
        QCOMPARE(ui::exactTime(now, {.utc = true}), u"24.11.2026 12:00:00 UTC"_s);
        QCOMPARE(ui::specOf(ui::Setting::Appearance).label, u"Aussehen"_s);
        QVERIFY(QApplication::layoutDirection() == Qt::LeftToRight);
    }

    void arabicRunsFromRightToLeftWithSixPluralsAndLatinDigits()
    {
        {
            const app::Language arabic(u"ar"_s);
            QVERIFY(QApplication::layoutDirection() == Qt::RightToLeft);
            QCOMPARE(ui::onwards(), u"←"_s);
            QStringList counts;
            for (const int n : {0, 1, 2, 3, 11, 100}) {
                counts.append(inWords("ConnectionLine", "%n objects", "1 object", n));
            }
            QCOMPARE(counts.removeDuplicates(), 0);
            QVERIFY(counts[3].startsWith(u"3 "));
            QCOMPARE(QLocale().toString(1234.5, 'f', 1).at(0), QChar(u'1'));
            QCOMPARE(ui::clockTime(now, {.utc = true}), u"\u206612:00:00\u2069"_s);
        }
        QVERIFY(QApplication::layoutDirection() == Qt::LeftToRight);
        QCOMPARE(inWords("ConnectionLine", "%n objects", "1 object", 1), u"1 object"_s);
    }

    void theJournalIsEnglishWhateverIsShown()
    {
        const QByteArray english = record(releasePlan());
        const app::Language german(u"de"_s);
        const action::Plan plan = releasePlan();
        QCOMPARE(plan.title, u"Lease db freigeben, gehalten von a"_s);
        QVERIFY(!plan.consequences.isEmpty());
        QCOMPARE(record(plan), english);
    }

    void aComparisonSpeaksGermanAndWhatIsCopiedOfItEnglish()
    {
        snapshot::Snapshot later = test::sampleSnapshot();
        later.objects.remove({Kind::Permit, u"team-a"_s, u"gpu-2"_s});
        const auto compared = [&later] {
            return snapshot::differenceOf(snapshot::Meaning(test::sampleSnapshot()), snapshot::Meaning(later));
        };
        const snapshot::Difference before = compared();
        const app::Language german(u"de"_s);
        const snapshot::Difference difference = compared();
        QCOMPARE(report::differenceMarkdown(difference), report::differenceMarkdown(before));
        QCOMPARE(snapshot::differenceJson(difference), snapshot::differenceJson(before));
        const auto gone =
            std::find_if(difference.headlines.begin(), difference.headlines.end(),
                         [](const snapshot::Headline& headline) { return headline.text == "1 permit gone"_L1; });
        QVERIFY(gone != difference.headlines.end());
        QCOMPARE(gone->shown, u"1 Permit verschwunden"_s);
    }

    void whatIsWrongWithASnapshotFileIsSaidInGerman()
    {
        const app::Language german(u"de"_s);
        const auto read = snapshot::readDocument("{}");
        QVERIFY(!read.has_value());
        QVERIFY2(read.error().message.shown.contains(u"nennt kein Schema"_s), qPrintable(read.error().message.shown));
        QVERIFY2(oneLine(read.error()).contains(u"schema"_s), qPrintable(oneLine(read.error())));
    }

    void anErrorIsShownInGermanAndKeptInEnglish()
    {
        const app::Language german(u"de"_s);
        const auto server = QUrl(u"https://10.0.0.1:6443"_s);
        const Error refused = kube::networkError(QNetworkReply::ConnectionRefusedError, {}, server, {});
        QCOMPARE(ui::errorText(refused).sentence,
                 u"Der Server ist nicht erreichbar (10.0.0.1:6443): Verbindung abgelehnt. "
                 "Läuft der API-Server an dieser Adresse?"_s);
        QCOMPARE(oneLine(refused), u"10.0.0.1:6443: connection refused. Is the API server running at this address?"_s);
        const auto config = kube::KubeConfig::load({u"/nowhere/config"_s, {}, {}});
        QVERIFY(!config.has_value());
        QCOMPARE(spokenLine(config.error()).shown, u"kubeconfig /nowhere/config: /nowhere/config gibt es nicht"_s);
        QCOMPARE(oneLine(config.error()), u"kubeconfig /nowhere/config: /nowhere/config does not exist"_s);
    }

    void inArabicTheNamesInAnErrorStayInOnePiece()
    {
        const app::Language arabic(u"ar"_s);
        const auto config = kube::KubeConfig::load({u"/nowhere/config"_s, {}, {}});
        QVERIFY(!config.has_value());
        QCOMPARE(config.error().message.shown, u"لا وجود لـ \u2066/nowhere/config\u2069"_s);
        QCOMPARE(config.error().message.kept, u"/nowhere/config does not exist"_s);
        const Error refused{Error::Kind::Forbidden, {}, u"leases is forbidden."_s};
        QVERIFY(ui::errorText(refused).sentence.contains(u"\u2066leases is forbidden.\u2069"_s));
        QCOMPARE(ui::shownText(config.error().message), config.error().message.shown);
    }

    void snapshotsAndReportsAreEnglishWhateverIsShown_data()
    {
        QTest::addColumn<report::Format>("format");
        for (const auto format :
             {report::Format::Json, report::Format::Yaml, report::Format::Markdown, report::Format::Html}) {
            QTest::newRow(qPrintable(report::toString(format))) << format;
        }
    }

    void snapshotsAndReportsAreEnglishWhateverIsShown()
    {
        QFETCH(const report::Format, format);
        const QByteArray english = reportIn(format);
        QVERIFY(english.size() > 100);
        const app::Language arabic(u"ar"_s);
        QCOMPARE(reportIn(format), english);
    }
};

QTEST_MAIN(tst_Language)
#include "tst_language.moc"
