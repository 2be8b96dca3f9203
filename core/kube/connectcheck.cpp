// SPDX-License-Identifier: Apache-2.0
#include "core/kube/connectcheck.h"

#include "core/base/text.h"
#include "core/base/words.h"
#include "core/kube/credentials.h"
#include "core/kube/execcredential.h"
#include "core/kube/proxy.h"
#include "core/kube/settingsfacts.h"

#include <QFileInfo>
#include <QHostInfo>
#include <QPointer>

namespace konductor::kube {

using namespace Qt::StringLiterals;

namespace {

QStringList fileFacts(const KubeConfig& config)
{
    QStringList facts;
    for (const QString& file : config.lookedFor()) {
        qsizetype contexts = 0;
        for (const KubeConfig::Context& context : config.contexts()) {
            contexts += context.file == file;
        }
        facts.append(!QFileInfo::exists(file) ? inWords("Connect", "%1: not there").arg(isolated(file))
                         : config.files().contains(file)
                         ? inWords("Connect", "%1: %n contexts", "%1: 1 context", contexts).arg(isolated(file))
                         : inWords("Connect", "%1: cannot be used").arg(isolated(file)));
    }
    return facts;
}

/// Others on this machine may read it, and what it may hold.
QStringList openToOthers(const QStringList& files)
{
    QStringList open;
    for (const QString& file : files) {
        if (QFileInfo(file).permissions() & (QFile::ReadGroup | QFile::ReadOther)) {
            open.append(isolated(file));
        }
    }
    return open;
}

bool hasExpired(const QByteArray& pem, Timestamp now)
{
    const QList<QSslCertificate> chain = QSslCertificate::fromData(pem, QSsl::Pem);
    return !chain.isEmpty() && chain.first().expiryDate().toMSecsSinceEpoch() < now.time_since_epoch().count();
}

} // namespace

ConnectCheck::ConnectCheck(Options options, Clock& clock) : m_options(std::move(options)), m_clock(clock) { }

ConnectCheck::~ConnectCheck()
{
    if (m_lookup >= 0) {
        QHostInfo::abortHostLookup(m_lookup);
    }
}

void ConnectCheck::start()
{
    run(0);
}

void ConnectCheck::run(size_t stage)
{
    m_stage = stage;
    m_began = m_clock.monotonic();
    switch (checkStages.at(stage)) {
    case CheckStage::Files:
        return done(files());
    case CheckStage::Context:
        return done(context());
    case CheckStage::Credentials:
        return credentials();
    case CheckStage::Dns:
        return dns();
    case CheckStage::Tcp:
        return tcp();
    case CheckStage::Proxy:
        return proxy();
    case CheckStage::Tls:
        return tls();
    case CheckStage::Authentication:
        return authentication();
    case CheckStage::Version:
        return version();
    case CheckStage::Discovery:
        return discovery();
    case CheckStage::Rights:
        return rights();
    }
    Q_UNREACHABLE();
}

void ConnectCheck::done(CheckStep step)
{
    step.stage = checkStages.at(m_stage);
    step.took = m_clock.monotonic() - m_began;
    m_failed = step.outcome == CheckStep::Outcome::Failed;
    const QPointer<ConnectCheck> self(this);
    emit stepDone(step);
    if (!self) {
        return;
    }
    for (size_t next = m_stage + 1; m_failed && next < checkStages.size() && self; ++next) {
        CheckStep skipped = CheckStep::skipped(inWords("Connect", "not reached"));
        skipped.stage = checkStages.at(next);
        emit stepDone(skipped);
    }
    if (self && (m_failed || m_stage + 1 == checkStages.size())) {
        emit finished();
    } else if (self) { // from the event loop: a step may be done within the call that began it
        QMetaObject::invokeMethod(
            this, [this] { run(m_stage + 1); }, Qt::QueuedConnection);
    }
}

CheckStep ConnectCheck::files()
{
    if (m_options.settings) {
        return CheckStep::skipped(inWords("Connect", "none is read for this cluster"));
    }
    const auto config = KubeConfig::load(m_options.sources);
    if (!config) {
        return CheckStep::failed(config.error());
    }
    m_config = *config;
    const QStringList facts = fileFacts(*config);
    const auto contexts = static_cast<qint64>(config->contexts().size());
    const QString read = inWords("Connect", "%1 read, %2")
                             .arg(inWords("Connect", "%n files", "1 file", config->files().size()),
                                  inWords("Connect", "%n contexts", "1 context", contexts));
    if (!config->problems().empty()) {
        const Error& problem = config->problems().front();
        return CheckStep::warned(u"%1; %2: %3"_s.arg(read, problem.subject.shown, problem.message.shown),
                                 problem.advice.shown, facts);
    }
    if (const QStringList open = openToOthers(config->files()); !open.isEmpty()) {
        return CheckStep::warned(
            inWords("Connect", "%1; others on this machine may read %2").arg(read, open.join(u", "_s)),
            inWords("Connect", "Take that right from them: chmod 600."), facts);
    }
    return CheckStep::passed(read, facts);
}

CheckStep ConnectCheck::context()
{
    if (m_options.settings) {
        m_settings = *m_options.settings;
    } else {
        const auto settings = m_config->settings(m_options.context);
        if (!settings) {
            return CheckStep::failed(settings.error());
        }
        m_settings = *settings;
    }
    const bool chosen = m_options.settings || !m_options.context.isEmpty();
    return CheckStep::passed((chosen ? inWords("Connect", "%1: cluster %2 as %3")
                                     : inWords("Connect", "%1, the current one: cluster %2 as %3"))
                                 .arg(m_settings.contextName, m_settings.clusterName, m_settings.userName),
                             settingsFacts(m_settings));
}

/// Opens the connection too: that checks keys and certificates, and the proxy's address.
CheckStep ConnectCheck::openConnection(const QString& finding, const QStringList& facts)
{
    const auto environment = ProxyEnvironment::from(QProcessEnvironment::systemEnvironment());
    auto opened = Connection::open(m_settings, m_clock);
    if (!opened) {
        return CheckStep::failed(opened.error(), facts);
    }
    m_connection = std::move(*opened);
    m_proxyUrl = proxyUrlFor(m_settings, environment);
    m_proxy = proxyFor(m_settings, environment).value_or(QNetworkProxy(QNetworkProxy::NoProxy));
    if (hasExpired(m_settings.clientCertificatePem, m_clock.now())) {
        return CheckStep::warned(inWords("Connect", "%1; it has expired").arg(finding),
                                 inWords("Connect", "Get a new client certificate."), facts);
    }
    if (finding == inWords("Connect", "nothing")) {
        return CheckStep::warned(
            inWords("Connect", "nothing signs in: the server will take us for nobody"),
            inWords("Connect", "Give the user in the kubeconfig a token, a client certificate or an exec plugin."));
    }
    if (!mayCarryCredentials(m_settings.server)) {
        return CheckStep::warned(
            inWords("Connect", "%1, which is not sent: the server's address is plain http").arg(finding),
            inWords("Connect", "Use the server's https address."), facts);
    }
    return CheckStep::passed(finding, facts);
}

void ConnectCheck::credentials()
{
    const QString words = credentialWords(m_settings);
    if (!m_settings.exec || !mayCarryCredentials(m_settings.server)) {
        return done(openConnection(words, {}));
    }
    if (const auto allowed = m_options.consent ? m_options.consent(m_settings) : Result<void>(); !allowed) {
        return done(CheckStep::failed(allowed.error()));
    }
    m_plugin = std::make_unique<ExecCredential>(m_settings, m_clock);
    const QPointer<ConnectCheck> self(this);
    m_plugin->ready().then([self](Result<void> ready) {
        if (!self || (!ready && ready.error().kind == Error::Kind::Cancelled)) {
            return;
        }
        if (ready) {
            self->pluginGave();
        } else {
            self->done(CheckStep::failed(ready.error()));
        }
    });
}

/// From here on the steps sign in with what it gave, so that it runs once.
void ConnectCheck::pluginGave()
{
    const IssuedCredential& issued = m_plugin->current();
    const QString words = credentialWords(m_settings);
    QStringList facts{issued.token.isEmpty() ? inWords("Connect", "it gave a client certificate")
                          : issued.certificatePem.isEmpty()
                          ? inWords("Connect", "it gave a token")
                          : inWords("Connect", "it gave a token and a client certificate")};
    facts.append(issued.expires ? inWords("Connect", "valid until %1").arg(formatTimestamp(*issued.expires))
                                : inWords("Connect", "valid until the server refuses it"));
    m_settings.token = issued.token;
    m_settings.clientCertificatePem = issued.certificatePem;
    m_settings.clientKeyPem = issued.keyPem;
    m_settings.exec.reset();
    done(openConnection(words, facts));
}

} // namespace konductor::kube
