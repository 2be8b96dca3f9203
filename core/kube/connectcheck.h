// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/kube/checkstep.h"
#include "core/kube/clustersurvey.h"
#include "core/kube/kubeconfig.h"
#include "core/kube/socketprobe.h"

#include <QNetworkProxy>
#include <QObject>

#include <functional>
#include <memory>

namespace konductor::kube {

class ExecCredential;

/// Walks the whole way to a cluster, one step after the other, and tells of each what it found, how long it took and
/// what to do (see CheckStage). It goes the connection's own ways: the same files, proxies, TLS settings and requests.
/// The first step that fails ends it, the others are told as skipped; missing kinds and rights end nothing. Nothing is
/// written. Lives on the thread that made it; destroying it ends everything at once.
class ConnectCheck final : public QObject {
    Q_OBJECT
public:
    struct Options {
        KubeConfig::Sources sources;
        QString context; ///< Empty: the current one.
        std::optional<ConnectionSettings> settings; ///< Already known: no files are read.
        /// Asked before an exec plugin runs, see consent().
        std::function<Result<void>(ConnectionSettings&)> consent;
        QString group; ///< Whose kinds are looked for: "sync.konductor.io"
        QString version; ///< "v1"
        QStringList resources; ///< "leases"
        QString ns; ///< Where rights are asked for; empty: the context's.
        std::chrono::milliseconds patience{10'000}; ///< With each step on the network.
    };
    ConnectCheck(Options options, Clock& clock);
    ~ConnectCheck() override;

    void start();
    bool hasFailed() const { return m_failed; }

signals:
    /// Each stage once, in order.
    void stepDone(const konductor::kube::CheckStep& step);
    void finished();

private:
    void run(size_t stage);
    void done(CheckStep step);
    CheckStep files();
    CheckStep context();
    void credentials();
    void pluginGave();
    CheckStep openConnection(const QString& finding, const QStringList& facts);
    void dns();
    void tcp();
    void proxy();
    void tls();
    SocketProbe& newProbe(const QNetworkProxy& proxy, const std::function<void(const SocketProbe::Report&)>& heard);
    template <class T> std::function<void(Result<T>)> later(void (ConnectCheck::*then)(const Result<T>&));
    void signedIn(const Result<Identity>& identity);
    void versionIs(const Result<QString>& version);
    void kindsAre(const Result<ServedKinds>& kinds);
    void rightsAre(const Result<GrantedRights>& rights);
    void authentication();
    void version();
    void discovery();
    void rights();

    Options m_options;
    Clock& m_clock;
    size_t m_stage = 0;
    std::chrono::milliseconds m_began{0};
    bool m_failed = false;
    std::optional<KubeConfig> m_config;
    ConnectionSettings m_settings;
    QUrl m_proxyUrl; ///< Empty: none is used.
    QNetworkProxy m_proxy;
    QStringList m_present; ///< Of the resources.
    std::unique_ptr<ExecCredential> m_plugin;
    std::unique_ptr<SocketProbe> m_probe;
    int m_lookup = -1;
    TimerHandle m_deadline;
    std::unique_ptr<Connection> m_connection;
};

} // namespace konductor::kube
