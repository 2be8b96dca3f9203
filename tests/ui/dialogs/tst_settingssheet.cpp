// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/settingssheet.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QLabel>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

using namespace konductor;
using namespace konductor::ui;
using namespace Qt::StringLiterals;

class SettingsSheetTest : public QObject {
    Q_OBJECT
private slots:
    void init()
    {
        m_host = std::make_unique<QWidget>();
        m_host->resize(1000, 700);
        m_host->show();
        m_settings = std::make_unique<Settings>(nullptr);
        m_sheet = new SettingsSheet(*m_settings, m_host.get());
        QVERIFY(m_sheet->isVisible());
    }

    void everySettingHasANamedControlThatShowsItsValue()
    {
        for (const SettingSpec& spec : settingSpecs()) {
            auto* control = m_sheet->findChild<QWidget*>(spec.key);
            QVERIFY2(control, qPrintable(spec.key));
            QCOMPARE(control->accessibleName(), spec.label);
            QCOMPARE(shown(spec), spec.standard);
        }
    }

    void everyControlTakesEffectAtOnceByKeyAndFollowsWhatChangesElsewhere()
    {
        for (const SettingSpec& spec : settingSpecs()) {
            auto* control = m_sheet->findChild<QWidget*>(spec.key);
            QTest::keyClick(control, spec.type == SettingSpec::Type::Switch ? Qt::Key_Space : Qt::Key_Down);
            QVERIFY2(m_settings->value(spec.setting) != spec.standard, qPrintable(spec.key));
            QCOMPARE(shown(spec), m_settings->value(spec.setting));
            m_settings->set(spec.setting, spec.standard);
            QCOMPARE(shown(spec), spec.standard);
        }
    }

    void resetPutsAllBack()
    {
        m_settings->set(Setting::Appearance, u"dark"_s);
        QTest::mouseClick(m_sheet->findChild<QPushButton*>(u"reset"_s), Qt::LeftButton);
        QCOMPARE(m_settings->value(Setting::Appearance), u"desktop"_s);
    }

    void whatCannotBeImportedIsSaidInTheSheet()
    {
        const QTemporaryDir folder;
        QFile file(folder.filePath(u"taste.ini"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("<b>taste</b>=good\n");
        file.close();
        QTest::mouseClick(m_sheet->findChild<QPushButton*>(u"import"_s), Qt::LeftButton);
        auto* dialog = m_sheet->findChild<QFileDialog*>();
        QVERIFY(dialog);
        emit dialog->fileSelected(file.fileName());
        auto* problem = m_sheet->findChild<QLabel*>(u"problem"_s);
        QVERIFY(problem->isVisible());
        QVERIFY2(problem->text().contains(u"There is no setting"_s), qPrintable(problem->text()));
        QCOMPARE(problem->textFormat(), Qt::PlainText);
    }

    void escapeClosesIt()
    {
        QTest::keyClick(m_sheet, Qt::Key_Escape);
        QTRY_VERIFY(!m_sheet);
    }

    void cleanup()
    {
        m_host.reset();
        m_settings.reset();
    }

private:
    QString shown(const SettingSpec& spec) const
    {
        if (spec.type == SettingSpec::Type::Switch) {
            return spec.range[m_sheet->findChild<QCheckBox*>(spec.key)->isChecked() ? 0 : 1].name;
        }
        return m_sheet->findChild<QComboBox*>(spec.key)->currentData().toString();
    }

    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<QWidget> m_host;
    QPointer<SettingsSheet> m_sheet;
};

QTEST_MAIN(SettingsSheetTest)
#include "tst_settingssheet.moc"
