// SPDX-License-Identifier: Apache-2.0
#include "core/sdk/client.h"

#include "core/kube/incluster.h"
#include "core/kube/kubeconfig.h"
#include "core/sdk/clientcore.h"

#include <QDateTime>
#include <QProcessEnvironment>

using namespace Qt::StringLiterals;

namespace konductor::sdk {

namespace {

/// As the Go SDK: the pod's name, which is what finds the pod of a holder.
QString defaultHolder()
{
    const QString host = qEnvironmentVariable("HOSTNAME");
    return host.isEmpty() ? u"sdk-%1"_s.arg(QDateTime::currentSecsSinceEpoch()) : host;
}

Result<kube::ConnectionSettings> settingsOf(const Client::Config& config)
{
    const QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    if (config.kubeconfig.isEmpty() && config.context.isEmpty() && !environment.contains(u"KUBECONFIG"_s)) {
        if (const auto inCluster = kube::inClusterSettings(environment)) {
            return *inCluster;
        }
    }
    const auto kubeconfig = kube::KubeConfig::load(kube::KubeConfig::Sources::fromProcess(config.kubeconfig));
    return kubeconfig ? kubeconfig->settings(config.context) : fail(kubeconfig.error());
}

} // namespace

/// Destroyed with the last copy of a client; the core lives on in what is under way.
struct Client::LastCopy {
    explicit LastCopy(std::shared_ptr<ClientCore> c) : core(std::move(c)) { }
    ~LastCopy() { core->close(); }
    LastCopy(const LastCopy&) = delete;
    LastCopy& operator=(const LastCopy&) = delete;

    std::shared_ptr<ClientCore> core;
};

Client::Client(std::shared_ptr<ClientCore> core, const Config& config)
    : m_core(std::move(core))
    , m_lastCopy(std::make_shared<LastCopy>(m_core))
    , m_ns(config.ns)
    , m_holder(config.holder.isEmpty() ? defaultHolder() : config.holder)
{
    if (m_ns.isEmpty()) {
        m_ns = m_core->connectionNamespace();
    }
}

Client::Client(kube::Connection& connection, Clock& clock, const Config& config)
    : Client(std::make_shared<ClientCore>(&connection, clock), config)
{
}

Result<Client> Client::open(const kube::ConnectionSettings& settings, const Config& config)
{
    auto core = ClientCore::open(settings);
    if (!core) {
        return fail(core.error());
    }
    return Client(std::move(*core), config);
}

Result<Client> Client::open(const Config& config)
{
    const auto settings = settingsOf(config);
    return settings ? open(*settings, config) : fail(settings.error());
}

Client Client::withNamespace(const QString& ns) const
{
    Client other = *this;
    other.m_ns = ns;
    return other;
}

Client Client::withHolder(const QString& holder) const
{
    Client other = *this;
    other.m_holder = holder;
    return other;
}

QCoro::Task<void> Client::idle()
{
    return m_core->idle();
}

quint64 Client::writesSent() const
{
    return m_core->writes();
}

QString Client::holderOf(const Options& options) const
{
    return options.holder.isEmpty() ? m_holder : options.holder;
}

} // namespace konductor::sdk
