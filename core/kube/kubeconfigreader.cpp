// SPDX-License-Identifier: Apache-2.0
#include "core/kube/kubeconfigreader.h"

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
        throw makeError(Error::Kind::Config, u"kubeconfig %1"_s.arg(file),
                        u"it is not a kubeconfig (not a YAML mapping)"_s);
    }
    currentContext = text(root, "current-context");
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
        throw makeError(Error::Kind::Config, u"kubeconfig %1, line %2"_s.arg(file).arg(items.Mark().line + 1),
                        u"\"%1\" is not a list"_s.arg(listName));
    }
    QSet<QString> seen;
    for (const YAML::Node& item : items) {
        if (!item.IsMap()) {
            continue;
        }
        const QString name = text(item, "name");
        if (seen.contains(name)) {
            throw makeError(Error::Kind::Config, u"kubeconfig %1, line %2"_s.arg(file).arg(item.Mark().line + 1),
                            u"the name \"%1\" appears twice in \"%2\""_s.arg(name, listName));
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
    clusters.insert(name, cluster);
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
    user.hasExec = exec && exec.IsMap();
    user.execCommand = user.hasExec ? text(exec, "command") : QString();
    const YAML::Node provider = node["auth-provider"];
    if (provider && provider.IsMap()) {
        const QString providerName = text(provider, "name");
        user.authProvider = providerName.isEmpty() ? u"(unnamed)"_s : providerName;
    }
    for (const char* key : {"as", "as-uid", "as-groups", "as-user-extra"}) {
        const YAML::Node value = node[key];
        user.impersonates |= value && !value.IsNull();
    }
    users.insert(name, user);
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

QByteArray KubeConfig::Reader::base64(const YAML::Node& node, const char* key, QString& problem) const
{
    QByteArray encoded = text(node, key).toLatin1();
    encoded.removeIf([](char c) { return c == '\n' || c == '\r' || c == ' '; });
    const auto decoded = QByteArray::fromBase64Encoding(encoded, QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded) {
        problem = u"%1 is not base64"_s.arg(QString::fromLatin1(key));
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
