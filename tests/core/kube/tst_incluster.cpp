// SPDX-License-Identifier: Apache-2.0
#include "core/kube/incluster.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace konductor;
using namespace konductor::kube;
using namespace Qt::StringLiterals;

class TestInCluster : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    void write(const QString& name, const QByteArray& content) const
    {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly)) {
            qFatal("cannot write the test's own file");
        }
        file.write(content);
    }
    static QProcessEnvironment pod(const QString& host, const QString& port = u"443"_s)
    {
        QProcessEnvironment environment;
        environment.insert(u"KUBERNETES_SERVICE_HOST"_s, host);
        environment.insert(u"KUBERNETES_SERVICE_PORT"_s, port);
        return environment;
    }

private slots:
    void cleanup()
    {
        for (const char* name : {"token", "ca.crt", "namespace"}) {
            QFile::remove(m_folder.filePath(QString::fromLatin1(name)));
        }
    }
    void kube_2_32_podFindsItsServer();
    void kube_2_32_ipv6HostGetsItsBrackets();
    void kube_2_32_missingAuthorityMeansTheSystems();
    void kube_2_32_missingTokenIsAnError();
    void kube_2_32_noPodIsNothing();
    void kube_2_11_namespaceOfThePodIsTaken();
};

void TestInCluster::kube_2_32_podFindsItsServer()
{
    write(u"token"_s, "t\n");
    write(u"ca.crt"_s, "THE CA");
    const auto settings = inClusterSettings(pod(u"10.0.0.1"_s), m_folder.path());
    QVERIFY(settings && *settings);
    QCOMPARE((*settings)->server.toString(), u"https://10.0.0.1:443"_s);
    QCOMPARE((*settings)->caPem, QByteArray("THE CA"));
    QCOMPARE((*settings)->tokenFile, m_folder.filePath(u"token"_s));
    QCOMPARE((*settings)->ns, u"default"_s);
}

void TestInCluster::kube_2_32_ipv6HostGetsItsBrackets()
{
    write(u"token"_s, "t");
    const auto settings = inClusterSettings(pod(u"fd00::1"_s, u"6443"_s), m_folder.path());
    QVERIFY(settings && *settings);
    QCOMPARE((*settings)->server.toString(), u"https://[fd00::1]:6443"_s);
}

void TestInCluster::kube_2_32_missingAuthorityMeansTheSystems()
{
    write(u"token"_s, "t");
    const auto settings = inClusterSettings(pod(u"10.0.0.1"_s), m_folder.path());
    QVERIFY(settings && *settings);
    QVERIFY((*settings)->caPem.isEmpty());
    QVERIFY(!(*settings)->insecure);
}

void TestInCluster::kube_2_32_missingTokenIsAnError()
{
    const auto settings = inClusterSettings(pod(u"10.0.0.1"_s), m_folder.path());
    QVERIFY(settings && !*settings);
    QVERIFY(oneLine(settings->error()).contains(m_folder.filePath(u"token"_s)));
}

void TestInCluster::kube_2_32_noPodIsNothing()
{
    QVERIFY(!inClusterSettings({}, m_folder.path()));
    QVERIFY(!inClusterSettings(pod(u"10.0.0.1"_s, {}), m_folder.path()));
    const auto odd = inClusterSettings(pod(u"10.0.0.1"_s, u"https"_s), m_folder.path());
    QVERIFY(odd && !*odd);
}

void TestInCluster::kube_2_11_namespaceOfThePodIsTaken()
{
    write(u"token"_s, "t");
    write(u"namespace"_s, "team-a\n");
    const auto settings = inClusterSettings(pod(u"10.0.0.1"_s), m_folder.path());
    QVERIFY(settings && *settings);
    QCOMPARE((*settings)->ns, u"team-a"_s);
}

QTEST_GUILESS_MAIN(TestInCluster)
#include "tst_incluster.moc"
