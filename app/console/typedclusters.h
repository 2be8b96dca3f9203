// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/console/keychain.h"
#include "core/kube/connectionsettings.h"

#include <QMap>
#include <QSettings>

namespace konductor::app {

/// Clusters that were typed in. Name, address, authority, namespace and client certificate stand in the settings; the
/// token or key goes to the keychain, or, where there is none, is kept in memory until the program ends. Secrets are
/// never written anywhere else.
class TypedClusters final : public QObject {
    Q_OBJECT
public:
    /// `settings` may be null: then nothing outlives the program. It must outlive this object.
    explicit TypedClusters(QSettings* settings);

    QStringList names() const;
    /// Its address, for a list; empty for one that is not known.
    QString serverOf(const QString& name) const;
    Keychain& keychain() { return m_keychain; }

    /// Keeps a cluster under its contextName. `told` says whether the secret is in the keychain; if not, why not.
    void keep(const kube::ConnectionSettings& cluster, std::function<void(Result<void>)> told);
    /// With its secret. NotFound when the keychain lost it, or the program ended since: it must be typed in again.
    void load(const QString& name, std::function<void(Result<kube::ConnectionSettings>)> told);
    /// The cluster and its secret.
    void forget(const QString& name);

private:
    QSettings* m_settings;
    Keychain m_keychain;
    QMap<QString, kube::ConnectionSettings> m_thisRun; ///< With their secrets.
};

} // namespace konductor::app
