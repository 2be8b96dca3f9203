// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/kube/connectionsettings.h"

#include <QNetworkProxy>
#include <QProcessEnvironment>

namespace konductor::kube {

/// What the environment says about proxies, by Go's rules (kube.md 2.17): HTTPS_PROXY before https_proxy, and so on.
struct ProxyEnvironment {
    QString http;
    QString https;
    QString exceptions; ///< NO_PROXY: domains, hosts, addresses, each with a port or not, CIDR ranges, or "*".

    static ProxyEnvironment from(const QProcessEnvironment& environment);
};

/// Whether Go would go through a proxy to this address: never to this machine, nor to what the exceptions name.
bool wantsProxy(const QUrl& url, const QString& exceptions);

/// The proxy's address as it is used: that of the settings in any case, else the environment's for this server. Empty
/// for none. The user's name and password may stand in it.
QUrl proxyUrlFor(const ConnectionSettings& settings, const ProxyEnvironment& environment);

/// The same for Qt: HTTP (CONNECT) or SOCKS5, names resolved by the proxy. Unsupported for an https proxy, Config for
/// what is no address.
Result<QNetworkProxy> proxyFor(const ConnectionSettings& settings, const ProxyEnvironment& environment);

} // namespace konductor::kube
