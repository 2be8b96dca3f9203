// SPDX-License-Identifier: Apache-2.0
#include "core/kube/kubeconfigreader.h"

#include "core/base/words.h"

#include <QFileInfo>

namespace konductor::kube {

using namespace Qt::StringLiterals;

namespace {

QString toQString(const std::string& text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

bool isTrue(const YAML::Node& node, const char* key)
{
    const YAML::Node value = node[key];
    return value && value.IsScalar() && value.as<bool>(false);
}

} // namespace

void KubeConfig::Reader::read(const YAML::Node& root)
{
    if (!root.IsMap()) {
        throw makeError(Error::Kind::Config, spoken("Kubeconfig", "kubeconfig %1").arg(file),
                        spoken("Kubeconfig", "it is not a kubeconfig (not a YAML mapping)"));
    }
    if (currentContext.isEmpty()) { // the first document wins, as the first file does
        currentContext = text(root, "current-context");
    }
    readList(root, "clusters", "cluster",
             [this](const QString& name, const YAML::Node& node) { readCluster(name, node); });
    readList(root, "users", "user", [this](const QString& name, const YAML::Node& node) { readUser(name, node); });
    readList(root, "contexts", "context",
             [this](const QString& name, const YAML::Node& node) { readContext(name, node); });
}

template <class Entry>
void KubeConfig::Reader::readList(const YAML::Node& root, const char* list, const char* entry, Entry readEntry)
{
    const YAML::Node items = root[list];
    if (!items || items.IsNull()) {
        return;
    }
    const QString listName = QString::fromLatin1(list);
    if (!items.IsSequence()) {
        throw makeError(
            Error::Kind::Config,
            spoken("Kubeconfig", "kubeconfig %1, line %2").arg(file, QString::number(items.Mark().line + 1)),
            spoken("Kubeconfig", "\"%1\" is not a list").arg(listName));
    }
    QSet<QString> seen;
    for (const YAML::Node& item : items) {
        if (!item.IsMap()) {
            continue;
        }
        const QString name = text(item, "name");
        if (seen.contains(name)) {
            throw makeError(
                Error::Kind::Config,
                spoken("Kubeconfig", "kubeconfig %1, line %2").arg(file, QString::number(item.Mark().line + 1)),
                spoken("Kubeconfig", "the name \"%1\" appears twice in \"%2\"").arg(name, listName));
        }
        seen.insert(name);
        const YAML::Node body = item[entry];
        readEntry(name, body && body.IsMap() ? body : YAML::Node(YAML::NodeType::Map));
    }
}

void KubeConfig::Reader::readCluster(const QString& name, const YAML::Node& node)
{
    Cluster cluster;
    cluster.file = file;
    cluster.server = text(node, "server");
    cluster.caFile = path(node, "certificate-authority");
    cluster.caData = base64(node, "certificate-authority-data", cluster.problem);
    cluster.tlsServerName = text(node, "tls-server-name");
    cluster.proxyUrl = text(node, "proxy-url");
    cluster.insecure = isTrue(node, "insecure-skip-tls-verify");
    const YAML::Node extensions = node["extensions"];
    for (std::size_t i = 0; extensions && extensions.IsSequence() && i < extensions.size(); ++i) {
        const YAML::Node extension = extensions[i];
        if (extension.IsMap() && text(extension, "name") == u"client.authentication.k8s.io/exec") {
            cluster.execConfig = toJson(extension["extension"]);
        }
    }
    if (!clusters.contains(name)) {
        clusters.insert(name, cluster);
    }
}

void KubeConfig::Reader::readUser(const QString& name, const YAML::Node& node)
{
    User user;
    user.file = file;
    user.token = Secret(text(node, "token").toUtf8());
    user.tokenFile = path(node, "tokenFile");
    user.certificateFile = path(node, "client-certificate");
    user.certificateData = base64(node, "client-certificate-data", user.problem);
    user.keyFile = path(node, "client-key");
    user.keyData = Secret(base64(node, "client-key-data", user.problem));
    user.username = text(node, "username");
    user.password = Secret(text(node, "password").toUtf8());
    const YAML::Node exec = node["exec"];
    if (exec && exec.IsMap()) {
        user.exec = plugin(exec);
    }
    const YAML::Node provider = node["auth-provider"];
    if (provider && provider.IsMap()) {
        const QString providerName = text(provider, "name");
        user.authProvider = providerName.isEmpty() ? u"(unnamed)"_s : providerName;
    }
    user.impersonation = impersonation(node);
    if (!users.contains(name)) {
        users.insert(name, user);
    }
}

ExecPlugin KubeConfig::Reader::plugin(const YAML::Node& node) const
{
    ExecPlugin plugin;
    plugin.file = file;
    plugin.apiVersion = text(node, "apiVersion");
    plugin.command = text(node, "command");
    if (plugin.command.contains(u'/')) { // a path, unlike a name that is looked up (kube.md 2.5)
        plugin.command = path(node, "command");
    }
    plugin.arguments = texts(node["args"]);
    const YAML::Node env = node["env"];
    for (std::size_t i = 0; env && env.IsSequence() && i < env.size(); ++i) {
        if (env[i].IsMap()) {
            plugin.environment.push_back({text(env[i], "name"), text(env[i], "value")});
        }
    }
    plugin.interactiveMode = text(node, "interactiveMode");
    if (plugin.interactiveMode.isEmpty() && plugin.apiVersion == u"client.authentication.k8s.io/v1beta1") {
        plugin.interactiveMode = u"IfAvailable"_s;
    }
    plugin.installHint = text(node, "installHint");
    plugin.provideClusterInfo = isTrue(node, "provideClusterInfo");
    return plugin;
}

Impersonation KubeConfig::Reader::impersonation(const YAML::Node& node) const
{
    Impersonation as{
        .user = text(node, "as"), .uid = text(node, "as-uid"), .groups = texts(node["as-groups"]), .extra = {}};
    const YAML::Node extra = node["as-user-extra"];
    if (extra && extra.IsMap()) {
        for (const auto& pair : extra) {
            as.extra.insert(toQString(pair.first.Scalar()), texts(pair.second));
        }
    }
    return as;
}

void KubeConfig::Reader::readContext(const QString& name, const YAML::Node& node)
{
    contexts.push_back({.name = name,
                        .cluster = text(node, "cluster"),
                        .user = text(node, "user"),
                        .ns = text(node, "namespace"),
                        .server = {},
                        .file = file});
}

QString KubeConfig::Reader::text(const YAML::Node& node, const char* key) const
{
    const YAML::Node value = node[key];
    return value && value.IsScalar() ? toQString(value.Scalar()) : QString();
}

QStringList KubeConfig::Reader::texts(const YAML::Node& list)
{
    QStringList out;
    for (std::size_t i = 0; list && list.IsSequence() && i < list.size(); ++i) {
        out += list[i].IsScalar() ? toQString(list[i].Scalar()) : QString();
    }
    return out;
}

QByteArray KubeConfig::Reader::base64(const YAML::Node& node, const char* key, Spoken& problem) const
{
    QByteArray encoded = text(node, key).toLatin1();
    encoded.removeIf([](char c) { return c == '\n' || c == '\r' || c == ' '; });
    const auto decoded = QByteArray::fromBase64Encoding(encoded, QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded) {
        problem = spoken("Kubeconfig", "%1 is not base64").arg(QString::fromLatin1(key));
        return {};
    }
    return decoded.decoded;
}

/// Relative to the file that says so (kube.md 2.5).
QString KubeConfig::Reader::path(const YAML::Node& node, const char* key) const
{
    const QString value = text(node, key);
    return value.isEmpty() ? value : QDir::cleanPath(QFileInfo(file).absoluteDir().absoluteFilePath(value));
}

} // namespace konductor::kube
