// SPDX-License-Identifier: Apache-2.0
#include "app/console/clusteropener.h"
#include "ui/dialogs/execconsentdialog.h"
#include "ui/dialogs/secretdialog.h"

#include <QApplication>
#include <QCheckBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QLineEdit>
#include <QProcess>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace konductor;
using namespace konductor::app;
using namespace Qt::StringLiterals;

/// From a context's name to settings, with the questions a person is asked on the way.
class TestClusterOpener final : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<QSettings> m_settings;
    SystemClock m_clock;
    std::unique_ptr<ClusterOpener> m_opener;
    std::vector<kube::ConnectionSettings> m_ready;
    std::vector<Error> m_failed;
    int m_gaveUp = 0;

    QString path(const QString& name) const { return m_dir->filePath(name); }
    void write(const QString& name, const QByteArray& content, bool executable = false) const
    {
        QFile file(path(name));
        if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate) || file.write(content) != content.size()) {
            qFatal("cannot write the test's own file");
        }
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner
                            | (executable ? QFile::ExeOwner : QFile::Permission()));
    }
    void writeConfig(const QByteArray& user, const QByteArray& context = "c") const
    {
        write(u"config"_s,
              "current-context: " + context + "\nclusters: [{name: k, cluster: {server: 'https://api.example'}}]\n"
                  + "contexts: [{name: " + context
                  + ", context: {cluster: k, user: u}}]\nusers: [{name: u, user: " + user + "}]\n");
    }
    void writePlugin() const
    {
        write(u"get-token"_s, "#!/bin/sh\ntouch " + path(u"ran"_s).toUtf8() + "\n", true);
        writeConfig("{exec: {apiVersion: client.authentication.k8s.io/v1, interactiveMode: Never, command: "
                    + path(u"get-token"_s).toUtf8() + ", args: [--for, a b]}}");
    }
    void open() { m_opener->open({path(u"config"_s), {}, {}}, {}, nullptr); }
    template <class D> static D* shown()
    {
        for (QWidget* widget : QApplication::topLevelWidgets()) {
            if (auto* dialog = qobject_cast<D*>(widget); dialog && dialog->isVisible()) {
                return dialog;
            }
        }
        return nullptr;
    }
    void makeOpener()
    {
        m_opener = std::make_unique<ClusterOpener>(m_settings.get(), m_clock);
        connect(m_opener.get(), &ClusterOpener::ready, this,
                [this](const kube::ConnectionSettings& settings) { m_ready.push_back(settings); });
        connect(m_opener.get(), &ClusterOpener::failed, this,
                [this](const Error& error) { m_failed.push_back(error); });
        connect(m_opener.get(), &ClusterOpener::gaveUp, this, [this] { ++m_gaveUp; });
    }

