// SPDX-License-Identifier: Apache-2.0
#include "core/kube/kubeconfig.h"

#include "core/base/text.h"
#include "core/kube/kubeconfigreader.h"

#include <QFile>
#include <QFileInfo>
#include <QProcessEnvironment>
#include <QRegularExpression>

#include <algorithm>

namespace konductor::kube {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 longestFile = 8 * 1024 * 1024;

Error configError(const QString& subject, const QString& message, const QString& advice = {})
{
    return makeError(Error::Kind::Config, subject, message, advice);
}

Result<QByteArray> readFile(const QString& path, const QString& subject)
{
    const QFileInfo info(path);
    QFile file(path);
    if (!info.isFile()) {
        return fail(
            configError(subject, info.exists() ? u"%1 is not a file"_s.arg(path) : u"%1 does not exist"_s.arg(path)));
    }
    if (!file.open(QIODevice::ReadOnly)) {
        return fail(configError(subject, u"%1 cannot be read: %2"_s.arg(path, file.errorString())));
    }
    if (file.size() > longestFile) {
        return fail(configError(subject, u"%1 is larger than %2 MiB"_s.arg(path).arg(longestFile >> 20)));
    }
    return file.read(longestFile);
}

QStringList quoted(const QStringList& names)
{
    QStringList out;
    for (const QString& name : names) {
        out += u'"' + name + u'"';
    }
    return out;
}

bool isNamespaceName(const QString& ns)
{
    static const QRegularExpression label(u"^[a-z0-9]([-a-z0-9]*[a-z0-9])?$"_s);
    return ns.size() <= 63 && label.match(ns).hasMatch();
}

} // namespace

KubeConfig::Sources KubeConfig::Sources::fromProcess(const QString& explicitFile)
{
    return {explicitFile, QProcessEnvironment::systemEnvironment().value(u"KUBECONFIG"_s), QDir::homePath()};
}

Result<KubeConfig> KubeConfig::load(const Sources& sources)
{
    KubeConfig config;
    if (!sources.explicitFile.isEmpty()) {
        if (const auto added = config.addFile(sources.explicitFile); !added) {
            return fail(added.error());
        }
        return config;
    }
    QStringList paths = sources.environment.split(QDir::listSeparator(), Qt::SkipEmptyParts);
    paths.removeDuplicates();
    if (paths.isEmpty()) {
        paths = {sources.home + u"/.kube/config"_s};
    }
    for (const QString& path : std::as_const(paths)) {
        if (!QFileInfo::exists(path)) {
            continue; // kubectl skips what is not there (kube.md 2.1)
        }
        if (const auto added = config.addFile(path); !added) {
            config.m_problems.push_back(added.error());
        }
    }
    if (config.m_files.isEmpty() && !config.m_problems.empty()) {
        return fail(config.m_problems.front());
    }
    if (config.m_files.isEmpty()) {
        return fail(
            configError(u"kubeconfig"_s, u"there is none: looked for %1"_s.arg(paths.join(u", "_s)),
                        u"Set KUBECONFIG or name a file with --kubeconfig; without a cluster, use the sandbox."_s));
    }
    return config;
}

Result<void> KubeConfig::addFile(const QString& path)
{
    const QString subject = u"kubeconfig %1"_s.arg(path);
    const Result<QByteArray> bytes = readFile(path, subject);
    if (!bytes) {
        return fail(bytes.error());
    }
    Reader reader;
    reader.file = QFileInfo(path).absoluteFilePath();
    try {
        const YAML::Node root = YAML::Load(bytes->toStdString());
        if (!root.IsNull()) { // an empty file is an empty configuration
            reader.read(root);
        }
    } catch (const YAML::Exception& e) {
        const QString line = e.mark.is_null() ? QString() : u", line %1"_s.arg(e.mark.line + 1);
        return fail(configError(subject + line, u"it is not YAML: %1"_s.arg(QString::fromStdString(e.msg))));
    } catch (const Error& e) {
        return fail(e);
    }
    merge(reader);
    return {};
}

