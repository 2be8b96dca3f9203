// SPDX-License-Identifier: Apache-2.0
#include "core/api/kind.h"
#include "tests/support/programrun.h"
#include "tests/support/scriptedserver.h"

#include <QFile>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

using namespace konductor;
using namespace konductor::test;
using namespace Qt::StringLiterals;

namespace {
const QString group = u"/apis/sync.konductor.io/v1"_s;
constexpr int namespaces = 20;
constexpr int files = 256;
constexpr qsizetype watchesOfThem = (files - files / 4) / 2;
} // namespace

/// A cluster that takes more watches than this process may have connections.
class TestOpenFiles : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    ScriptedServer m_server;
    QList<ExchangePtr> m_open;
    QSet<QString> m_watched;
    qsizetype m_mostAtOnce = 0;
    QProcess m_program;

    void watch(const ExchangePtr& exchange)
    {
        exchange->beginStream();
        m_watched.insert(exchange->request.path);
        m_open.append(exchange);
        m_open.removeIf([](const ExchangePtr& one) { return !one->isOpen(); });
        m_mostAtOnce = std::max(m_mostAtOnce, m_open.size());
        const int seconds = exchange->request.query.queryItemValue(u"timeoutSeconds"_s).toInt();
        QTimer::singleShot(std::chrono::seconds(seconds), this, [this, exchange] {
            m_open.removeOne(exchange);
            exchange->endStream();
        });
    }

private slots:
    void initTestCase()
    {
        QByteArrayList names;
        for (int number = 0; number < namespaces; ++number) {
            names += "{\"metadata\":{\"name\":\"ns-" + QByteArray::number(number) + "\"}}";
        }
        QByteArrayList resources;
        for (const Kind kind : konductorKinds) {
            const QString plural = kindInfo(kind).plural.toString();
            resources += "{\"name\":\"" + plural.toUtf8() + "\"}";
            m_server.on(group + u'/' + plural, [](const ExchangePtr& e) { e->status(403, "Forbidden"); });
        }
        m_server.on(u"/version"_s, [](const ExchangePtr& e) { e->json("{\"gitVersion\":\"v1.36.3\"}"); });
        m_server.on(group, [resources](const ExchangePtr& e) {
            e->json("{\"kind\":\"APIResourceList\",\"resources\":[" + resources.join(',') + "]}");
        });
        m_server.on(u"/api/v1/namespaces"_s,
                    [names](const ExchangePtr& e) { e->json("{\"items\":[" + names.join(',') + "]}"); });
        m_server.on(group + u"/namespaces/"_s, [this](const ExchangePtr& e) {
            if (e->request.query.hasQueryItem(u"watch"_s)) {
                watch(e);
            } else {
                e->json("{\"kind\":\"SomeList\",\"metadata\":{\"resourceVersion\":\"9\"},\"items\":[]}");
            }
        });
        QFile file(m_folder.filePath(u"config"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{\"current-context\":\"c\",\"clusters\":[{\"name\":\"c\",\"cluster\":{\"server\":\""
                   + m_server.url().toEncoded()
                   + "\"}}],\"users\":[{\"name\":\"u\",\"user\":{}}],"
                     "\"contexts\":[{\"name\":\"c\",\"context\":{\"cluster\":\"c\",\"user\":\"u\"}}]}");
    }
    void cleanupTestCase()
    {
        m_program.kill();
        m_program.waitForFinished();
    }

    void moreNamespacesThanFilesAreFollowedInTurns()
    {
        m_program.start(u"sh"_s,
                        {u"-c"_s, u"ulimit -n %1; exec \"$@\""_s.arg(files), u"sh"_s, inspectProgram, u"--kubeconfig"_s,
                         m_folder.filePath(u"config"_s), u"-A"_s, u"watch"_s, u"-o"_s, u"json"_s});
        QTRY_VERIFY_WITH_TIMEOUT(m_program.bytesAvailable() > 0 || m_program.state() == QProcess::NotRunning, 60'000);
        const QByteArray said = m_program.readLine();
        QVERIFY2(said.contains("\"type\":\"SYNCED\""), (said + m_program.readAllStandardError()).constData());
        QTRY_COMPARE_WITH_TIMEOUT(m_watched.size(),
                                  qsizetype{namespaces} * static_cast<qsizetype>(konductorKinds.size()), 60'000);
        QCOMPARE(m_program.state(), QProcess::Running);
        QVERIFY2(m_mostAtOnce <= watchesOfThem, qPrintable(QString::number(m_mostAtOnce)));
    }
};

QTEST_GUILESS_MAIN(TestOpenFiles)
#include "tst_openfiles.moc"
