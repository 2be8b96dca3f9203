// SPDX-License-Identifier: Apache-2.0
#include "core/kube/kubeconfigresolver.h"

#include "core/base/joined.h"
#include "core/base/words.h"
#include "core/kube/configfile.h"

#include <algorithm>

namespace konductor::kube {

using namespace Qt::StringLiterals;

namespace {

tl::unexpected<Error> configError(const Spoken& subject, const Spoken& message, const Spoken& advice = {})
{
    return fail(makeError(Error::Kind::Config, subject, message, advice));
}

Spoken knownVersions()
{
    return spoken("Kubeconfig", "There are client.authentication.k8s.io/v1 and client.authentication.k8s.io/v1beta1.");
}

/// Both providers left client-go with 1.26; kubectl names the same replacements (kube.md 2.24).
Spoken adviceFor(const QString& authProvider)
{
    if (authProvider == u"gcp") {
        return spoken("Kubeconfig", "Use the exec plugin gke-gcloud-auth-plugin, as kubectl does since 1.26.");
    }
    if (authProvider == u"azure") {
        return spoken("Kubeconfig", "Use the exec plugin kubelogin, as kubectl does since 1.26.");
    }
    return spoken("Kubeconfig", "Use an exec plugin, a token or a client certificate.");
}

Result<QUrl> proxyOf(const QString& text, const Spoken& subject)
{
    const QUrl url(text, QUrl::StrictMode);
    const QString scheme = url.scheme();
    if (!url.isValid() || url.host().isEmpty()
        || (scheme != u"http" && scheme != u"https" && scheme != u"socks5" && scheme != u"socks5h")) {
        return configError(subject,
                           spoken("Kubeconfig", "its proxy-url is not an http, https or socks5 URL with a host"));
    }
    return url;
}

} // namespace

Spoken KubeConfig::Resolver::clusterSubject() const
{
    return spoken("Kubeconfig", "cluster \"%1\" in %2")
        .arg(context.cluster, config.m_clusters.value(context.cluster).file);
}

Spoken KubeConfig::Resolver::userSubject() const
{
    return spoken("Kubeconfig", "user \"%1\" in %2").arg(context.user, config.m_users.value(context.user).file);
}

Result<ConnectionSettings> KubeConfig::Resolver::resolve() const
{
    if (const auto sound = checkContext(); !sound) {
        return fail(sound.error());
    }
    ConnectionSettings settings;
    settings.contextName = context.name;
    settings.clusterName = context.cluster;
    settings.userName = context.user;
    settings.ns = context.ns.isEmpty() ? u"default"_s : context.ns;
    if (const auto added = addCluster(config.m_clusters.value(context.cluster), settings); !added) {
        return fail(added.error());
    }
    if (const auto added = addUser(config.m_users.value(context.user), settings); !added) {
        return fail(added.error());
    }
    return settings;
}

Result<void> KubeConfig::Resolver::checkContext() const
{
    std::vector<Spoken> problems;
    if (!context.ns.isEmpty() && !isNamespaceName(context.ns)) {
        problems.push_back(spoken("Kubeconfig", "its namespace \"%1\" is not a valid name").arg(context.ns));
    }
    if (context.cluster.isEmpty()) {
        problems.push_back(spoken("Kubeconfig", "it names no cluster"));
    } else if (!config.m_clusters.contains(context.cluster)) {
        problems.push_back(spoken("Kubeconfig", "its cluster \"%1\" is not in the kubeconfig").arg(context.cluster));
    }
    if (context.user.isEmpty()) {
        problems.push_back(spoken("Kubeconfig", "it names no user"));
    } else if (!config.m_users.contains(context.user)) {
        problems.push_back(spoken("Kubeconfig", "its user \"%1\" is not in the kubeconfig").arg(context.user));
    }
    if (!problems.empty()) {
        return configError(spoken("Kubeconfig", "context \"%1\"").arg(context.name), joined(problems, u"; "_s));
    }
    return {};
}

Result<void> KubeConfig::Resolver::addCluster(const Cluster& cluster, ConnectionSettings& settings) const
{
    const Spoken subject = clusterSubject();
    if (!cluster.problem.isEmpty()) {
        return configError(subject, cluster.problem);
    }
    if (cluster.server.isEmpty()) {
        return configError(subject, spoken("Kubeconfig", "its server is empty"));
    }
    const QString address = cluster.server.contains(u"://"_s) ? cluster.server : u"https://"_s + cluster.server;
    const QUrl url(address, QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty() || (url.scheme() != u"https" && url.scheme() != u"http")) {
        return configError(subject,
                           spoken("Kubeconfig", "its server \"%1\" is not an http or https URL").arg(cluster.server));
    }
    settings.server =
        url.adjusted(QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment | QUrl::StripTrailingSlash);
    if (!cluster.proxyUrl.isEmpty()) {
        const auto proxy = proxyOf(cluster.proxyUrl, subject);
        if (!proxy) {
            return fail(proxy.error());
        }
        settings.proxyUrl = *proxy;
    }
    settings.insecure = cluster.insecure;
    settings.tlsServerName = cluster.tlsServerName;
    if (cluster.insecure && (!cluster.caFile.isEmpty() || !cluster.caData.isEmpty())) {
        return configError(subject,
                           spoken("Kubeconfig", "it has both a certificate authority and insecure-skip-tls-verify"),
                           spoken("Kubeconfig", "Remove one of them."));
    }
    settings.caPem = cluster.caData;
    if (settings.caPem.isEmpty() && !cluster.caFile.isEmpty()) {
        const auto pem = readConfigFile(cluster.caFile, subject + u", certificate-authority"_s);
        if (!pem) {
            return fail(pem.error());
        }
        settings.caPem = *pem;
        settings.caFile = cluster.caFile;
    }
    return {};
}

Result<void> KubeConfig::Resolver::addUser(const User& user, ConnectionSettings& settings) const
{
    const Spoken subject = userSubject();
    if (!user.problem.isEmpty()) {
        return configError(subject, user.problem);
    }
    if (user.exec && !user.authProvider.isEmpty()) {
        return configError(subject, spoken("Kubeconfig", "it has both an exec plugin and an auth-provider"));
    }
    if (!user.authProvider.isEmpty()) {
        return fail(makeError(
            Error::Kind::Unsupported, subject,
            spoken("Kubeconfig", "it signs in through the auth-provider \"%1\", which this program does not have")
                .arg(user.authProvider),
            adviceFor(user.authProvider)));
    }
    if (user.impersonation.user.isEmpty() && !user.impersonation.isEmpty()) {
        return configError(
            subject,
            spoken("Kubeconfig", "it acts with a uid, groups or extra fields, but as no user (\"as\" is missing)"));
    }
    settings.impersonation = user.impersonation;
    if (const auto added = addCertificate(user, settings); !added) {
        return added;
    }
    if (const auto added = addTokens(user, settings); !added) {
        return added;
    }
    return addPlugin(user, settings);
}

Result<void> KubeConfig::Resolver::addCertificate(const User& user, ConnectionSettings& settings) const
{
    const Spoken subject = userSubject();
    // The data form is preferred (kube.md 2.12), for certificate and key each on its own.
    settings.clientCertificatePem = user.certificateData;
    if (settings.clientCertificatePem.isEmpty() && !user.certificateFile.isEmpty()) {
        const auto pem = readConfigFile(user.certificateFile, subject + u", client-certificate"_s);
        if (!pem) {
            return fail(pem.error());
        }
        settings.clientCertificatePem = *pem;
        settings.clientCertificateFile = user.certificateFile;
    }
    settings.clientKeyPem = user.keyData;
    if (settings.clientKeyPem.isEmpty() && !user.keyFile.isEmpty()) {
        const auto pem = readConfigFile(user.keyFile, subject + u", client-key"_s);
        if (!pem) {
            return fail(pem.error());
        }
        settings.clientKeyPem = Secret(*pem);
        settings.clientKeyFile = user.keyFile;
    }
    if (!settings.clientCertificatePem.isEmpty() && settings.clientKeyPem.isEmpty()) {
        return configError(subject, spoken("Kubeconfig", "it has a client certificate but no client key"));
    }
    if (settings.clientCertificatePem.isEmpty() && !settings.clientKeyPem.isEmpty()) {
        return configError(subject, spoken("Kubeconfig", "it has a client key but no client certificate"));
    }
    return {};
}

Result<void> KubeConfig::Resolver::addTokens(const User& user, ConnectionSettings& settings) const
{
    const Spoken subject = userSubject();
    const bool hasToken = !user.token.isEmpty() || !user.tokenFile.isEmpty();
    if (hasToken && !user.username.isEmpty()) {
        return configError(subject,
                           spoken("Kubeconfig", "it has more than one way to sign in: a token and a user name"));
    }
    settings.token = user.token;
    settings.tokenFile = user.tokenFile;
    settings.username = user.username;
    settings.password = user.password;
    if (!user.tokenFile.isEmpty() && user.token.isEmpty()) {
        const auto token = readConfigFile(user.tokenFile, subject + u", tokenFile"_s);
        if (!token) {
            return fail(token.error());
        }
        if (token->trimmed().isEmpty()) {
            return configError(subject + u", tokenFile"_s, spoken("Kubeconfig", "%1 is empty").arg(user.tokenFile));
        }
    }
    return {};
}

/// kubectl checks the plugin's entry in any case, but runs it only when nothing else signs in (kube.md 2.19).
Result<void> KubeConfig::Resolver::addPlugin(const User& user, ConnectionSettings& settings) const
{
    if (!user.exec) {
        return {};
    }
    const Spoken subject = userSubject() + u", exec"_s;
    const ExecPlugin& plugin = *user.exec;
    const auto hasNoName = [](const ExecPlugin::Variable& variable) { return variable.name.isEmpty(); };
    const QStringList modes{u"Never"_s, u"IfAvailable"_s, u"Always"_s};
    const Spoken modesAdvice = spoken("Kubeconfig", "Set it to Never, IfAvailable or Always.");
    if (plugin.command.isEmpty()) {
        return configError(subject, spoken("Kubeconfig", "it names no command"));
    }
    if (plugin.apiVersion.isEmpty()) {
        return configError(subject, spoken("Kubeconfig", "its apiVersion is missing"), knownVersions());
    }
    if (std::any_of(plugin.environment.begin(), plugin.environment.end(), hasNoName)) {
        return configError(subject, spoken("Kubeconfig", "one of its environment variables has no name"));
    }
    if (plugin.interactiveMode.isEmpty()) {
        return configError(subject, spoken("Kubeconfig", "its interactiveMode is missing"), modesAdvice);
    }
    if (!modes.contains(plugin.interactiveMode)) {
        return configError(subject,
                           spoken("Kubeconfig", "its interactiveMode \"%1\" is unknown").arg(plugin.interactiveMode),
                           modesAdvice);
    }
    if (!settings.token.isEmpty() || !settings.tokenFile.isEmpty() || !settings.username.isEmpty()
        || !settings.clientCertificatePem.isEmpty()) {
        return {};
    }
    if (plugin.apiVersion != u"client.authentication.k8s.io/v1"
        && plugin.apiVersion != u"client.authentication.k8s.io/v1beta1") {
        return configError(
            subject, spoken("Kubeconfig", "its apiVersion \"%1\" is not one that kubectl takes").arg(plugin.apiVersion),
            knownVersions());
    }
    settings.exec = plugin;
    settings.exec->clusterConfig = config.m_clusters.value(context.cluster).execConfig;
    return {};
}

} // namespace konductor::kube