/// The first file wins whole entries (kube.md 2.3).
void KubeConfig::merge(const Reader& reader)
{
    m_files += reader.file;
    if (m_currentContext.isEmpty()) {
        m_currentContext = reader.currentContext;
    }
    for (auto it = reader.clusters.cbegin(); it != reader.clusters.cend(); ++it) {
        if (!m_clusters.contains(it.key())) {
            m_clusters.insert(it.key(), it.value());
        }
    }
    for (auto it = reader.users.cbegin(); it != reader.users.cend(); ++it) {
        if (!m_users.contains(it.key())) {
            m_users.insert(it.key(), it.value());
        }
    }
    for (const Context& context : reader.contexts) {
        if (!find(context.name)) {
            m_contexts.push_back(context);
        }
    }
    for (Context& context : m_contexts) {
        context.server = m_clusters.value(context.cluster).server;
    }
}

const KubeConfig::Context* KubeConfig::find(const QString& name) const
{
    const auto found = std::find_if(m_contexts.begin(), m_contexts.end(),
                                    [&](const Context& context) { return context.name == name; });
    return found == m_contexts.end() ? nullptr : &*found;
}

Result<QString> KubeConfig::chooseContext(const QString& name) const
{
    if (!name.isEmpty()) {
        return name;
    }
    if (!m_currentContext.isEmpty()) {
        return m_currentContext;
    }
    return fail(configError(u"kubeconfig"_s, u"it has no current context"_s, u"Name a context with --context."_s));
}

Error KubeConfig::unknownContext(const QString& name) const
{
    QStringList names;
    for (const Context& context : m_contexts) {
        names += context.name;
    }
    names.sort();
    return configError(u"context \"%1\""_s.arg(name), u"there is no such context"_s,
                       names.isEmpty() ? u"The kubeconfig has no contexts at all."_s
                                       : u"There are: %1."_s.arg(quoted(names).join(u", "_s)));
}

Result<ConnectionSettings> KubeConfig::settings(const QString& contextName) const
{
    const Result<QString> name = chooseContext(contextName);
    if (!name) {
        return fail(name.error());
    }
    const Context* context = find(*name);
    if (!context) {
        return fail(unknownContext(*name));
    }
    ConnectionSettings settings;
    settings.contextName = *name;
    settings.clusterName = context->cluster;
    settings.userName = context->user;
    settings.ns = context->ns.isEmpty() ? u"default"_s : context->ns;
    QString problem;
    if (!isNamespaceName(settings.ns)) {
        problem = u"its namespace \"%1\" is not a valid name"_s.arg(settings.ns);
    } else if (context->cluster.isEmpty()) {
        problem = u"it names no cluster"_s;
    } else if (!m_clusters.contains(context->cluster)) {
        problem = u"its cluster \"%1\" is not in the kubeconfig"_s.arg(context->cluster);
    } else if (context->user.isEmpty()) {
        problem = u"it names no user"_s;
    } else if (!m_users.contains(context->user)) {
        problem = u"its user \"%1\" is not in the kubeconfig"_s.arg(context->user);
    }
    if (!problem.isEmpty()) {
        return fail(configError(u"context \"%1\""_s.arg(*name), problem));
    }
    if (const auto resolved = resolveCluster(m_clusters.value(context->cluster), settings); !resolved) {
        return fail(resolved.error());
    }
    if (const auto resolved = resolveUser(m_users.value(context->user), settings); !resolved) {
        return fail(resolved.error());
    }
    return settings;
}

Result<void> KubeConfig::resolveCluster(const Cluster& cluster, ConnectionSettings& settings) const
{
    const QString subject = u"cluster \"%1\" in %2"_s.arg(settings.clusterName, cluster.file);
    if (!cluster.problem.isEmpty()) {
        return fail(configError(subject, cluster.problem));
    }
    if (cluster.server.isEmpty()) {
        return fail(configError(subject, u"its server is empty"_s));
    }
    const QString address = cluster.server.contains(u"://"_s) ? cluster.server : u"https://"_s + cluster.server;
    const QUrl url(address, QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty() || (url.scheme() != u"https" && url.scheme() != u"http")) {
        return fail(configError(subject, u"its server \"%1\" is not an http or https URL"_s.arg(cluster.server)));
    }
    settings.server = url.adjusted(QUrl::RemoveQuery | QUrl::RemoveFragment | QUrl::StripTrailingSlash);
    if (!cluster.proxyUrl.isEmpty()) {
        return fail(makeError(Error::Kind::Unsupported, subject,
                              u"it asks for a proxy (proxy-url), which this version cannot use"_s));
    }
    settings.insecure = cluster.insecure;
    settings.tlsServerName = cluster.tlsServerName;
    if (cluster.insecure && (!cluster.caFile.isEmpty() || !cluster.caData.isEmpty())) {
        return fail(configError(subject, u"it has both a certificate authority and insecure-skip-tls-verify"_s,
                                u"Remove one of them."_s));
    }
    settings.caPem = cluster.caData;
    if (settings.caPem.isEmpty() && !cluster.caFile.isEmpty()) {
        const auto pem = readFile(cluster.caFile, subject + u", certificate-authority"_s);
        if (!pem) {
            return fail(pem.error());
        }
        settings.caPem = *pem;
    }
    return {};
}

