// SPDX-License-Identifier: Apache-2.0
#include "tests/chaos/campaign.h"
#include "tests/support/realcluster.h"

#include <QTest>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace konductor::test {

/// A session that watches the real API server through a proxy that does harm.
class tst_RealServerChaos final : public QObject {
    Q_OBJECT
    static Result<kube::Response> makeNamespace(const kube::ConnectionSettings& settings)
    {
        Client client(settings);
        kube::Request request;
        request.verb = kube::Verb::Post;
        request.path = u"/api/v1/namespaces"_s;
        request.contentType = "application/json";
        request.body = R"({"apiVersion":"v1","kind":"Namespace","metadata":{"name":"team-a"}})";
        return client.send(request);
    }

private slots:
    void sessionEqualsTheServerAfterEverySchedule()
    {
        const auto cluster = RealCluster::start(qEnvironmentVariable("KONDUCTOR_TESTCLUSTER"));
        QVERIFY2(cluster, cluster ? "" : qPrintable(oneLine(cluster.error())));
        const auto settings = settingsOf((*cluster)->kubeconfig());
        QVERIFY(settings);
        QVERIFY(makeNamespace(*settings));
        Campaign campaign;
        QVERIFY(campaign.addServer(*settings));
        QVERIFY(campaign.run(30, 8h));
    }
};

} // namespace konductor::test

int main(int argc, char* argv[])
{
    return konductor::test::runOnRealCluster<konductor::test::tst_RealServerChaos>(argc, argv);
}
#include "tst_realserverchaos.moc"
