// SPDX-License-Identifier: Apache-2.0
#include "core/sandbox/sandbox.h"
#include "tests/core/sdk/sdkcontract.h"

using namespace Qt::StringLiterals;

namespace konductor::test {

class tst_Contract final : public SdkContract {
    Q_OBJECT
    Result<kube::ConnectionSettings> startServer() override
    {
        sandbox::Sandbox::Options options;
        options.scenario = u"empty"_s;
        auto started = sandbox::Sandbox::start(options);
        if (!started) {
            return fail(started.error());
        }
        m_sandbox = std::move(*started);
        return m_sandbox->connectionSettings();
    }
    std::unique_ptr<sandbox::Sandbox> m_sandbox;
};

} // namespace konductor::test

QTEST_GUILESS_MAIN(konductor::test::tst_Contract)
#include "tst_contract.moc"
