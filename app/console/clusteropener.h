// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/console/contextbook.h"
#include "app/console/typedclusters.h"
#include "core/base/clock.h"
#include "core/kube/execpolicy.h"
#include "core/kube/kubeconfig.h"

#include <QObject>
#include <QPointer>
#include <QWidget>

namespace konductor::kube {
class LoginPath;
}

namespace konductor::app {

/// From a context's name to settings that can be opened: reads the kubeconfig, or, where there is none and this is a
/// pod, the service account; asks before an exec plugin runs for the first time, and for the passphrase of an encrypted
/// key; says whether the connection may write. Consents and choices are remembered in the settings, secrets are not.
/// One opening at a time: a new one ends the one before.
class ClusterOpener final : public QObject {
    Q_OBJECT
public:
    /// `settings` may be null. Settings and clock must outlive this object.
    ClusterOpener(QSettings* settings, Clock& clock);
    ~ClusterOpener() override;

    TypedClusters& typed() { return m_typed; }
    ContextBook& book() { return m_book; }

    /// A context of the kubeconfig, the current one when the name is empty, or a cluster that was typed in. Questions
    /// are asked over `host`, which may be null.
    void open(const kube::KubeConfig::Sources& sources, const QString& context, QWidget* host);
    /// The same for what was just typed in.
    void open(const kube::ConnectionSettings& settings, QWidget* host);

    /// Whether the person agreed to this plugin before, for a walk that must not ask; see kube::consent().
    Result<void> consentBefore(kube::ConnectionSettings& settings) const;

signals:
    void ready(const konductor::kube::ConnectionSettings& settings);
    void failed(const konductor::Error& error);
    /// The person closed a question.
    void gaveUp();

private:
    void checkPlugin();
    void pathFound(const QString& path);
    void askConsent(const QString& path);
    void checkKey(const QString& problem);
    void finish();
    Result<kube::ExecPolicy> policy() const;

    QSettings* m_settings;
    Clock& m_clock;
    TypedClusters m_typed;
    ContextBook m_book;
    kube::ConnectionSettings m_opening;
    QPointer<QWidget> m_host;
    QPointer<QWidget> m_question;
    std::unique_ptr<kube::LoginPath> m_path;
    int m_round = 0; ///< Of openings.
};

} // namespace konductor::app
