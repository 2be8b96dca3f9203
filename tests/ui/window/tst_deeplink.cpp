// SPDX-License-Identifier: Apache-2.0
#include "ui/window/deeplink.h"

#include <QTest>

#include <random>

using namespace konductor;
using namespace konductor::ui;
using namespace Qt::StringLiterals;

class DeepLinkTest : public QObject {
    Q_OBJECT
private slots:
    void whatIsWrittenIsReadAgain_data()
    {
        QTest::addColumn<QString>("cluster");
        QTest::newRow("plain") << u"prod-eu"_s;
        QTest::newRow("capitals") << u"Prod-EU"_s;
        QTest::newRow("a cloud's") << u"arn:aws:eks:eu-west-1:1234:cluster/prod"_s;
        QTest::newRow("a user's") << u"admin@kubernetes"_s;
        QTest::newRow("spaces, quotes and escapes") << u"my \"own\" 100% cluster?#&="_s;
        QTest::newRow("other scripts") << u"прод-ü"_s;
    }
    void whatIsWrittenIsReadAgain()
    {
        QFETCH(QString, cluster);
        const DeepLink object{cluster, ObjectKey{Kind::LeaseRequest, u"team-a"_s, u"db.migration-1"_s}};
        QVERIFY(parseDeepLink(toText(object)) == object);
        const DeepLink view{cluster,
                            SavedView{.page = u"leases"_s,
                                      .query = u"phase:held holder:~\"a & b\" -x name:/^d?b%/"_s,
                                      .ns = u"team-a"_s,
                                      .table = {{u"name"_s, u"heldFor"_s}, u"heldFor"_s, true}}};
        QVERIFY(parseDeepLink(toText(view)) == view);
        QVERIFY(toText(view).size() == toText(view).toLatin1().size());
    }

    void itLooksAsTheDocumentationSays()
    {
        QCOMPARE(toText({u"prod-eu"_s, ObjectKey{Kind::Lease, u"team-a"_s, u"db-migration"_s}}),
                 u"konductor://prod-eu/lease/team-a/db-migration"_s);
        QCOMPARE(toText({{}, SavedView{.page = u"leases"_s, .query = u"phase:held"_s}}),
                 u"konductor:///view?page=leases&query=phase%3Aheld"_s);
    }

    void whatIsNotExactlyALinkIsRefused_data()
    {
        QTest::addColumn<QString>("text");
        const QString object = u"konductor://prod/lease/team-a/db"_s;
        QTest::newRow("nothing") << QString();
        QTest::newRow("another scheme") << u"https://prod/lease/team-a/db"_s;
        QTest::newRow("capitals in the scheme") << u"Konductor://prod/lease/team-a/db"_s;
        QTest::newRow("no slashes") << u"konductor:prod/lease/team-a/db"_s;
        QTest::newRow("no cluster") << u"konductor:///lease/team-a/db"_s;
        QTest::newRow("too few parts") << u"konductor://prod/lease/db"_s;
        QTest::newRow("too many parts") << object + u"/delete"_s;
        QTest::newRow("a slash at the end") << object + u'/';
        QTest::newRow("something asked") << object + u"?action=delete"_s;
        QTest::newRow("a fragment") << object + u"#delete"_s;
        QTest::newRow("a kind of another's") << u"konductor://prod/secret/team-a/db"_s;
        QTest::newRow("a job") << u"konductor://prod/job/team-a/db"_s;
        QTest::newRow("a kind's plural") << u"konductor://prod/leases/team-a/db"_s;
        QTest::newRow("no namespace") << u"konductor://prod/lease//db"_s;
        QTest::newRow("a name of capitals") << u"konductor://prod/lease/team-a/Db"_s;
        QTest::newRow("a hidden slash") << u"konductor://prod/lease/team-a/a%2Fb"_s;
        QTest::newRow("a hidden line break") << u"konductor://pr%0Aod/lease/team-a/db"_s;
        QTest::newRow("a hidden turn") << u"konductor://pr%E2%80%AEod/lease/team-a/db"_s;
        QTest::newRow("a null") << u"konductor://pr%00od/lease/team-a/db"_s;
        QTest::newRow("half an escape") << object + u"%2"_s;
        QTest::newRow("no escape") << u"konductor://pr%zzod/lease/team-a/db"_s;
        QTest::newRow("no UTF-8") << u"konductor://pr%ffod/lease/team-a/db"_s;
        QTest::newRow("a space") << u"konductor://pr od/lease/team-a/db"_s;
        QTest::newRow("too long") << u"konductor://prod/lease/team-a/"_s + QString(5'000, u'a');
        QTest::newRow("a long name") << u"konductor://prod/lease/team-a/"_s + QString(254, u'a');
        QTest::newRow("a view of nothing") << u"konductor://prod/view"_s;
        QTest::newRow("a view without a page") << u"konductor://prod/view?query=x"_s;
        QTest::newRow("a page that is a path") << u"konductor://prod/view?page=..%2Fleases"_s;
        QTest::newRow("twice the page") << u"konductor://prod/view?page=leases&page=gates"_s;
        QTest::newRow("something unknown") << u"konductor://prod/view?page=leases&run=1"_s;
        QTest::newRow("a name of its own") << u"konductor://prod/view?page=leases&name=x"_s;
        QTest::newRow("no value") << u"konductor://prod/view?page=leases&"_s;
        QTest::newRow("a hidden bell") << u"konductor://prod/view?page=leases&query=%07"_s;
        QTest::newRow("a long query") << u"konductor://prod/view?page=leases&query="_s + QString(1'001, u'a');
    }
    void whatIsNotExactlyALinkIsRefused()
    {
        QFETCH(QString, text);
        const auto link = parseDeepLink(text);
        QVERIFY(!link);
        QVERIFY(link.error().kind == Error::Kind::Malformed);
        QVERIFY(!link.error().message.isEmpty());
    }

    /// Whatever is read means one thing: written again and read, it is the same.
    void noiseIsRefusedOrMeansOneThing()
    {
        std::mt19937 random(11);
        const QStringList pieces{
            u"konductor://"_s,    u"/"_s,     u"lease"_s,  u"view"_s,  u"?"_s,     u"page="_s,    u"&"_s,
            u"query="_s,          u"%41"_s,   u"%"_s,      u"a"_s,     u"a-b.c"_s, u"columns="_s, u","_s,
            u"descending=true"_s, u"sort="_s, u"%C3%BC"_s, u"leases"_s};
        int read = 0;
        for (int i = 0; i < 50'000; ++i) {
            QString text = random() % 8 == 0 ? QString() : u"konductor://a/"_s;
            text += random() % 2 == 0 ? u"lease/a/"_s : u"view?page=leases"_s;
            for (size_t n = random() % 6; n > 0; --n) {
                text += pieces[static_cast<qsizetype>(random() % static_cast<size_t>(pieces.size()))];
            }
            if (const auto link = parseDeepLink(text)) {
                ++read;
                QVERIFY2(parseDeepLink(toText(*link)) == *link, qPrintable(text));
            }
        }
        QVERIFY(read > 1'000);
    }
};

QTEST_APPLESS_MAIN(DeepLinkTest)
#include "tst_deeplink.moc"
