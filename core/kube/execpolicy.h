// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/kube/connectionsettings.h"

namespace konductor::kube {

/// Which exec plugins may run (kube.md 2.31, §6.1), with the names kubectl's kuberc gives: AllowAll, DenyAll,
/// Allowlist. A kuberc that says nothing means Ask here: the person is asked once for each command, arguments and
/// environment. A value.
class ExecPolicy {
public:
    enum class Mode { Ask, AllowAll, DenyAll, Allowlist };
    enum class Verdict { Allowed, Denied, Ask };

    explicit ExecPolicy(Mode mode = Mode::Ask, QStringList allowlist = {})
        : m_mode(mode)
        , m_allowlist(std::move(allowlist))
    {
    }
    /// From kuberc: KUBERC, else ~/.kube/kuberc; Ask when there is none. A kuberc that cannot be understood is an error
    /// and not a permission.
    static Result<ExecPolicy> fromKuberc(const QString& home, const QString& environment = {});

    Mode mode() const { return m_mode; }
    /// What it agreed to before, see fingerprint().
    void remember(const QStringList& fingerprints) { m_remembered = fingerprints; }
    /// `program` is where the command leads, see programOf(). An entry of the allowlist is a full path, or a bare name
    /// that leads to the same program.
    Verdict verdict(const ExecPlugin& plugin, const QString& program) const;

private:
    Mode m_mode;
    QStringList m_allowlist;
    QStringList m_remembered;
};

/// Allows the settings' plugin to run, if they have one, by the policy; Config, with what to do, when it may not.
/// `agreed`: the person agrees to this plugin now. That answers what the policy asks, and nothing that it denies.
/// `path` is the PATH the plugin is looked up in. Where no credentials may travel (mayCarryCredentials()), no plugin
/// runs and none is asked for.
Result<void> consent(ConnectionSettings& settings, const ExecPolicy& policy, bool agreed, const QString& path);

/// Error::reason of a refusal that the person's agreement would lift.
inline const QString consentReason = QStringLiteral("ExecConsentNeeded");

/// Where the plugin's command leads with this PATH; empty when nowhere.
QString programOf(const ExecPlugin& plugin, const QString& path);

/// Stands for program, arguments and environment in the settings, so that no secret of theirs is written there.
QString fingerprint(const ExecPlugin& plugin, const QString& program);

} // namespace konductor::kube
