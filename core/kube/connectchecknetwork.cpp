// SPDX-License-Identifier: Apache-2.0
#include "core/base/words.h"
#include "core/kube/certificatefacts.h"
#include "core/kube/connectcheck.h"
#include "core/kube/tlsconfiguration.h"

#include <QDateTime>
#include <QHostAddress>
#include <QHostInfo>

namespace konductor::kube {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto soonExpired = 14 * 24h;

QString lookedUp(const QUrl& server, const QUrl& proxy)
{
    return proxy.isEmpty() ? server.host() : proxy.host();
}

QStringList chainFacts(const SocketProbe::Report& report)
{
    QStringList facts;
    if (!report.protocol.isEmpty()) {
        facts.append(report.protocol);
    }
    for (const QSslCertificate& certificate : report.chain) {
        facts.append(certificateFacts(certificate).shown);
    }
    return facts;
}

} // namespace

SocketProbe& ConnectCheck::newProbe(const QNetworkProxy& proxy,
                                    const std::function<void(const SocketProbe::Report&)>& heard)
{
    m_probe = std::make_unique<SocketProbe>(m_clock, m_options.patience, proxy);
    connect(m_probe.get(), &SocketProbe::ended, this, [this, heard](const SocketProbe::Report& report) {
        m_probe.release()->deleteLater(); // it is in its own signal
        heard(report);
    });
    return *m_probe;
}

void ConnectCheck::dns()
{
    const QString host = lookedUp(m_settings.server, m_proxyUrl);
    const bool direct = m_proxyUrl.isEmpty();
    if (!QHostAddress(host).isNull()) {
        return done(CheckStep::skipped(
            (direct ? inWords("Connect", "%1 is an address, there is nothing to look up")
                    : inWords("Connect", "the proxy's host, %1 is an address, there is nothing to look up"))
                .arg(host)));
    }
    m_deadline = m_clock.after(m_options.patience, [this, host] {
        QHostInfo::abortHostLookup(std::exchange(m_lookup, -1));
        done(
            CheckStep::failed(makeError(Error::Kind::Timeout, host, spoken("Connect", "the name servers do not answer"),
                                        spoken("Connect", "Check the network, and whether a VPN is needed."))));
    });
    m_lookup = QHostInfo::lookupHost(host, this, [this, host, direct](const QHostInfo& info) {
        m_lookup = -1;
        m_deadline.cancel();
        QStringList addresses;
        for (const QHostAddress& address : info.addresses()) {
            addresses.append(address.toString());
        }
        if (addresses.isEmpty()) {
            return done(CheckStep::failed(
                makeError(Error::Kind::Offline, host, spoken("Connect", "the name is not known"),
                          spoken("Connect", "Check the name, the network, and whether a VPN is needed."))));
        }
        done(CheckStep::passed(
            (direct ? inWords("Connect", "%1 is %2") : inWords("Connect", "the proxy's host, %1 is %2"))
                .arg(host, addresses.join(u", "_s))));
    });
}

void ConnectCheck::tcp()
{
    const bool direct = m_proxyUrl.isEmpty();
    SocketProbe& probe =
        newProbe(QNetworkProxy(QNetworkProxy::NoProxy), [this, direct](const SocketProbe::Report& report) {
            done(report.error ? CheckStep::failed(*report.error)
                              : CheckStep::passed((direct ? inWords("Connect", "%1 answers")
                                                          : inWords("Connect", "the proxy at %1 answers"))
                                                      .arg(report.peer)));
        });
    probe.tcp(lookedUp(m_settings.server, m_proxyUrl), direct ? portOf(m_settings.server) : m_proxy.port());
}

void ConnectCheck::proxy()
{
    if (m_proxyUrl.isEmpty()) {
        return done(CheckStep::skipped(inWords("Connect", "none is named, or this server is excepted from it")));
    }
    const QString from =
        m_settings.proxyUrl.isEmpty() ? inWords("Connect", "the environment") : inWords("Connect", "the kubeconfig");
    const QString what =
        inWords("Connect", "%1 at %2 from %3")
            .arg(m_proxyUrl.scheme(), m_proxyUrl.authority(QUrl::FullyEncoded).section(u'@', -1), from);
    if (m_settings.server.scheme() == u"http") {
        return done(CheckStep::passed(inWords("Connect", "%1; it is asked with each request").arg(what)));
    }
    SocketProbe& probe = newProbe(m_proxy, [this, what](const SocketProbe::Report& report) {
        done(report.error ? CheckStep::failed(*report.error, {what})
                          : CheckStep::passed(inWords("Connect", "%1 makes the connection").arg(what)));
    });
    probe.tcp(m_settings.server.host(), portOf(m_settings.server));
}

void ConnectCheck::tls()
{
    if (m_settings.server.scheme() == u"http") {
        return done(CheckStep::skipped(inWords("Connect", "the server's address is plain http")));
    }
    auto configuration = tlsConfiguration(m_settings);
    if (!configuration) {
        return done(CheckStep::failed(configuration.error()));
    }
    SocketProbe& probe = newProbe(m_proxy, [this](const SocketProbe::Report& report) {
        const QStringList facts = chainFacts(report);
        if (report.error) {
            return done(CheckStep::failed(*report.error, facts));
        }
        if (m_settings.insecure) {
            return done(CheckStep::warned(
                inWords("Connect", "encrypted, but nobody checks who the server is"),
                inWords("Connect", "Name its \"certificate-authority\" instead of insecure-skip-tls-verify."), facts));
        }
        const QDateTime until = report.chain.value(0).expiryDate().toUTC();
        const auto left =
            std::chrono::milliseconds(until.toMSecsSinceEpoch() - m_clock.now().time_since_epoch().count());
        const QString finding = inWords("Connect", "the certificate \"%1\" is good until %2")
                                    .arg(commonNameOf(report.chain.value(0)).shown, until.toString(Qt::ISODate));
        done(left < soonExpired
                 ? CheckStep::warned(finding, inWords("Connect", "Renew the server's certificate soon."), facts)
                 : CheckStep::passed(finding, facts));
    });
    probe.tls(m_settings.server, *configuration, m_settings.tlsServerName);
}

} // namespace konductor::kube
