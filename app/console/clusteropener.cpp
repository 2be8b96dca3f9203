// SPDX-License-Identifier: Apache-2.0
#include "app/console/clusteropener.h"

#include "core/kube/incluster.h"
#include "core/kube/loginpath.h"
#include "core/kube/tlsconfiguration.h"
#include "ui/dialogs/execconsentdialog.h"
#include "ui/dialogs/secretdialog.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>

namespace konductor::app {

using namespace Qt::StringLiterals;

namespace {

const QString agreedKey = u"exec/agreed"_s;

QString printOf(const QString& program)
{
    QFile file(program);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    return file.open(QIODevice::ReadOnly) && hash.addData(&file) ? QString::fromLatin1(hash.result().toHex())
                                                                 : QString();
}

/// The kubeconfig's; where none names a context and this is a pod, the service account's.
Result<kube::ConnectionSettings> settingsOf(const kube::KubeConfig::Sources& sources, const QString& context)
{
    const auto config = kube::KubeConfig::load(sources);
    if (config) {
        return config->settings(context);
    }
    if (sources.explicitFile.isEmpty() && context.isEmpty()) {
        if (const auto pod = kube::inClusterSettings(QProcessEnvironment::systemEnvironment())) {
            return *pod;
        }
    }
    return fail(config.error());
}

} // namespace

ClusterOpener::ClusterOpener(QSettings* settings, Clock& clock)
    : m_settings(settings)
    , m_clock(clock)
    , m_typed(settings)
    , m_book(settings)
{
}

ClusterOpener::~ClusterOpener()
{
    delete m_question;
}

void ClusterOpener::open(const kube::KubeConfig::Sources& sources, const QString& context, QWidget* host)
{
    if (context.isEmpty() || !m_typed.names().contains(context)) {
        const auto settings = settingsOf(sources, context);
        if (!settings) {
            emit failed(settings.error());
            return;
        }
        open(*settings, host);
        return;
    }
    const int round = ++m_round;
    m_typed.load(context, [this, round, host = QPointer<QWidget>(host)](const Result<kube::ConnectionSettings>& typed) {
        if (round != m_round) {
            return;
        }
        if (typed) {
            open(*typed, host);
        } else {
            emit failed(typed.error());
        }
    });
}

void ClusterOpener::open(const kube::ConnectionSettings& settings, QWidget* host)
{
    ++m_round;
    delete m_question;
    m_path.reset();
    m_opening = settings;
    m_host = host;
    checkPlugin();
}

Result<kube::ExecPolicy> ClusterOpener::policy() const
{
    auto policy = kube::ExecPolicy::fromKuberc(QDir::homePath(), qEnvironmentVariable("KUBERC"));
    if (policy && m_settings) {
        policy->remember(m_settings->value(agreedKey).toStringList());
    }
    return policy;
}

Result<void> ClusterOpener::consentBefore(kube::ConnectionSettings& settings) const
{
    const auto known = policy();
    if (!known) {
        return fail(known.error());
    }
    return kube::consent(settings, *known, false, qEnvironmentVariable("PATH"));
}

void ClusterOpener::checkPlugin()
{
    if (!m_opening.exec) {
        return checkKey({});
    }
    m_opening.exec->useLoginPath = true;
    m_path = std::make_unique<kube::LoginPath>(m_clock);
    connect(m_path.get(), &kube::LoginPath::found, this, &ClusterOpener::pathFound);
    m_path->ask();
}

void ClusterOpener::pathFound(const QString& path)
{
    m_path.release()->deleteLater(); // it is in its own signal
    const auto known = policy();
    if (!known) {
        emit failed(known.error());
        return;
    }
    const auto allowed = kube::consent(m_opening, *known, false, path);
    if (allowed) {
        return checkKey({});
    }
    if (allowed.error().reason == kube::consentReason) {
        return askConsent(path);
    }
    emit failed(allowed.error());
}

void ClusterOpener::askConsent(const QString& path)
{
    const QString program = kube::programOf(*m_opening.exec, path);
    auto* dialog =
        new ui::ExecConsentDialog({m_opening.contextName, *m_opening.exec, program, printOf(program)}, m_host);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    m_question = dialog;
    connect(dialog, &ui::ExecConsentDialog::agreed, this, [this, program](bool remember) {
        if (remember && m_settings) {
            QStringList agreed = m_settings->value(agreedKey).toStringList();
            agreed.append(kube::fingerprint(*m_opening.exec, program));
            agreed.removeDuplicates();
            m_settings->setValue(agreedKey, agreed);
        }
        m_opening.exec->allowed = true;
        checkKey({});
    });
    connect(dialog, &QDialog::rejected, this, &ClusterOpener::gaveUp);
    dialog->open();
}

/// Asks again while the passphrase is wrong; closing the question ends it.
void ClusterOpener::checkKey(const QString& problem)
{
    const auto tls = kube::tlsConfiguration(m_opening);
    if (tls || tls.error().reason != kube::encryptedKeyReason) {
        return finish(); // what else is wrong, the connection says
    }
    const QString what = m_opening.clientKeyFile.isEmpty() ? tr("The client key of %1").arg(m_opening.contextName)
                                                           : m_opening.clientKeyFile;
    auto* dialog = new ui::SecretDialog(tr("Passphrase"),
                                        tr("%1 is encrypted. Its passphrase is kept until the program ends.").arg(what),
                                        problem, m_host);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    m_question = dialog;
    connect(dialog, &ui::SecretDialog::entered, this, [this](const Secret& passphrase) {
        m_opening.keyPassphrase = passphrase;
        checkKey(tr("That was not it."));
    });
    connect(dialog, &QDialog::rejected, this, &ClusterOpener::gaveUp);
    dialog->open();
}

void ClusterOpener::finish()
{
    m_opening.readOnly = m_book.of(m_opening.contextName).readOnly;
    emit ready(m_opening);
}

} // namespace konductor::app
