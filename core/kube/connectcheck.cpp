// SPDX-License-Identifier: Apache-2.0
#include "core/kube/connectcheck.h"

#include "core/base/text.h"
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
        facts.append(!QFileInfo::exists(file)            ? file + u": not there"_s
                         : config.files().contains(file) ? u"%1: %2"_s.arg(file, counted(contexts, u"context"))
                                                         : file + u": cannot be used"_s);
    }
    return facts;
}

/// Others on this machine may read it, and what it may hold.
QStringList openToOthers(const QStringList& files)
{
    QStringList open;
    for (const QString& file : files) {
        if (QFileInfo(file).permissions() & (QFile::ReadGroup | QFile::ReadOther)) {
            open.append(file);
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
        CheckStep skipped = CheckStep::skipped(u"not reached"_s);
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
        return CheckStep::skipped(u"none is read for this cluster"_s);
    }
    const auto config = KubeConfig::load(m_options.sources);
    if (!config) {
        return CheckStep::failed(config.error());
    }
    m_config = *config;
    const QStringList facts = fileFacts(*config);
    const QString read = u"%1 read, %2"_s.arg(counted(config->files().size(), u"file"),
                                              counted(static_cast<qsizetype>(config->contexts().size()), u"context"));
    if (!config->problems().empty()) {
        const Error& problem = config->problems().front();
        return CheckStep::warned(u"%1; %2: %3"_s.arg(read, problem.subject, problem.message), problem.advice, facts);
    }
    if (const QStringList open = openToOthers(config->files()); !open.isEmpty()) {
        return CheckStep::warned(read + u"; others on this machine may read "_s + open.join(u", "_s),
                                 u"Take that right from them: chmod 600."_s, facts);
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
    const QString chosen = m_options.settings || !m_options.context.isEmpty() ? QString() : u", the current one"_s;
    return CheckStep::passed(
        u"%1%2: cluster %3 as %4"_s.arg(m_settings.contextName, chosen, m_settings.clusterName, m_settings.userName),
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
        return CheckStep::warned(finding + u"; it has expired"_s, u"Get a new client certificate."_s, facts);
    }
    if (finding == u"nothing") {
        return CheckStep::warned(u"nothing signs in: the server will take us for nobody"_s,
                                 u"Give the user in the kubeconfig a token, a client certificate or an exec plugin."_s);
    }
    if (!mayCarryCredentials(m_settings.server)) {
        return CheckStep::warned(u"%1, which is not sent: the server's address is plain http"_s.arg(finding),
                                 u"Use the server's https address."_s, facts);
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
    QStringList facts{u"it gave "_s
                      + (issued.token.isEmpty()                ? u"a client certificate"_s
                             : issued.certificatePem.isEmpty() ? u"a token"_s
                                                               : u"a token and a client certificate"_s)};
    facts.append(issued.expires ? u"valid until "_s + formatTimestamp(*issued.expires)
                                : u"valid until the server refuses it"_s);
    m_settings.token = issued.token;
    m_settings.clientCertificatePem = issued.certificatePem;
    m_settings.clientKeyPem = issued.keyPem;
    m_settings.exec.reset();
    done(openConnection(words, facts));
}

} // namespace konductor::kube
