// SPDX-License-Identifier: Apache-2.0
#include "app/console/typedclusters.h"

#include <QCoreApplication>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <cstdio>

using namespace konductor;
using namespace konductor::app;
using namespace Qt::StringLiterals;

/// Typed-in clusters, with a real keyring on a bus of its own, or with no bus at all.
class TestTypedClusters final : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    const bool m_hasKeyring = qEnvironmentVariableIsSet("KONDUCTOR_TEST_KEYRING");

    QString path() const { return m_dir.filePath(u"console.ini"_s); }
    static kube::ConnectionSettings cluster(const QString& name)
    {
        kube::ConnectionSettings out;
        out.contextName = name;
        out.clusterName = name;
        out.userName = name;
        out.server = QUrl(u"https://api.example:6443"_s);
        out.ns = u"team-a"_s;
        out.caPem = "-----BEGIN CERTIFICATE-----\nauthority\n-----END CERTIFICATE-----\n";
        out.token = Secret("CANARY-Schlüssel-π");
        return out;
    }
    Result<void> keep(TypedClusters& clusters, const kube::ConnectionSettings& what)
    {
        std::optional<Result<void>> answer;
        clusters.keep(what, [&answer](Result<void> told) { answer = std::move(told); });
        return QTest::qWaitFor([&] { return answer.has_value(); }, 20'000)
            ? *answer
            : fail(makeError(Error::Kind::Timeout, {}, u"no answer"_s));
    }
    Result<kube::ConnectionSettings> load(TypedClusters& clusters, const QString& name)
    {
        std::optional<Result<kube::ConnectionSettings>> answer;
        clusters.load(name, [&answer](Result<kube::ConnectionSettings> told) { answer = std::move(told); });
        return QTest::qWaitFor([&] { return answer.has_value(); }, 20'000)
            ? *answer
            : fail(makeError(Error::Kind::Timeout, {}, u"no answer"_s));
    }
    QByteArray settingsText() const
    {
        QFile file(path());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

private slots:
    void cleanup() { QFile::remove(path()); }

    void probeTellsWhetherThereIsAKeychain()
    {
        Keychain keychain;
        std::optional<bool> available;
        keychain.probe([&available](bool told) { available = told; });
        QTRY_VERIFY_WITH_TIMEOUT(available.has_value(), 20'000);
        QCOMPARE(*available, m_hasKeyring);
    }

    void clusterIsThereInTheNextRunWithItsSecret()
    {
        if (!m_hasKeyring) {
            QSKIP("SKIPPED: needs a keyring");
        }
        const QString name = u"Köln [test]/1"_s;
        {
            QSettings settings(path(), QSettings::IniFormat);
            TypedClusters clusters(&settings);
            QVERIFY(keep(clusters, cluster(name)));
        }
        QSettings settings(path(), QSettings::IniFormat);
        TypedClusters clusters(&settings);
        QCOMPARE(clusters.names(), QStringList{name});
        QCOMPARE(clusters.serverOf(name), u"https://api.example:6443"_s);
        const auto loaded = load(clusters, name);
        QVERIFY2(loaded, loaded ? "" : qPrintable(oneLine(loaded.error())));
        QVERIFY(loaded->token == cluster(name).token);
        QCOMPARE(loaded->caPem, cluster(name).caPem);
        QCOMPARE(loaded->ns, u"team-a"_s);
    }

    void forgottenClusterLeavesNoSecret()
    {
        if (!m_hasKeyring) {
            QSKIP("needs a keyring");
        }
        QSettings settings(path(), QSettings::IniFormat);
        TypedClusters clusters(&settings);
        QVERIFY(keep(clusters, cluster(u"gone"_s)));
        clusters.forget(u"gone"_s);
        QVERIFY(clusters.names().isEmpty());
        const auto isGone = [&clusters] {
            std::optional<Result<Secret>> answer;
            clusters.keychain().read(u"gone"_s, [&answer](Result<Secret> told) { answer = std::move(told); });
            return QTest::qWaitFor([&] { return answer.has_value(); }, 5'000) && !*answer
                && answer->error().kind == Error::Kind::NotFound;
        };
        QTRY_VERIFY_WITH_TIMEOUT(isGone(), 20'000);
    }

    void withoutAKeychainTheSecretLivesAsLongAsTheProgram()
    {
        if (m_hasKeyring) {
            QSKIP("needs that there is none");
        }
        QSettings settings(path(), QSettings::IniFormat);
        {
            TypedClusters clusters(&settings);
            const auto kept = keep(clusters, cluster(u"c"_s));
            QVERIFY(!kept);
            QVERIFY(kept.error().kind == Error::Kind::Unsupported);
            const auto loaded = load(clusters, u"c"_s);
            QVERIFY(loaded && loaded->token == cluster(u"c"_s).token);
        }
        TypedClusters next(&settings);
        QCOMPARE(next.names(), QStringList{u"c"_s});
        QVERIFY(!load(next, u"c"_s));
    }

    void secretIsNeverInTheSettings()
    {
        {
            QSettings settings(path(), QSettings::IniFormat);
            TypedClusters clusters(&settings);
            QCOMPARE(keep(clusters, cluster(u"c"_s)).has_value(), m_hasKeyring);
        }
        const QByteArray text = settingsText();
        QVERIFY2(text.contains("api.example"), text.constData());
        QVERIFY2(!text.contains("CANARY"), text.constData());
        QVERIFY(!text.contains(QByteArray("CANARY-Schlüssel-π").toBase64()));
    }
};

namespace {

/// Runs this program again on a bus of its own; `keyring` starts a real gnome-keyring on it.
int runApart(const QString& self, bool keyring)
{
    QTemporaryDir home;
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"HOME"_s, home.path());
    environment.insert(u"XDG_RUNTIME_DIR"_s, home.path());
    environment.insert(u"XDG_CURRENT_DESKTOP"_s, u"GNOME"_s); // QtKeychain asks it which keychain to take
    environment.remove(u"DBUS_SESSION_BUS_ADDRESS"_s);
    environment.insert(u"KONDUCTOR_TEST_APART"_s, u"1"_s);
    process.setProcessChannelMode(QProcess::ForwardedChannels);
    if (keyring) {
        environment.insert(u"KONDUCTOR_TEST_KEYRING"_s, u"1"_s);
        process.setProcessEnvironment(environment);
        process.start(u"dbus-run-session"_s,
                      {u"--"_s, u"sh"_s, u"-c"_s,
                       u"printf pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null; exec \"$0\""_s,
                       self});
    } else {
        environment.insert(u"DBUS_SESSION_BUS_ADDRESS"_s, u"unix:path=/nonexistent"_s);
        process.setProcessEnvironment(environment);
        process.start(self, QStringList());
    }
    return process.waitForFinished(90'000) && process.exitStatus() == QProcess::NormalExit ? process.exitCode() : 1;
}

} // namespace

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    if (qEnvironmentVariableIsSet("KONDUCTOR_TEST_APART")) {
        TestTypedClusters test;
        return QTest::qExec(&test, QCoreApplication::arguments());
    }
    const QString self = QCoreApplication::applicationFilePath();
    const int without = runApart(self, false);
    if (QStandardPaths::findExecutable(u"dbus-run-session"_s).isEmpty()
        || QStandardPaths::findExecutable(u"gnome-keyring-daemon"_s).isEmpty()) {
        std::puts("without gnome-keyring and dbus only the way without a keychain was tried");
        return without;
    }
    return runApart(self, true) + without;
}
#include "tst_typedclusters.moc"
