// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/checkdialog.h"
#include "ui/dialogs/execconsentdialog.h"
#include "ui/dialogs/secretdialog.h"
#include "ui/dialogs/typedclusterdialog.h"
#include "ui/theme/consolestyle.h"

#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTreeWidget>

using namespace konductor;
using namespace konductor::ui;
using namespace Qt::StringLiterals;

/// What is asked, and shown, on the way to a cluster.
class TestClusterDialogs final : public QObject {
    Q_OBJECT

    static ExecConsentDialog::Question question()
    {
        kube::ExecPlugin plugin;
        plugin.command = u"aws"_s;
        plugin.arguments = {u"eks"_s, u"get-token"_s, u"--cluster-name"_s, u"prod-eu\n<b>x</b>"_s};
        plugin.environment = {{u"AWS_PROFILE"_s, u"ops"_s}};
        plugin.file = u"/home/ada/.kube/config"_s;
        return {u"prod-eu"_s, plugin, u"/usr/local/bin/aws"_s, QString(64, u'a')};
    }
    static void fillToken(TypedClusterDialog& dialog)
    {
        const auto edits = dialog.findChildren<QLineEdit*>();
        for (QLineEdit* edit : edits) {
            const QString name = edit->accessibleName();
            edit->setText(name == u"Name"         ? u"far"_s
                              : name == u"Server" ? u"api.example:6443"_s
                              : name == u"Token"  ? u" CANARY "_s
                                                  : QString());
        }
    }
    static void picture(QWidget& widget, const QString& name, Scheme scheme)
    {
        if (const QString folder = qEnvironmentVariable("KONDUCTOR_PICTURES"); !folder.isEmpty()) {
            QVERIFY(widget.grab().save(folder + u"/%1-%2.png"_s.arg(name).arg(static_cast<int>(scheme))));
        }
    }

private slots:
    void everyArgumentStandsOnALineOfItsOwn()
    {
        ExecConsentDialog dialog(question());
        const QString command = dialog.findChildren<QPlainTextEdit*>().front()->toPlainText();
        QCOMPARE(command.count(u'\n'), 4);
        QVERIFY(command.startsWith(u"/usr/local/bin/aws\n"));
        QVERIFY2(command.contains(u"prod-eu␊<b>x</b>"), qPrintable(command));
    }

    void aProgramThatIsNotThereIsSaidBeforeItIsAllowed()
    {
        const auto says = [](const ExecConsentDialog::Question& asked) {
            ExecConsentDialog dialog(asked);
            dialog.open();
            const auto labels = dialog.findChildren<QLabel*>();
            return std::any_of(labels.begin(), labels.end(), [](const QLabel* label) {
                return label->isVisible() && label->text().contains(u"no such program"_s);
            });
        };
        ExecConsentDialog::Question asked = question();
        QVERIFY(!says(asked));
        asked.program.clear();
        QVERIFY(says(asked));
    }

    void agreeingTakesAPressOnTheButton()
    {
        ExecConsentDialog dialog(question());
        dialog.open();
        QSignalSpy agreed(&dialog, &ExecConsentDialog::agreed);
        QTest::keyClick(&dialog, Qt::Key_Return);
        QVERIFY(!dialog.isVisible());
        QCOMPARE(agreed.size(), 0);
        dialog.open();
        QTest::mouseClick(dialog.findChild<QPushButton*>(u"allow"_s), Qt::LeftButton);
        QCOMPARE(agreed.size(), 1);
        QCOMPARE(agreed[0][0].toBool(), false); // not remembered unless asked to
    }

    void secretIsHiddenAndHandedOverOnce()
    {
        SecretDialog dialog(u"Passphrase"_s, u"key.pem is encrypted."_s, {});
        dialog.open();
        auto* edit = dialog.findChild<QLineEdit*>();
        QCOMPARE(edit->echoMode(), QLineEdit::Password);
        Secret got;
        connect(&dialog, &SecretDialog::entered, this, [&got](const Secret& secret) { got = secret; });
        QTest::keyClicks(edit, u"CANARY"_s);
        QTest::keyClick(edit, Qt::Key_Return);
        QVERIFY(got == Secret("CANARY"));
        QVERIFY(edit->text().isEmpty());
    }

    void typedClusterBecomesSettings()
    {
        TypedClusterDialog dialog;
        fillToken(dialog);
        const auto settings = dialog.settings();
        QVERIFY(settings);
        QCOMPARE(settings->server, QUrl(u"https://api.example:6443"_s));
        QCOMPARE(settings->contextName, u"far"_s);
        QCOMPARE(settings->ns, u"default"_s);
        QVERIFY(settings->token == Secret("CANARY"));
        dialog.findChild<QComboBox*>()->setCurrentIndex(1);
        QVERIFY(!dialog.settings()); // certificate and key are missing
    }