Result<void> KubeConfig::resolveUser(const User& user, ConnectionSettings& settings) const
{
    const QString subject = u"user \"%1\" in %2"_s.arg(settings.userName, user.file);
    if (!user.problem.isEmpty()) {
        return fail(configError(subject, user.problem));
    }
    if (user.hasExec && !user.authProvider.isEmpty()) {
        return fail(configError(subject, u"it has both an exec plugin and an auth-provider"_s));
    }
    if (!user.authProvider.isEmpty()) {
        return fail(makeError(
            Error::Kind::Unsupported, subject,
            u"it signs in through the auth-provider \"%1\", which this program does not have"_s.arg(user.authProvider),
            u"Use an exec plugin, a token or a client certificate."_s));
    }
    if (user.impersonates) {
        return fail(makeError(Error::Kind::Unsupported, subject,
                              u"it impersonates another user, which this version cannot do"_s));
    }
    if (const auto resolved = resolveCertificate(user, settings); !resolved) {
        return resolved;
    }
    return resolveTokens(user, settings);
}

Result<void> KubeConfig::resolveCertificate(const User& user, ConnectionSettings& settings) const
{
    const QString subject = u"user \"%1\" in %2"_s.arg(settings.userName, user.file);
    // The data form is preferred (kube.md 2.12), for certificate and key each on its own.
    settings.clientCertificatePem = user.certificateData;
    if (settings.clientCertificatePem.isEmpty() && !user.certificateFile.isEmpty()) {
        const auto pem = readFile(user.certificateFile, subject + u", client-certificate"_s);
        if (!pem) {
            return fail(pem.error());
        }
        settings.clientCertificatePem = *pem;
    }
    settings.clientKeyPem = user.keyData;
    if (settings.clientKeyPem.isEmpty() && !user.keyFile.isEmpty()) {
        const auto pem = readFile(user.keyFile, subject + u", client-key"_s);
        if (!pem) {
            return fail(pem.error());
        }
        settings.clientKeyPem = Secret(*pem);
    }
    if (!settings.clientCertificatePem.isEmpty() && settings.clientKeyPem.isEmpty()) {
        return fail(configError(subject, u"it has a client certificate but no client key"_s));
    }
    if (settings.clientCertificatePem.isEmpty() && !settings.clientKeyPem.isEmpty()) {
        return fail(configError(subject, u"it has a client key but no client certificate"_s));
    }
    return {};
}

Result<void> KubeConfig::resolveTokens(const User& user, ConnectionSettings& settings) const
{
    const QString subject = u"user \"%1\" in %2"_s.arg(settings.userName, user.file);
    const bool hasToken = !user.token.isEmpty() || !user.tokenFile.isEmpty();
    if (hasToken && !user.username.isEmpty()) {
        return fail(configError(subject, u"it has more than one way to sign in: a token and a user name"_s));
    }
    settings.token = user.token;
    settings.tokenFile = user.tokenFile;
    settings.username = user.username;
    settings.password = user.password;
    if (!user.tokenFile.isEmpty() && user.token.isEmpty()) {
        const auto token = readFile(user.tokenFile, subject + u", tokenFile"_s);
        if (!token) {
            return fail(token.error());
        }
        if (token->trimmed().isEmpty()) {
            return fail(configError(subject + u", tokenFile"_s, u"%1 is empty"_s.arg(user.tokenFile)));
        }
    }
    // kubectl does not run the plugin when the user has other credentials (kube.md 2.19).
    const bool hasOther = hasToken || !user.username.isEmpty() || !settings.clientCertificatePem.isEmpty();
    if (user.hasExec && !hasOther) {
        return fail(makeError(
            Error::Kind::Unsupported, subject,
            u"it signs in through the exec plugin \"%1\", which this version cannot run yet"_s.arg(user.execCommand),
            u"Use a context with a token or a client certificate."_s));
    }
    return {};
}

} // namespace konductor::kube
