// SPDX-License-Identifier: Apache-2.0
#include "core/kube/incluster.h"

#include "core/base/words.h"
#include "core/kube/configfile.h"

#include <QHostAddress>

namespace konductor::kube {

using namespace Qt::StringLiterals;

std::optional<Result<ConnectionSettings>> inClusterSettings(const QProcessEnvironment& environment,
                                                            const QString& folder)
{
    const QString host = environment.value(u"KUBERNETES_SERVICE_HOST"_s);
    const QString port = environment.value(u"KUBERNETES_SERVICE_PORT"_s);
    if (host.isEmpty() || port.isEmpty()) {
        return std::nullopt;
    }
    ConnectionSettings settings;
    settings.contextName = u"in-cluster"_s;
    settings.clusterName = u"in-cluster"_s;
    settings.userName = u"service account"_s;
    settings.server.setScheme(u"https"_s);
    settings.server.setHost(host);
    settings.server.setPort(port.toInt());
    if (!settings.server.isValid() || settings.server.host().isEmpty() || port.toUShort() == 0) {
        return fail(makeError(Error::Kind::Config, spoken("Kubeconfig", "pod's environment"),
                              spoken("Kubeconfig", "KUBERNETES_SERVICE_HOST and _PORT are no address")));
    }
    settings.tokenFile = folder + u"/token"_s;
    if (const auto token = readConfigFile(settings.tokenFile, spoken("Kubeconfig", "service account token")); !token) {
        return fail(token.error());
    }
    if (const auto ca = readConfigFile(folder + u"/ca.crt"_s, spoken("Kubeconfig", "service account ca.crt"))) {
        settings.caPem = *ca;
        settings.caFile = folder + u"/ca.crt"_s;
    }
    const auto ns = readConfigFile(folder + u"/namespace"_s, spoken("Kubeconfig", "service account namespace"));
    settings.ns = ns && !ns->trimmed().isEmpty() ? QString::fromUtf8(ns->trimmed()) : u"default"_s;
    return settings;
}

} // namespace konductor::kube
