// SPDX-License-Identifier: Apache-2.0
#include "app/console/typedclusters.h"

#include "app/console/contextfingerprint.h"
#include "core/base/json.h"
#include "core/base/words.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace konductor::app {

using namespace Qt::StringLiterals;

namespace {

/// A name may hold what the settings' keys may not.
QString groupOf(const QString& name)
{
    return u"typed-clusters/"_s + contextFingerprint(name);
}

/// One entry a cluster: a token, or the key of a client certificate.
Secret packed(const kube::ConnectionSettings& cluster)
{
    const QJsonObject parts{{u"token"_s, QString::fromUtf8(cluster.token.reveal())},
                            {u"key"_s, QString::fromUtf8(cluster.clientKeyPem.reveal())}};
    return Secret(compactJson(parts));
}

void unpack(const Secret& secret, kube::ConnectionSettings& cluster)
{
    const QJsonObject parts = QJsonDocument::fromJson(secret.reveal()).object();
    cluster.token = Secret(parts.value("token"_L1).toString().toUtf8());
    cluster.clientKeyPem = Secret(parts.value("key"_L1).toString().toUtf8());
}

} // namespace

TypedClusters::TypedClusters(QSettings* settings) : m_settings(settings) { }

QStringList TypedClusters::names() const
{
    QStringList found = m_thisRun.keys();
    if (m_settings) {
        m_settings->beginGroup(u"typed-clusters"_s);
        for (const QString& group : m_settings->childGroups()) {
            found.append(m_settings->value(group + u"/name"_s).toString());
        }
        m_settings->endGroup();
    }
    found.removeAll(QString());
    found.removeDuplicates();
    found.sort();
    return found;
}

QString TypedClusters::serverOf(const QString& name) const
{
    if (m_thisRun.contains(name)) {
        return m_thisRun.value(name).server.toString();
    }
    return m_settings ? m_settings->value(groupOf(name) + u"/server"_s).toString() : QString();
}

void TypedClusters::keep(const kube::ConnectionSettings& cluster, std::function<void(Result<void>)> told)
{
    m_thisRun.insert(cluster.contextName, cluster);
    if (!m_settings) {
        told({});
        return;
    }
    const QString group = groupOf(cluster.contextName);
    m_settings->setValue(group + u"/name"_s, cluster.contextName);
    m_settings->setValue(group + u"/server"_s, cluster.server.toString());
    m_settings->setValue(group + u"/namespace"_s, cluster.ns);
    m_settings->setValue(group + u"/authority"_s, QString::fromUtf8(cluster.caPem));
    m_settings->setValue(group + u"/certificate"_s, QString::fromUtf8(cluster.clientCertificatePem));
    m_keychain.write(cluster.contextName, packed(cluster), std::move(told));
}

void TypedClusters::load(const QString& name, std::function<void(Result<kube::ConnectionSettings>)> told)
{
    if (m_thisRun.contains(name)) {
        told(m_thisRun.value(name));
        return;
    }
    const QString group = groupOf(name);
    if (!m_settings || !m_settings->contains(group + u"/name"_s)) {
        told(fail(makeError(Error::Kind::NotFound, spoken("TypedClusters", "cluster \"%1\"").arg(name),
                            spoken("TypedClusters", "it is not known"))));
        return;
    }
    kube::ConnectionSettings cluster;
    cluster.contextName = name;
    cluster.clusterName = name;
    cluster.userName = name;
    cluster.server = QUrl(m_settings->value(group + u"/server"_s).toString());
    cluster.ns = m_settings->value(group + u"/namespace"_s).toString();
    cluster.caPem = m_settings->value(group + u"/authority"_s).toString().toUtf8();
    cluster.clientCertificatePem = m_settings->value(group + u"/certificate"_s).toString().toUtf8();
    m_keychain.read(name, [this, cluster, told = std::move(told)](const Result<Secret>& secret) {
        if (!secret) {
            told(fail(secret.error()));
            return;
        }
        kube::ConnectionSettings whole = cluster;
        unpack(*secret, whole);
        m_thisRun.insert(whole.contextName, whole);
        told(whole);
    });
}

void TypedClusters::forget(const QString& name)
{
    m_thisRun.remove(name);
    if (m_settings) {
        m_settings->remove(groupOf(name));
        m_keychain.remove(name, [](const Result<void>&) { /* gone, or never there */ });
    }
}

} // namespace konductor::app
