// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/kube/kubeconfig.h"
#include "core/kube/yamldocument.h"

#include <QDir>
#include <QSet>

namespace konductor::kube {

/// Reads one kubeconfig file into entries of its own; KubeConfig merges them. Throws YAML::Exception and Error only
/// as far as KubeConfig::addFile(), the boundary.
struct KubeConfig::Reader {
    QString file;
    std::vector<Context> contexts;
    QMap<QString, Cluster> clusters;
    QMap<QString, User> users;
    QString currentContext;

    void read(const YAML::Node& root);

private:
    void readCluster(const QString& name, const YAML::Node& node);
    void readUser(const QString& name, const YAML::Node& node);
    void readContext(const QString& name, const YAML::Node& node);
    template <class Entry> void readList(const YAML::Node& root, const char* list, const char* entry, Entry readEntry);

    ExecPlugin plugin(const YAML::Node& node) const;
    Impersonation impersonation(const YAML::Node& node) const;
    static QStringList texts(const YAML::Node& list);
    QString text(const YAML::Node& node, const char* key) const;
    QByteArray base64(const YAML::Node& node, const char* key, Spoken& problem) const;
    QString path(const YAML::Node& node, const char* key) const;
};

} // namespace konductor::kube
