// SPDX-License-Identifier: Apache-2.0
#include "tests/support/programrun.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace konductor::test;

/// `konductor-inspect connect` as a program: its two outputs and its codes.
class TestConnectCommand : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    QByteArray m_out;
    QByteArray m_err;

    int run(const QStringList& arguments)
    {
        const Ended ended = runInspect(arguments);
        m_out = ended.out;
        m_err = ended.err;
        return ended.code;
    }

private slots:
    void jsonHasEveryStepOnce()
    {
        QCOMPARE(run({u"--sandbox"_s, u"connect"_s, u"-o"_s, u"json"_s}), 0);
        const QJsonObject root = QJsonDocument::fromJson(m_out).object();
        QCOMPARE(root["schema"_L1].toString(), u"konductor.io/connect/v1"_s);
        QVERIFY(root["connects"_L1].toBool());
        QStringList steps;
        for (const QJsonValue& step : root["steps"_L1].toArray()) {
            steps.append(step["step"_L1].toString());
            QVERIFY2(step["result"_L1].toString() != u"failed", qPrintable(step["finding"_L1].toString()));
            QVERIFY(step["milliseconds"_L1].isDouble());
        }
        QCOMPARE(steps,
                 (QStringList{u"files"_s, u"context"_s, u"credentials"_s, u"dns"_s, u"tcp"_s, u"proxy"_s, u"tls"_s,
                              u"authentication"_s, u"version"_s, u"discovery"_s, u"rights"_s}));
    }

    void firstFailureIsSaidWithAdviceAndEndsItWithThree()
    {
        QFile file(m_dir.filePath(u"config"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(
            "current-context: x\nclusters: [{name: c, cluster: {server: 'http://127.0.0.1:1'}}]\n"
            "users: [{name: u, user: {token: CANARY}}]\ncontexts: [{name: x, context: {cluster: c, user: u}}]\n");
        file.close();
        QCOMPARE(run({u"--kubeconfig"_s, file.fileName(), u"connect"_s}), 3);
        QVERIFY2(m_out.contains("✗ TCP              127.0.0.1:1: connection refused"), m_out.constData());
        QVERIFY2(m_out.contains("→ Is the API server running at this address?"), m_out.constData());
        QVERIFY2(m_out.contains("– Rights           not reached"), m_out.constData());
        QVERIFY(m_err.isEmpty());
        QVERIFY(!m_out.contains("CANARY"));
        QCOMPARE(run({u"--kubeconfig"_s, m_dir.filePath(u"none"_s), u"connect"_s, u"-o"_s, u"json"_s}), 3);
        QVERIFY(!QJsonDocument::fromJson(m_out).object()["connects"_L1].toBool(true));
    }

    void crdsArePrintedWithoutACluster()
    {
        QCOMPARE(run({u"--kubeconfig"_s, m_dir.filePath(u"none"_s), u"crds"_s, u"print"_s}), 0);
        QCOMPARE(m_out.count("\nkind: CustomResourceDefinition\n"), 11);
        QCOMPARE(m_out.count("---\n"), 11);
        QCOMPARE(run({u"--sandbox"_s, u"crds"_s}), 0);
        QCOMPARE(m_out.count(" served\n"), 11);
    }
};

QTEST_GUILESS_MAIN(TestConnectCommand)
#include "tst_connectcommand.moc"