private slots:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        qputenv("HOME", m_dir->path().toUtf8());
        qunsetenv("KUBERC");
        m_settings = std::make_unique<QSettings>(path(u"console.ini"_s), QSettings::IniFormat);
        m_ready.clear();
        m_failed.clear();
        m_gaveUp = 0;
        makeOpener();
    }
    void cleanup() { m_opener.reset(); }

    void plainContextIsReadyAtOnce()
    {
        writeConfig("{token: t}");
        open();
        QCOMPARE(m_ready.size(), size_t(1));
        QVERIFY(!m_ready.front().readOnly);
        QVERIFY(!shown<QDialog>());
    }

    void pluginIsAskedAboutAndRefusedByDefault()
    {
        writePlugin();
        open();
        ui::ExecConsentDialog* dialog = nullptr;
        QTRY_VERIFY_WITH_TIMEOUT((dialog = shown<ui::ExecConsentDialog>()), 20'000);
        QTest::keyClick(dialog, Qt::Key_Return); // a careless Return is a no
        QTRY_COMPARE(m_gaveUp, 1);
        QVERIFY(m_ready.empty());
        QVERIFY(!QFile::exists(path(u"ran"_s)));
    }

    void agreementIsRememberedForThatProgramOnly()
    {
        writePlugin();
        open();
        ui::ExecConsentDialog* dialog = nullptr;
        QTRY_VERIFY_WITH_TIMEOUT((dialog = shown<ui::ExecConsentDialog>()), 20'000);
        dialog->findChild<QCheckBox*>()->setChecked(true);
        QTest::mouseClick(dialog->findChild<QPushButton*>(u"allow"_s), Qt::LeftButton);
        QCOMPARE(m_ready.size(), size_t(1));
        QVERIFY(m_ready[0].exec->allowed);
        QVERIFY(m_ready[0].exec->useLoginPath);
        makeOpener(); // the next run
        open();
        QTRY_COMPARE_WITH_TIMEOUT(m_ready.size(), size_t(2), 20'000);
        QVERIFY(m_ready[1].exec->allowed);
        QVERIFY(!QFile::exists(path(u"ran"_s))); // opening runs nothing by itself
        m_settings->sync();
        QFile settings(path(u"console.ini"_s));
        QVERIFY(settings.open(QIODevice::ReadOnly));
        QVERIFY(!settings.readAll().contains("get-token")); // a fingerprint stands there
        writeConfig("{exec: {apiVersion: client.authentication.k8s.io/v1, interactiveMode: Never, command: "
                    + path(u"get-token"_s).toUtf8() + ", args: [--for, other]}}");
        open();
        QTRY_VERIFY_WITH_TIMEOUT(shown<ui::ExecConsentDialog>(), 20'000);
    }

    void deniedByKubercIsNotAskedAbout()
    {
        writePlugin();
        QDir(m_dir->path()).mkpath(u".kube"_s);
        write(u".kube/kuberc"_s,
              "apiVersion: kubectl.config.k8s.io/v1beta1\nkind: Preference\ncredentialPluginPolicy: DenyAll\n");
        open();
        QTRY_COMPARE_WITH_TIMEOUT(m_failed.size(), size_t(1), 20'000);
        QVERIFY(m_failed.front().message.kept.contains(u"kuberc"));
        QVERIFY(!shown<ui::ExecConsentDialog>());
    }

    void encryptedKeyAsksUntilThePassphraseIsRight()
    {
        QProcess openssl;
        openssl.start(u"openssl"_s,
                      {u"req"_s, u"-x509"_s, u"-newkey"_s, u"rsa:2048"_s, u"-passout"_s, u"pass:right"_s, u"-keyout"_s,
                       path(u"key"_s), u"-out"_s, path(u"crt"_s), u"-subj"_s, u"/CN=me"_s});
        if (!openssl.waitForFinished(60'000) || openssl.exitCode() != 0) {
            QSKIP("SKIPPED: there is no openssl program here");
        }
        writeConfig("{client-certificate: " + path(u"crt"_s).toUtf8() + ", client-key: " + path(u"key"_s).toUtf8()
                    + "}");
        open();
        const auto answer = [](const QString& passphrase) {
            auto* dialog = shown<ui::SecretDialog>();
            if (dialog) {
                QTest::keyClicks(dialog->findChild<QLineEdit*>(), passphrase);
                QTest::keyClick(dialog->findChild<QLineEdit*>(), Qt::Key_Return);
            }
            return dialog != nullptr;
        };
        QVERIFY(answer(u"wrong"_s));
        QVERIFY(m_ready.empty());
        QVERIFY(answer(u"right"_s));
        QCOMPARE(m_ready.size(), size_t(1));
        QVERIFY(m_ready.front().keyPassphrase == Secret("right"));
    }

    void productionIsReadOnlyUntilToldOtherwise()
    {
        writeConfig("{token: t}", "prod-eu");
        open();
        QVERIFY(m_ready.at(0).readOnly);
        ui::ContextChoices choices = m_opener->book().of(u"prod-eu"_s);
        choices.readOnly = false;
        m_opener->book().keep(u"prod-eu"_s, choices);
        makeOpener();
        open();
        QVERIFY(!m_ready.at(1).readOnly);
    }

    void unusableContextSaysWhy()
    {
        writeConfig("{token: t, username: u, password: p}");
        open();
        QCOMPARE(m_failed.size(), size_t(1));
        QVERIFY(m_failed.front().message.kept.contains(u"more than one way"));
    }
};

QTEST_MAIN(TestClusterOpener)
#include "tst_clusteropener.moc"
