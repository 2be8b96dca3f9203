// SPDX-License-Identifier: Apache-2.0
#include "core/kube/execpolicy.h"

#include "core/base/json.h"
#include "core/base/words.h"
#include "core/kube/configfile.h"
#include "core/kube/credentials.h"
#include "core/kube/yamldocument.h"

#include <QCryptographicHash>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonObject>
#include <QStandardPaths>

namespace konductor::kube {

using namespace Qt::StringLiterals;

namespace {

Result<ExecPolicy> read(const QJsonObject& kuberc, const Spoken& subject)
{
    const QJsonValue policy = kuberc.value("credentialPluginPolicy"_L1);
    QStringList names;
    for (const auto& entry : kuberc.value("credentialPluginAllowlist"_L1).toArray()) {
        const QString command = entry.toObject().value("command"_L1).toString();
        names += command.isEmpty() ? entry.toObject().value("name"_L1).toString() : command;
    }
    if (names.contains(QString())) {
        return fail(makeError(Error::Kind::Config, subject,
                              spoken("Kubeconfig", "an entry of credentialPluginAllowlist has no name")));
    }
    if (policy.isUndefined() || policy.isNull() || policy.toString(u"?"_s).isEmpty()) {
        return ExecPolicy();
    }
    if (policy == u"AllowAll"_s) {
        return ExecPolicy(ExecPolicy::Mode::AllowAll);
    }
    if (policy == u"DenyAll"_s) {
        return ExecPolicy(ExecPolicy::Mode::DenyAll);
    }
    if (policy == u"Allowlist"_s) {
        return ExecPolicy(ExecPolicy::Mode::Allowlist, names);
    }
    return fail(makeError(Error::Kind::Config, subject,
                          spoken("Kubeconfig", "its credentialPluginPolicy \"%1\" is unknown").arg(policy.toString()),
                          spoken("Kubeconfig", "There are AllowAll, DenyAll and Allowlist.")));
}

} // namespace

Result<ExecPolicy> ExecPolicy::fromKuberc(const QString& home, const QString& environment)
{
    if (environment == u"off") { // kubectl's own word for none
        return ExecPolicy();
    }
    const QString path = environment.isEmpty() ? home + u"/.kube/kuberc"_s : environment;
    if (!QFileInfo::exists(path)) {
        return ExecPolicy();
    }
    const Spoken subject = spoken("Kubeconfig", "kuberc %1").arg(path);
    const auto bytes = readConfigFile(path, subject);
    if (!bytes) {
        return fail(bytes.error());
    }
    const auto document = yamlToJson(*bytes, subject);
    if (!document) {
        return fail(document.error());
    }
    return read(document->toObject(), subject);
}

ExecPolicy::Verdict ExecPolicy::verdict(const ExecPlugin& plugin, const QString& program) const
{
    switch (m_mode) {
    case Mode::AllowAll:
        return Verdict::Allowed;
    case Mode::DenyAll:
        return Verdict::Denied;
    case Mode::Allowlist:
        for (const QString& entry : m_allowlist) {
            const QString allowed = entry.contains(u'/') ? entry : QStandardPaths::findExecutable(entry);
            if (!program.isEmpty() && (allowed == program || (!entry.contains(u'/') && entry == plugin.command))) {
                return Verdict::Allowed;
            }
        }
        return Verdict::Denied;
    case Mode::Ask:
        return m_remembered.contains(fingerprint(plugin, program)) ? Verdict::Allowed : Verdict::Ask;
    }
    Q_UNREACHABLE();
}

Result<void> consent(ConnectionSettings& settings, const ExecPolicy& policy, bool agreed, const QString& path)
{
    if (!settings.exec || !mayCarryCredentials(settings.server)) {
        return {};
    }
    ExecPlugin& plugin = *settings.exec;
    const QString program = programOf(plugin, path);
    const QString where = program.isEmpty() ? plugin.command : program;
    const Spoken subject = spoken("Kubeconfig", "user \"%1\" in %2").arg(settings.userName, plugin.file);
    switch (policy.verdict(plugin, program)) {
    case ExecPolicy::Verdict::Allowed:
        plugin.allowed = true;
        return {};
    case ExecPolicy::Verdict::Denied:
        return fail(makeError(
            Error::Kind::Config, subject,
            spoken("Kubeconfig", "its exec plugin %1 is not allowed by kuberc's credentialPluginPolicy").arg(where),
            spoken("Kubeconfig", "Only a change of kuberc can allow it.")));
    case ExecPolicy::Verdict::Ask:
        break;
    }
    plugin.allowed = agreed;
    if (agreed) {
        return {};
    }
    Error error =
        makeError(Error::Kind::Config, subject, spoken("Kubeconfig", "its exec plugin %1 may not run yet").arg(where),
                  spoken("Kubeconfig", "Agree with --allow-exec, or name it in kuberc's credentialPluginAllowlist."));
    error.reason = consentReason;
    return fail(error);
}

QString programOf(const ExecPlugin& plugin, const QString& path)
{
    if (plugin.command.contains(u'/')) {
        return QFileInfo(plugin.command).isExecutable() ? plugin.command : QString();
    }
    return QStandardPaths::findExecutable(plugin.command, path.split(u':', Qt::SkipEmptyParts));
}

QString fingerprint(const ExecPlugin& plugin, const QString& program)
{
    QJsonArray parts{program.isEmpty() ? plugin.command : program, QJsonArray::fromStringList(plugin.arguments)};
    for (const ExecPlugin::Variable& variable : plugin.environment) {
        parts.append(QJsonArray{variable.name, variable.value});
    }
    const QByteArray text = compactJson(parts);
    return QString::fromLatin1(QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex());
}

} // namespace konductor::kube
