// SPDX-License-Identifier: Apache-2.0
#include "core/sandbox/sandbox.h"
#include "tests/cluster/clustercontract.h"

#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;

namespace konductor::test {

class tst_SandboxContract final : public ClusterContract {
    Q_OBJECT
    Result<QString> startServer() override
    {
        sandbox::Sandbox::Options options;
        options.scenario = u"empty"_s;
        auto started = sandbox::Sandbox::start(options);
        if (!started) {
            return fail(started.error());
        }
        m_sandbox = std::move(*started);
        QFile file(m_dir.filePath(u"kubeconfig"_s));
        if (!file.open(QIODevice::WriteOnly)) {
            return fail(makeError(Error::Kind::Config, file.fileName(), file.errorString()));
        }
        file.write(m_sandbox->kubeconfig());
        return file.fileName();
    }

    QTemporaryDir m_dir;
    std::unique_ptr<sandbox::Sandbox> m_sandbox;
};

} // namespace konductor::test

QTEST_GUILESS_MAIN(konductor::test::tst_SandboxContract)
#include "tst_sandboxcontract.moc"
