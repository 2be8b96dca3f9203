// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/settings.h"

#include <QFile>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace konductor;
using namespace konductor::ui;
using namespace Qt::StringLiterals;

class SettingsTest : public QObject {
    Q_OBJECT
private slots:
    void everySettingHasAKeyOfItsOwnWordsAndAStandardWithinItsRange()
    {
        QStringList keys;
        for (const SettingSpec& spec : settingSpecs()) {
            QVERIFY2(!keys.contains(spec.key), qPrintable(spec.key));
            keys.append(spec.key);
            QVERIFY(!spec.label.isEmpty() && spec.help.endsWith(u'.'));
            QVERIFY(spec.allows(spec.standard) && spec.range.size() >= 2);
            QCOMPARE(specOf(spec.setting).key, spec.key);
            QCOMPARE(Settings(nullptr).value(spec.setting), spec.standard);
        }
    }

    void theReadmeHasTheTable()
    {
        QFile readme(QStringLiteral(KONDUCTOR_SOURCE_DIR "/README.md"));
        QVERIFY(readme.open(QIODevice::ReadOnly));
        const QString table = settingsDocumentation();
        QVERIFY2(QString::fromUtf8(readme.readAll()).contains(u'\n' + table + u'\n'),
                 qPrintable(u"README.md needs exactly this:\n"_s + table));
    }

    void whatIsSetIsToldOnceAndThereTheNextTime()
    {
        QSettings store(path(), QSettings::IniFormat);
        for (const SettingSpec& spec : settingSpecs()) {
            Settings settings(&store);
            const QSignalSpy changes(&settings, &Settings::changed);
            const QString last = spec.range.back().name;
            settings.set(spec.setting, last);
            settings.set(spec.setting, last);
            QCOMPARE(changes.count(), last == spec.standard ? 0 : 1);
            QCOMPARE(Settings(&store).value(spec.setting), last);
        }
    }

    void whatIsOutOfRangeChangesNothingAndCountsAsTheStandardInAFile()
    {
        QSettings store(path(), QSettings::IniFormat);
        Settings settings(&store);
        settings.set(Setting::Appearance, u"plaid"_s);
        QCOMPARE(settings.value(Setting::Appearance), u"desktop"_s);
        store.setValue(u"appearance"_s, QStringList{u"dark"_s, u"light"_s});
        QCOMPARE(settings.value(Setting::Appearance), u"desktop"_s);
    }

    void theCommandLineHoldsForThisRunUntilThePersonChooses()
    {
        QSettings store(path(), QSettings::IniFormat);
        Settings settings(&store);
        QVERIFY(settings.override(u"appearance=dark"_s));
        QCOMPARE(settings.value(Setting::Appearance), u"dark"_s);
        QCOMPARE(Settings(&store).value(Setting::Appearance), u"desktop"_s);
        settings.set(Setting::Appearance, u"light"_s);
        QCOMPARE(Settings(&store).value(Setting::Appearance), u"light"_s);
        QVERIFY(settings.override(u"appearance=plaid"_s).error().message.kept.contains(u"desktop, light, dark"_s));
        QVERIFY(settings.override(u"nonsense"_s).error().message.kept.contains(u"nonsense"_s));
    }

    void whatIsExportedCanBeImportedAndNothingElseIsInIt()
    {
        QSettings store(path(), QSettings::IniFormat);
        store.setValue(u"contexts/secret-name"_s, u"x"_s);
        Settings settings(&store);
        settings.set(Setting::Appearance, u"dark"_s);
        settings.set(Setting::AskBeforeClosing, u"off"_s);
        const QString file = m_folder.filePath(u"exported.ini"_s);
        QVERIFY(settings.exportTo(file));
        QCOMPARE(QSettings(file, QSettings::IniFormat).allKeys().size(), static_cast<qsizetype>(settingSpecs().size()));
        Settings other(nullptr);
        QVERIFY(other.importFrom(file));
        QCOMPARE(other.value(Setting::Appearance), u"dark"_s);
        QVERIFY(!other.isOn(Setting::AskBeforeClosing));
        other.reset();
        QCOMPARE(other.value(Setting::Appearance), u"desktop"_s);
    }

    void aFileThatCannotBeUsedSaysWhyAndChangesNothing_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("word");
        QTest::newRow("not an INI file") << QByteArray("[x\nno INI\n") << u"no file of settings"_s;
        QTest::newRow("unknown key") << QByteArray("appearance=dark\ntaste=good\n") << u"taste"_s;
        QTest::newRow("out of range") << QByteArray("appearance=dark\naskBeforeClosing=maybe\n") << u"maybe"_s;
    }

    void aFileThatCannotBeUsedSaysWhyAndChangesNothing()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, word);
        QFile file(m_folder.filePath(u"foreign.ini"_s));
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(bytes);
        file.close();
        Settings settings(nullptr);
        const auto done = settings.importFrom(file.fileName());
        QVERIFY(!done);
        QVERIFY2(done.error().message.kept.contains(word), qPrintable(done.error().message.kept));
        QCOMPARE(settings.value(Setting::Appearance), u"desktop"_s);
        QVERIFY(!settings.importFrom(m_folder.filePath(u"absent.ini"_s)));
        QVERIFY(!settings.exportTo(m_folder.filePath(u"foreign.ini/below-a-file.ini"_s)));
    }

    void cleanup() { QFile::remove(path()); }

private:
    QString path() const { return m_folder.filePath(u"console.ini"_s); }

    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(SettingsTest)
#include "tst_settings.moc"
