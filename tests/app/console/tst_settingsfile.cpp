// SPDX-License-Identifier: Apache-2.0
#include "app/console/settingsfile.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace konductor;
using namespace Qt::StringLiterals;

class SettingsFileTest : public QObject {
    Q_OBJECT
private slots:
    void whatIsWrittenIsThereTheNextTimeAndOnlyForThisUser()
    {
        {
            const app::SettingsFile file = app::SettingsFile::open(path());
            QVERIFY(!file.problem());
            file.settings->setValue(u"window/page"_s, u"leases"_s);
        }
        const app::SettingsFile again = app::SettingsFile::open(path());
        QVERIFY(!again.problem());
        QCOMPARE(again.settings->value(u"window/page"_s).toString(), u"leases"_s);
        QCOMPARE(QFile::permissions(path())
                     & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther),
                 QFile::Permissions());
    }

    void aBrokenFileIsSetAsideAndNamedEachTimeUnderAnotherName()
    {
        for (const QString& aside : {path() + u".broken"_s, path() + u".broken-2"_s}) {
            write("[window\nthis is no = INI file\n");
            const app::SettingsFile file = app::SettingsFile::open(path());
            QVERIFY(file.problem());
            QVERIFY2(file.problem()->message.kept.contains(aside), qPrintable(file.problem()->message.kept));
            QVERIFY(QFile::exists(aside));
            file.settings->setValue(u"a"_s, 1);
            file.settings->sync();
            QVERIFY(file.settings->status() == QSettings::NoError);
        }
    }

    void whateverIsNoIniFileIsBroken_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("a section without an end") << QByteArray("[window\na=1\n");
        QTest::newRow("a line without a value") << QByteArray("%%%%%% [[[\nnot = <html>\nfoo bar baz");
        QTest::newRow("a page") << QByteArray("<!doctype html>\n<p>Sign in to the network</p>\n");
        QTest::newRow("noise") << QByteArray("\x7f"
                                             "ELF\x02\x01\x01\n\xff\xfe\x80\n\x01\x02");
    }
    void whateverIsNoIniFileIsBroken()
    {
        QFETCH(const QByteArray, bytes);
        const QTemporaryDir folder;
        const QString place = folder.filePath(u"console.ini"_s);
        QFile file(place);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
        file.close();
        const app::SettingsFile opened = app::SettingsFile::open(place);
        QVERIFY(opened.problem());
        QFile aside(opened.aside);
        QVERIFY(aside.open(QIODevice::ReadOnly));
        QCOMPARE(aside.readAll(), bytes); // nothing of it is lost
    }

private:
    QString path() const { return m_folder.filePath(u"deep/console.ini"_s); }
    void write(const QByteArray& bytes)
    {
        QFile file(path());
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(bytes);
    }

    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(SettingsFileTest)
#include "tst_settingsfile.moc"