    void incompleteClusterStaysOpenWithTheReason()
    {
        TypedClusterDialog dialog;
        dialog.open();
        QSignalSpy entered(&dialog, &TypedClusterDialog::entered);
        fillToken(dialog);
        for (QLineEdit* edit : dialog.findChildren<QLineEdit*>()) {
            if (edit->accessibleName() == u"Server") {
                edit->setText(u"http://api.example"_s); // a token never travels in plain http
            }
        }
        for (QPushButton* button : dialog.findChildren<QPushButton*>()) {
            if (button->text() == u"Connect") {
                QTest::mouseClick(button, Qt::LeftButton);
            }
        }
        QCOMPARE(entered.size(), 0);
        QVERIFY(dialog.isVisible());
    }

    void dialogSaysWhereTheSecretGoes()
    {
        TypedClusterDialog dialog;
        const auto says = [&dialog](const QString& words) {
            const auto labels = dialog.findChildren<QLabel*>();
            return std::any_of(labels.begin(), labels.end(),
                               [&](const QLabel* label) { return label->text().contains(words); });
        };
        dialog.setKeychain(false);
        QVERIFY(says(u"until the program ends"_s));
        dialog.setKeychain(true);
        QVERIFY(says(u"this desktop's keychain"_s));
    }

    void walkIsShownStepByStep()
    {
        CheckDialog dialog(u"prod-eu"_s);
        fill(dialog);
        auto* tree = dialog.findChild<QTreeWidget*>();
        QCOMPARE(tree->topLevelItemCount(), 4);
        QVERIFY(!tree->topLevelItem(0)->isExpanded());
        QVERIFY(tree->topLevelItem(2)->isExpanded());
        QVERIFY(tree->topLevelItem(2)->child(0)->text(1).startsWith(u"→ Renew"));
        QSignalSpy connects(&dialog, &CheckDialog::connectRequested);
        for (QPushButton* button : dialog.findChildren<QPushButton*>()) {
            if (button->text() == u"Connect") {
                QVERIFY(!button->isEnabled());
            }
        }
        QCOMPARE(connects.size(), 0);
    }

    void showInLightAndDark()
    {
        for (const Scheme scheme : {Scheme::Light, Scheme::Dark}) {
            applyTheme(*qApp, scheme);
            ExecConsentDialog consent(question());
            consent.open();
            picture(consent, u"consent"_s, scheme);
            SecretDialog secret(u"Passphrase"_s,
                                u"/home/ada/key.pem is encrypted. Its passphrase is kept until the program ends."_s,
                                u"That was not it."_s);
            secret.open();
            picture(secret, u"passphrase"_s, scheme);
            TypedClusterDialog typed;
            typed.setKeychain(true);
            typed.open();
            picture(typed, u"typed-token"_s, scheme);
            typed.findChild<QComboBox*>()->setCurrentIndex(1);
            picture(typed, u"typed-certificate"_s, scheme);
            CheckDialog check(u"prod-eu"_s);
            fill(check);
            check.open();
            picture(check, u"check"_s, scheme);
            QVERIFY(check.isVisible());
        }
    }

private:
    static void fill(CheckDialog& dialog)
    {
        using Step = kube::CheckStep;
        std::vector<Step> steps{
            Step::passed(u"1 file read, 3 contexts"_s, {u"/home/ada/.kube/config: 3 contexts"_s}),
            Step::passed(u"10.0.0.7:6443 answers"_s),
            Step::failed(makeError(Error::Kind::Tls, u"api.example:6443"_s, u"the server's certificate has expired"_s,
                                   u"Renew the server's certificate; check this machine's clock."_s),
                         {u"certificate \"api\" issued by \"right\", valid from 2020-01-01T00:00:00Z to "
                          "2020-02-01T00:00:00Z, for api.example"_s}),
            Step::skipped(u"not reached"_s)};
        const std::vector<kube::CheckStage> stages{kube::CheckStage::Files, kube::CheckStage::Tcp,
                                                   kube::CheckStage::Tls, kube::CheckStage::Authentication};
        for (size_t i = 0; i < steps.size(); ++i) {
            steps[i].stage = stages[i];
            dialog.add(steps[i]);
        }
        dialog.finish(false);
    }
};

QTEST_MAIN(TestClusterDialogs)
#include "tst_clusterdialogs.moc"
