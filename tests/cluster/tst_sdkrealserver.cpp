// SPDX-License-Identifier: Apache-2.0
#include "tests/core/sdk/sdkcontract.h"
#include "tests/support/clusteroperator.h"
#include "tests/support/realcluster.h"

#include <cstdio>

using namespace Qt::StringLiterals;

namespace konductor::test {

/// The client library's contract on the real API server, with the project's rules as its operator.
class tst_SdkRealServer final : public SdkContract {
    Q_OBJECT
    Result<kube::ConnectionSettings> startServer() override
    {
        auto started = RealCluster::start(qEnvironmentVariable("KONDUCTOR_TESTCLUSTER"));
        if (!started) {
            return fail(started.error());
        }
        m_cluster = std::move(*started);
        const auto settings = settingsOf(m_cluster->kubeconfig());
        if (!settings) {
            return fail(settings.error());
        }
        m_operator = std::make_unique<ClusterOperator>(*settings);
        if (!QTest::qWaitFor([this] { return m_operator->isRunning(); }, 20'000)) {
            return fail(makeError(Error::Kind::Timeout, u"operator"_s, u"the kinds were not listed"_s));
        }
        return *settings;
    }

    std::unique_ptr<RealCluster> m_cluster;
    std::unique_ptr<ClusterOperator> m_operator;

private slots:
    void whoMayNotIsForbidden()
    {
        const auto settings = settingsOf(m_cluster->kubeconfig(u"viewer"_s));
        VERIFY_RESULT(settings);
        auto viewer = sdk::Client::open(*settings, {.ns = u"default"_s, .holder = u"viewer"_s});
        VERIFY_RESULT(viewer);
        const auto permit = await(viewer->acquireSemaphore(u"any"_s));
        QVERIFY(!permit);
        QVERIFY2(sdk::failureOf(permit.error()) == sdk::Failure::Forbidden, qPrintable(words(permit.error())));
        const auto arrived = await(viewer->arriveBarrier(u"any"_s));
        QVERIFY(!arrived && sdk::failureOf(arrived.error()) == sdk::Failure::Forbidden);
    }
};

} // namespace konductor::test

int main(int argc, char* argv[])
{
    return konductor::test::runOnRealCluster<konductor::test::tst_SdkRealServer>(argc, argv);
}
#include "tst_sdkrealserver.moc"
