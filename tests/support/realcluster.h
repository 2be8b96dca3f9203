// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/kube/connectionsettings.h"
#include "core/kube/request.h"

#include <QCoreApplication>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <cstdio>
#include <memory>
#include <vector>

namespace konductor::kube {
class Connection;
}

namespace konductor::test {

/// A client of its own beside the session under test, on the test's thread: what another person or tool would send.
class Client {
public:
    explicit Client(const kube::ConnectionSettings& settings);
    ~Client();

    /// Sends and waits for the answer; Timeout after ten seconds.
    Result<kube::Response> send(const kube::Request& request);
    /// Sends all at once; the first error where one is refused, else the answers in the order of the requests.
    Result<std::vector<kube::Response>> sendAll(const std::vector<kube::Request>& requests);

private:
    SystemClock m_clock;
    std::unique_ptr<kube::Connection> m_connection;
};

/// The settings of a kubeconfig's current context.
Result<kube::ConnectionSettings> settingsOf(const QString& kubeconfig);

/// A real API server with the eleven CRDs, in a folder of its own, while the object lives. Nobody reconciles on it.
class RealCluster {
public:
    /// Starts `program` (see tests/cluster/testcluster) and waits until every kind answers.
    static Result<std::unique_ptr<RealCluster>> start(const QString& program);
    ~RealCluster();

    /// "admin", "cert" or "viewer".
    QString kubeconfig(const QString& who = QStringLiteral("admin")) const;

private:
    RealCluster() = default;
    Result<void> launch(const QString& program);
    Result<void> install(Client& client);

    QTemporaryDir m_dir;
    QProcess m_server;
};

/// The main() of a test that needs a real API server: says that it is skipped where there is none.
template <class Test, class Application = QCoreApplication> int runOnRealCluster(int argc, char** argv)
{
    if (qEnvironmentVariableIsEmpty("KONDUCTOR_TESTCLUSTER")) {
        std::puts("SKIPPED: the real API server needs Go 1.26 or later");
        return 0;
    }
    Application app(argc, argv);
    Test test;
    return QTest::qExec(&test, argc, argv);
}

} // namespace konductor::test
