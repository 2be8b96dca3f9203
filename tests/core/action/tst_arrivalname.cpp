// SPDX-License-Identifier: Apache-2.0
#include "core/action/arrivalname.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using konductor::action::arrivalName;

class tst_ArrivalName : public QObject {
    Q_OBJECT
private slots:
    void becomesADnsName_data()
    {
        QTest::addColumn<QString>("barrier");
        QTest::addColumn<QString>("holder");
        QTest::addColumn<QString>("name");
        QTest::newRow("a pod's name stays") << u"nightly"_s << u"worker-0"_s << u"nightly-worker-0"_s;
        QTest::newRow("upper case") << u"nightly"_s << u"Worker"_s << u"nightly-worker"_s;
        QTest::newRow("dots between letters stay")
            << u"nightly"_s << u"host.example.org"_s << u"nightly-host.example.org"_s;
        QTest::newRow("dots elsewhere do not") << u"nightly"_s << u".a..b."_s << u"nightly--a--b"_s;
        QTest::newRow("other characters") << u"nightly"_s << u"a/b c_d"_s << u"nightly-a-b-c-d"_s;
        QTest::newRow("nothing left of the holder") << u"nightly"_s << u"λ€"_s << u"nightly"_s;
    }
    void becomesADnsName()
    {
        QFETCH(QString, barrier);
        QFETCH(QString, holder);
        QFETCH(QString, name);
        QCOMPARE(arrivalName(barrier, holder, {}), name);
    }

    void everyHolderGivesAValidName()
    {
        static const QRegularExpression dns(u"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"_s);
        const QStringList holders{QString(253, u'x'),
                                  QString(253, u'-'),
                                  QString(253, u'.'),
                                  u"a\u202Eb"_s,
                                  u"\n"_s,
                                  u"<b>"_s,
                                  QString(200, u'a') + u'.' + QString(52, u'b'),
                                  u"-"_s};
        for (const QString& holder : holders) {
            const QString name = arrivalName(QString(63, u'b'), holder, {});
            QVERIFY2(dns.match(name).hasMatch(), qPrintable(name));
            QVERIFY(name.size() <= 253);
        }
    }

    void clashingNamesAreToldApart()
    {
        QSet<QString> taken;
        for (const QString& holder : {u"a b"_s, u"a/b"_s, u"A-b"_s, u"a b"_s}) {
            const QString name = arrivalName(u"nightly"_s, holder, taken);
            QVERIFY(!taken.contains(name));
            taken.insert(name);
        }
        QCOMPARE(taken.size(), 4);
    }

    void cutNamesOfDifferentHoldersDiffer()
    {
        const QString start(252, u'x');
        QVERIFY(arrivalName(u"nightly"_s, start + u'a', {}) != arrivalName(u"nightly"_s, start + u'b', {}));
    }
};

QTEST_GUILESS_MAIN(tst_ArrivalName)
#include "tst_arrivalname.moc"
