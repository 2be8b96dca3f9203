// SPDX-License-Identifier: Apache-2.0
#include "app/inspect/cluster.h"

#include "app/inspect/console.h"
#include "app/inspect/exitcode.h"
#include "core/base/clock.h"
#include "core/kube/execpolicy.h"
#include "core/kube/incluster.h"
#include "core/kube/kubeconfig.h"
#include "core/live/clustermirror.h"
#include "core/live/livesession.h"
#include "core/sandbox/sandbox.h"
#include "core/snapshot/document.h"
#include "core/snapshot/opened.h"

#include <QDir>
#include <QMap>

using namespace Qt::StringLiterals;

namespace konductor::inspect {

namespace {

QString plural(Kind kind)
{
    return kindInfo(kind).plural.toString();
}

/// Why a kind is not shown; empty when it is.
QString reasonOf(Kind kind, const live::ScopeState& scope)
{
    using Phase = live::ScopeState::Phase;
    switch (scope.phase) {
    case Phase::Live:
        return {};
    case Phase::NotInstalled:
        return u"not installed on this server"_s;
    case Phase::Waiting:
    case Phase::Loading:
        return u"not loaded yet"_s;
    case Phase::Stale:
    case Phase::Forbidden:
    case Phase::Failed:
        break;
    }
    if (!scope.error) {
        return u"not available"_s;
    }
    Error error = *scope.error;
    if (scope.phase == Phase::Forbidden) {
        // The kind stands before it; without it the same refusal of several kinds is one line.
        const KindInfo& info = kindInfo(kind);
        error.subject = {};
        error.message.kept.remove(u"%1.%2 is forbidden: "_s.arg(info.plural, info.group));
        error.message.kept.remove(u" resource \"%1\""_s.arg(info.plural));
    }
    return oneLine(error);
}

/// In a pod the service account signs in, when there is no kubeconfig and none was asked for.
Result<kube::ConnectionSettings> inPodOr(const Error& error, const Globals& globals)
{
    if (globals.kubeconfig.empty() && globals.context.empty()) {
        if (const auto settings = kube::inClusterSettings(QProcessEnvironment::systemEnvironment())) {
            return *settings;
        }
    }
    return fail(error);
}

Result<kube::ConnectionSettings> settingsFromKubeconfig(const Globals& globals)
{
    const auto sources = kube::KubeConfig::Sources::fromProcess(QString::fromStdString(globals.kubeconfig));
    const auto config = kube::KubeConfig::load(sources);
    if (!config) {
        return inPodOr(config.error(), globals);
    }
    for (const Error& problem : config->problems()) {
        writeError(oneLine(problem)); // one bad file of a list does not hide the others
    }
    auto settings = config->settings(QString::fromStdString(globals.context));
    if (!settings) {
        return settings;
    }
    if (const auto allowed = allowPlugin(*settings, globals.allowExec); !allowed) {
        return fail(allowed.error());
    }
    return settings;
}

/// The file's snapshot; of one namespace alone where one was named.
Result<snapshot::Snapshot> fileOf(const Globals& globals)
{
    auto file = snapshot::readDocumentFile(QString::fromStdString(globals.snapshot));
    if (!file || globals.ns.empty()) {
        return file;
    }
    const QString ns = QString::fromStdString(globals.ns);
    ObjectIndex objects;
    for (const Kind kind : snapshot::snapshotKinds()) {
        file->objects.forEach(kind, [&](const ObjectPtr& object) {
            if (object->meta.ns == ns) {
                objects.insert(object);
            }
        });
    }
    file->objects = std::move(objects);
    std::erase_if(file->holders, [&ns](const snapshot::HolderFact& fact) { return fact.holder.first != ns; });
    return file;
}

} // namespace

Result<void> allowPlugin(kube::ConnectionSettings& settings, bool agreed)
{
    if (!settings.exec) {
        return {}; // a broken kuberc is in nobody's way then
    }
    const auto policy = kube::ExecPolicy::fromKuberc(QDir::homePath(), qEnvironmentVariable("KUBERC"));
    if (!policy) {
        return fail(policy.error());
    }
    return kube::consent(settings, *policy, agreed, qEnvironmentVariable("PATH"));
}

Cluster::Cluster() = default;
Cluster::~Cluster() = default;

Result<std::unique_ptr<Cluster>> Cluster::open(const Globals& globals)
{
    std::unique_ptr<Cluster> cluster(new Cluster);
    if (!globals.snapshot.empty()) {
        auto file = fileOf(globals);
        if (!file) {
            return fail(file.error());
        }
        cluster->m_file = std::make_unique<snapshot::Snapshot>(std::move(*file));
        cluster->m_fileMirror = std::make_unique<live::ClusterMirror>();
        snapshot::fillMirror(*cluster->m_file, *cluster->m_fileMirror);
        return cluster;
    }
    if (globals.sandbox) {
        sandbox::Sandbox::Options options;
        options.scenario = QString::fromStdString(*globals.sandbox);
        auto sandbox = sandbox::Sandbox::start(options);
        if (!sandbox) {
            return fail(sandbox.error());
        }
        cluster->m_settings = (*sandbox)->connectionSettings();
        cluster->m_sandbox = std::move(*sandbox);
    } else {
        const auto settings = settingsFromKubeconfig(globals);
        if (!settings) {
            return fail(settings.error());
        }
        cluster->m_settings = *settings;
    }
    if (!globals.ns.empty()) {
        cluster->m_namespaces = {QString::fromStdString(globals.ns)};
    } else if (!globals.allNamespaces && !globals.sandbox) {
        cluster->m_namespaces = {cluster->m_settings.ns};
    }
    return cluster;
}

live::LiveSession& Cluster::connect(live::LiveOptions options)
{
    options.namespaces = m_namespaces;
    m_session = std::make_unique<live::LiveSession>(m_settings, std::move(options));
    return *m_session;
}

Timestamp Cluster::now() const
{
    return m_file ? m_file->takenAt : SystemClock().now();
}

live::ClusterMirror& Cluster::mirror()
{
    return m_file ? *m_fileMirror : m_session->mirror();
}

int Gaps::exitCode(bool explicitly) const
{
    const int missing = hidden + (explicitly || visible == 0 ? absent : 0);
    return missing == 0 ? Done : visible == 0 ? NotConnected : InPart;
}

Gaps gapsOf(const live::ClusterMirror& mirror, const std::vector<Kind>& kinds)
{
    Gaps gaps;
    QMap<QString, QStringList> byReason;
    QStringList order;
    for (const Kind kind : kinds) {
        const live::ScopeState scope = mirror.scope(kind);
        const QString reason = reasonOf(kind, scope);
        if (reason.isEmpty()) {
            ++gaps.visible;
            continue;
        }
        ++(scope.phase == live::ScopeState::Phase::NotInstalled ? gaps.absent : gaps.hidden);
        if (!byReason.contains(reason)) {
            order.append(reason);
        }
        byReason[reason].append(plural(kind));
    }
    for (const QString& reason : order) {
        const QStringList& names = byReason[reason];
        const bool all = kinds.size() > 3 && names.size() == static_cast<qsizetype>(kinds.size());
        gaps.lines.append(all ? reason : names.join(u", "_s) + u": "_s + reason);
    }
    if (gaps.visible == 0 && gaps.hidden == 0 && gaps.absent > 1) {
        gaps.lines = {u"Konductor is not installed on this server: it has none of its kinds. Apply the CRDs first."_s};
    }
    return gaps;
}

} // namespace konductor::inspect
