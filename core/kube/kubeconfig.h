// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/export.h"
#include "core/base/result.h"
#include "core/kube/connectionsettings.h"

#include <QMap>
#include <QString>
#include <QStringList>

#include <memory>
#include <optional>
#include <vector>

namespace konductor::kube {

/// Kubeconfig files as kubectl reads them (kube.md §2): one explicit file, else the list in KUBECONFIG, else
/// ~/.kube/config; merged with the first file winning whole entries. Nothing is ever written, and nothing a file
/// names is run. A value: load it again to see changes.
class KubeConfig {
public:
    /// Where to look, as a value, so that nothing here reads the real environment.
    struct Sources {
        QString explicitFile; ///< From --kubeconfig; only this file is read.
        QString environment; ///< The value of KUBECONFIG.
        QString home; ///< The person's home folder.

        static KONDUCTOR_EXPORT Sources fromProcess(const QString& explicitFile = {});
    };

    /// One context as it stands in its file; settings() of it may still fail.
    struct Context {
        QString name;
        QString cluster;
        QString user;
        QString ns; ///< Empty when it names none.
        QString server; ///< Of its cluster; empty when that is missing.
        QString file; ///< Where it is defined.

        friend bool operator==(const Context&, const Context&) = default;
    };

    /// Fails when no file could be used at all, or when the explicit one could not. A file of a list that cannot be
    /// read or is not YAML does not hide the others: see problems().
    static KONDUCTOR_EXPORT Result<KubeConfig> load(const Sources& sources);

    const std::vector<Context>& contexts() const { return m_contexts; }
    const QString& currentContext() const { return m_currentContext; }
    /// Files that were read, in order.
    const QStringList& files() const { return m_files; }
    /// Files that were looked for, whether they exist or not.
    const QStringList& lookedFor() const { return m_watched; }
    /// Every file whose change changes the configuration, whether it exists yet or not: those looked for, and those
    /// they name (certificates, keys and tokens).
    KONDUCTOR_EXPORT QStringList watchedFiles() const;
    /// One for each file of a list that could not be used.
    const std::vector<Error>& problems() const { return m_problems; }

    /// The context resolved to what a connection needs; certificate and key files are read here. The current context
    /// when the name is empty. Each way in which it can be unusable has its own message.
    KONDUCTOR_EXPORT Result<ConnectionSettings> settings(const QString& contextName = {}) const;

private:
    struct Cluster {
        QString file;
        QString server;
        QString caFile;
        QByteArray caData;
        QString tlsServerName;
        QString proxyUrl;
        QJsonValue execConfig{QJsonValue::Undefined};
        bool insecure = false;
        Spoken problem; ///< Why it cannot be used ("certificate-authority-data is not base64").
    };
    struct User {
        QString file;
        Secret token;
        QString tokenFile;
        QString certificateFile;
        QByteArray certificateData;
        QString keyFile;
        Secret keyData;
        QString username;
        Secret password;
        std::optional<ExecPlugin> exec;
        QString authProvider;
        Impersonation impersonation;
        Spoken problem;
    };
    struct Reader; ///< Turns YAML into the above; in kubeconfigreader.cpp.
    struct Resolver; ///< Turns the above into settings; in kubeconfigresolver.cpp.

    Result<void> addFile(const QString& path);
    void merge(const Reader& reader);
    const Context* find(const QString& name) const;
    Error unknownContext(const QString& name) const;
    Result<const Context*> choose(const QString& name) const;

    std::vector<Context> m_contexts;
    QMap<QString, Cluster> m_clusters;
    QMap<QString, User> m_users;
    QString m_currentContext;
    QStringList m_files;
    QStringList m_watched;
    std::vector<Error> m_problems;
};

} // namespace konductor::kube
