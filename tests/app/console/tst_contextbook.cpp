// SPDX-License-Identifier: Apache-2.0
#include "app/console/contextbook.h"

#include <QTemporaryDir>
#include <QTest>

using namespace konductor;
using namespace konductor::app;
using namespace Qt::StringLiterals;

/// What is remembered for a context.
class TestContextBook final : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;
    QString file() const { return m_dir->filePath(u"console.ini"_s); }

private slots:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }

    void choicesOutliveTheProgram()
    {
        const ui::ContextChoices made{{ui::ClusterColor::Violet, true}, false, {u"team-a"_s, u"team-b"_s}};
        {
            QSettings settings(file(), QSettings::IniFormat);
            ContextBook(&settings).keep(u"staging"_s, made);
        }
        QSettings settings(file(), QSettings::IniFormat);
        const ContextBook book(&settings);
        QVERIFY(book.of(u"staging"_s) == made);
        QVERIFY(book.of(u"other"_s) == ui::ContextChoices());
    }

    void withoutSettingsTheyLastForTheRun()
    {
        ContextBook book(nullptr);
        book.keep(u"staging"_s, {.readOnly = true});
        QVERIFY(book.of(u"staging"_s).readOnly);
    }

    void whatLooksLikeProductionIsMarkedAndReadOnlyUntilToldOtherwise()
    {
        QSettings settings(file(), QSettings::IniFormat);
        ContextBook book(&settings);
        QVERIFY(book.of(u"prod-eu"_s).mark.production && book.of(u"prod-eu"_s).readOnly);
        book.keep(u"prod-eu"_s, {});
        const ContextBook later(&settings);
        QVERIFY(!later.of(u"prod-eu"_s).mark.production && !later.of(u"prod-eu"_s).readOnly);
    }

    void theFileHasNoContextsNameAndWhatIsWrittenInByHandIsChecked()
    {
        QSettings settings(file(), QSettings::IniFormat);
        ContextBook(&settings).keep(u"the-context"_s, {.mark = {.color = ui::ClusterColor::Teal}});
        settings.sync();
        QFile written(file());
        QVERIFY(written.open(QIODevice::ReadOnly));
        QVERIFY(!written.readAll().contains("the-context"));
        for (const QString& key : settings.allKeys()) {
            if (key.endsWith(u"/color"_s)) {
                settings.setValue(key, u"infrared"_s);
            } else if (key.endsWith(u"/namespaces"_s)) {
                settings.setValue(key, QStringList{u"../secrets"_s, u"team-a"_s});
            }
        }
        const ContextBook book(&settings);
        QVERIFY(!book.of(u"the-context"_s).mark.color);
        QCOMPARE(book.of(u"the-context"_s).namespaces, QStringList{u"team-a"_s});
    }
};

QTEST_MAIN(TestContextBook)
#include "tst_contextbook.moc"
