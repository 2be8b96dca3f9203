// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/connectdialog.h"
#include "ui/theme/consolestyle.h"

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>
#include <QTreeWidget>

using namespace konductor::ui;
using namespace Qt::StringLiterals;

class TestConnectDialog final : public QObject {
    Q_OBJECT

private:
    static std::vector<ContextChoice> contexts()
    {
        return {{u"prod-eu"_s, u"eu"_s, u"ops"_s, u"team-a"_s, u"config"_s},
                {u"<b>staging</b>"_s, u"st"_s, u"dev"_s, {}, u"config"_s}};
    }

private slots:
    void searchThenReturnConnects()
    {
        ConnectDialog dialog(contexts(), {{u"nightly-pipeline"_s, u"A night"_s}}, {});
        dialog.open();
        QSignalSpy context(&dialog, &ConnectDialog::contextChosen);
        QSignalSpy sandbox(&dialog, &ConnectDialog::sandboxChosen);
        auto* search = dialog.findChild<QLineEdit*>();
        QTest::keyClicks(search, u"STAG"_s);
        QTest::keyClick(search, Qt::Key_Return);
        QCOMPARE(context.size(), 1);
        QCOMPARE(context[0][0].toString(), u"<b>staging</b>"_s);
        QCOMPARE(sandbox.size(), 0);
        QVERIFY(!dialog.isVisible());
    }
    void scenarioOpensTheSandbox()
    {
        ConnectDialog dialog(contexts(), {{u"nightly-pipeline"_s, u"A night"_s}}, {});
        dialog.open();
        QSignalSpy sandbox(&dialog, &ConnectDialog::sandboxChosen);
        auto* search = dialog.findChild<QLineEdit*>();
        QTest::keyClicks(search, u"nightly"_s);
        QTest::keyClick(search, Qt::Key_Return);
        QCOMPARE(sandbox.size(), 1);
        QCOMPARE(sandbox[0][0].toString(), u"nightly-pipeline"_s);
    }
    void returnWithNothingFoundStaysOpen()
    {
        ConnectDialog dialog(contexts(), {}, {});
        dialog.open();
        QSignalSpy context(&dialog, &ConnectDialog::contextChosen);
        auto* search = dialog.findChild<QLineEdit*>();
        QTest::keyClicks(search, u"zzz"_s);
        QTest::keyClick(search, Qt::Key_Return);
        QCOMPARE(context.size(), 0);
        QVERIFY(dialog.isVisible());
    }
    void unreadableFileIsSaidAsPlainText()
    {
        ConnectDialog dialog({}, {}, {u"<b>config</b> cannot be read."_s});
        const auto labels = dialog.findChildren<QLabel*>();
        const auto it = std::find_if(labels.begin(), labels.end(),
                                     [](const QLabel* l) { return l->text().contains(u"<b>config</b>"_s); });
        QVERIFY(it != labels.end());
        QCOMPARE((*it)->textFormat(), Qt::PlainText);
    }
    void showsInLightAndDark()
    {
        for (const Scheme scheme : {Scheme::Light, Scheme::Dark}) {
            applyTheme(*qApp, scheme);
            ConnectDialog dialog(contexts(), {{u"nightly-pipeline"_s, u"A night"_s}},
                                 {u"old.yaml cannot be read: not YAML."_s});
            dialog.open();
            QCOMPARE(dialog.findChild<QTreeWidget*>()->topLevelItemCount(), 3);
            if (const QString folder = qEnvironmentVariable("KONDUCTOR_PICTURES"); !folder.isEmpty()) {
                QVERIFY(dialog.grab().save(folder + u"/connect-%1.png"_s.arg(static_cast<int>(scheme))));
            }
        }
    }
};

QTEST_MAIN(TestConnectDialog)

#include "tst_connectdialog.moc"
