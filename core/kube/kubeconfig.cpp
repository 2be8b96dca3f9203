// SPDX-License-Identifier: Apache-2.0
#include "core/kube/kubeconfig.h"

#include "core/base/joined.h"
#include "core/base/words.h"
#include "core/kube/configfile.h"
#include "core/kube/kubeconfigreader.h"
#include "core/kube/kubeconfigresolver.h"
#include "core/kube/yamldocument.h"

#include <QFileInfo>
#include <QProcessEnvironment>

#include <algorithm>

namespace konductor::kube {

using namespace Qt::StringLiterals;

namespace {

Error configError(const Spoken& subject, const Spoken& message, const Spoken& advice = {})
{
    return makeError(Error::Kind::Config, subject, message, advice);
}

Spoken quoted(const QStringList& names)
{
    std::vector<Spoken> quoted;
    for (const QString& name : names) {
        quoted.push_back(spoken("Kubeconfig", "\"%1\"").arg(name));
    }
    return joined(quoted, u", "_s);
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
        config.m_watched = {QFileInfo(sources.explicitFile).absoluteFilePath()};
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
        config.m_watched += QFileInfo(path).absoluteFilePath();
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
        return fail(configError(
            u"kubeconfig"_s, spoken("Kubeconfig", "there is none: looked for %1").arg(paths.join(u", "_s)),
            spoken("Kubeconfig",
                   "Set KUBECONFIG or name a file with --kubeconfig; without a cluster, use the sandbox.")));
    }
    return config;
}

Result<void> KubeConfig::addFile(const QString& path)
{
    const Spoken subject = spoken("Kubeconfig", "kubeconfig %1").arg(path);
    const Result<QByteArray> bytes = readConfigFile(path, subject);
    if (!bytes) {
        return fail(bytes.error());
    }
    Reader reader;
    reader.file = QFileInfo(path).absoluteFilePath();
    try {
        // Several documents in one file merge as several files do (kube.md 2.6).
        for (const YAML::Node& document : loadDocuments(toUtf8(*bytes).toStdString())) {
            if (!document.IsNull()) { // an empty one is an empty configuration
                reader.read(document);
            }
        }
    } catch (const YAML::Exception& e) {
        const Spoken where = e.mark.is_null()
            ? subject
            : spoken("Kubeconfig", "%1, line %2").arg(subject, QString::number(e.mark.line + 1));
        return fail(configError(where, spoken("Kubeconfig", "it is not YAML: %1").arg(QString::fromStdString(e.msg))));
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

Result<const KubeConfig::Context*> KubeConfig::choose(const QString& name) const
{
    const QString wanted = name.isEmpty() ? m_currentContext : name;
    if (wanted.isEmpty()) {
        return fail(configError(u"kubeconfig"_s, spoken("Kubeconfig", "it has no current context"),
                                spoken("Kubeconfig", "Name a context with --context.")));
    }
    const Context* context = find(wanted);
    if (!context) {
        return fail(unknownContext(wanted));
    }
    return context;
}

Error KubeConfig::unknownContext(const QString& name) const
{
    QStringList names;
    for (const Context& context : m_contexts) {
        names += context.name;
    }
    names.sort();
    return configError(spoken("Kubeconfig", "context \"%1\"").arg(name),
                       spoken("Kubeconfig", "there is no such context"),
                       names.isEmpty() ? spoken("Kubeconfig", "The kubeconfig has no contexts at all.")
                                       : spoken("Kubeconfig", "There are: %1.").arg(quoted(names)));
}

Result<ConnectionSettings> KubeConfig::settings(const QString& contextName) const
{
    const auto context = choose(contextName);
    if (!context) {
        return fail(context.error());
    }
    return Resolver{*this, **context}.resolve();
}

QStringList KubeConfig::watchedFiles() const
{
    QStringList files = m_watched;
    for (const Cluster& cluster : m_clusters) {
        files += cluster.caFile;
    }
    for (const User& user : m_users) {
        files << user.certificateFile << user.keyFile << user.tokenFile;
    }
    files.removeAll(QString());
    files.removeDuplicates();
    return files;
}

} // namespace konductor::kube
