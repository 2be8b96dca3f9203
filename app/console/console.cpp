// SPDX-License-Identifier: Apache-2.0
#include "app/console/console.h"

#include "core/kube/connectcheck.h"
#include "core/kube/incluster.h"
#include "core/snapshot/capture.h"
#include "ui/dialogs/checkdialog.h"
#include "ui/dialogs/connectdialog.h"
#include "ui/dialogs/typedclusterdialog.h"
#include "ui/models/clusterinsight.h"
#include "ui/window/windowstate.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>
#include <QScreen>

namespace konductor::app {

using namespace Qt::StringLiterals;

namespace {
const QString defaultScenario = u"nightly-pipeline"_s;
const QString recentKey = u"recentSnapshots"_s;
const QString appearanceKey = u"appearance"_s;
constexpr qsizetype mostRecent = 8;

QString appearanceName(ui::Scheme scheme)
{
    switch (scheme) {
    case ui::Scheme::Light:
        return u"light"_s;
    case ui::Scheme::Dark:
        return u"dark"_s;
    case ui::Scheme::HighContrast:
        return u"high-contrast"_s;
    }
    Q_UNREACHABLE();
}

bool isSamePlugin(const std::optional<kube::ExecPlugin>& a, const std::optional<kube::ExecPlugin>& b)
{
    return a && b ? a->command == b->command && a->arguments == b->arguments && a->environment == b->environment
                  : !a && !b;
}

bool isSameConnection(const kube::ConnectionSettings& a, const kube::ConnectionSettings& b)
{
    return a.server == b.server && a.caPem == b.caPem && a.insecure == b.insecure && a.tlsServerName == b.tlsServerName
        && a.proxyUrl == b.proxyUrl && a.token == b.token && a.tokenFile == b.tokenFile && a.username == b.username
        && a.password == b.password && a.clientCertificateFile == b.clientCertificateFile
        && (!a.clientCertificateFile.isEmpty() || a.clientCertificatePem == b.clientCertificatePem)
        && a.impersonation == b.impersonation && isSamePlugin(a.exec, b.exec);
}

kube::ConnectCheck::Options checkOptions(const kube::KubeConfig::Sources& sources, const QString& context)
{
    kube::ConnectCheck::Options options;
    options.sources = sources;
    options.context = context;
    const KindInfo& info = kindInfo(Kind::Lease);
    options.group = info.group.toString();
    options.version = info.version.toString();
    for (const Kind kind : konductorKinds) {
        options.resources.append(kindInfo(kind).plural.toString());
    }
    return options;
}
} // namespace

Console::Console(ConsoleOptions options) : m_options(std::move(options))
{
    connect(&m_saver, &SnapshotSaver::failed, this,
            [this](const Error& error) { report(tr("The snapshot was not saved"), error); });
}

Console::~Console()
{
    closeWindow();
}

kube::KubeConfig::Sources Console::sources() const
{
    return kube::KubeConfig::Sources::fromProcess(m_options.kubeconfig);
}

void Console::start()
{
    std::optional<Error> broken;
    if (!m_options.settings.isEmpty()) {
        SettingsFile file = SettingsFile::open(m_options.settings);
        m_settings = std::move(file.settings);
        broken = std::move(file.problem);
    }
    if (m_settings) {
        emit appearanceChosen(appearance());
    }
    m_opener = std::make_unique<ClusterOpener>(m_settings.get(), m_clock);
    connect(m_opener.get(), &ClusterOpener::ready, this, &Console::opened);
    connect(m_opener.get(), &ClusterOpener::failed, this, &Console::refused);
    connect(m_opener.get(), &ClusterOpener::gaveUp, this, &Console::chooseAnother);
    if (!m_options.snapshot.isEmpty()) {
        openSnapshot(m_options.snapshot);
    } else if (m_options.sandbox) {
        openSandbox(m_options.sandbox->isEmpty() ? defaultScenario : *m_options.sandbox);
    } else if (!m_options.context.isEmpty() || !m_options.kubeconfig.isEmpty()) {
        openContext(m_options.context);
    } else if (kube::KubeConfig::load(sources()) || kube::inClusterSettings(QProcessEnvironment::systemEnvironment())) {
        openContext({});
    } else {
        openSandbox(defaultScenario);
    }
    if (broken) {
        report(tr("The settings were set aside"), *broken);
    }
}

void Console::openSandbox(const QString& scenario)
{
    auto started = sandbox::Sandbox::start({.scenario = scenario});
    if (!started) {
        report(tr("The sandbox does not start"), started.error());
        return;
    }
    kube::ConnectionSettings settings = (*started)->connectionSettings();
    settings.readOnly = m_opener->book().of(settings.contextName).readOnly;
    std::unique_ptr<sandbox::Sandbox> previous = std::exchange(m_sandbox, std::move(*started));
    open(std::move(settings)); // ends the session on the previous sandbox before that goes
}

void Console::openContext(const QString& context)
{
    m_context = context;
    m_opener->open(sources(), context, m_window.get());
}

void Console::openTyped(const kube::ConnectionSettings& typed)
{
    m_context = typed.contextName;
    m_opener->typed().keep(typed, [](const Result<void>&) { /* the dialog said whether there is a keychain */ });
    m_opener->open(typed, m_window.get());
}

void Console::opened(const kube::ConnectionSettings& settings)
{
    open(settings);
    m_sandbox.reset();
    watchKubeconfig();
}

void Console::refused(const Error& error)
{
    chooseAnother();
    report(tr("This context cannot be used"), error);
}

/// Without a window there would be nothing to choose another cluster in.
void Console::chooseAnother()
{
    if (!m_window) {
        openSandbox(defaultScenario);
        chooseCluster();
    }
}

void Console::setReadOnly(bool readOnly)
{
    if (!m_session) { // a snapshot: nothing can be written
        return;
    }
    kube::ConnectionSettings settings = m_session->settings();
    m_opener->book().setReadOnly(settings.contextName, readOnly);
    settings.readOnly = readOnly;
    open(std::move(settings));
}

// ---- what is chosen for a context

void Console::askContext(ui::ContextSheet::Start start)
{
    if (!m_session) { // a snapshot: no context
        return;
    }
    const kube::ConnectionSettings& open = m_session->settings();
    ui::ContextChoices choices = m_opener->book().of(open.contextName);
    choices.readOnly = open.readOnly;
    m_window->askContext(choices, start);
}

/// In the connect dialog.
void Console::askContextBefore(const QString& context)
{
    auto* sheet =
        new ui::ContextSheet(context, m_opener->book().of(context), ui::ContextSheet::Start::Color, m_chooser);
    // Queued: it may end the window under the very sheet that tells.
    connect(
        sheet, &ui::ContextSheet::chosen, this,
        [this, context](const ui::ContextChoices& choices) {
            if (m_chooser) {
                m_chooser->setMark(context, choices.mark);
            }
            keepContext(context, choices);
        },
        Qt::QueuedConnection);
}

/// Other rights to write, or other namespaces, are another connection.
void Console::keepContext(const QString& context, const ui::ContextChoices& choices)
{
    const QStringList before = m_opener->book().of(context).namespaces;
    m_opener->book().keep(context, choices);
    if (!m_session || m_session->settings().contextName != context) {
        return;
    }
    kube::ConnectionSettings settings = m_session->settings();
    if (settings.readOnly == choices.readOnly && before == choices.namespaces) {
        m_window->setMark(choices.mark);
        return;
    }
    if (before != choices.namespaces) {
        m_options.namespaces.clear(); // what is typed in now comes after the command line
    }
    settings.readOnly = choices.readOnly;
    open(std::move(settings));
}

// ---- the kubeconfig changes

void Console::watchKubeconfig()
{
    if (!m_watcher) {
        m_watcher = std::make_unique<kube::KubeConfigWatcher>(m_clock);
        connect(m_watcher.get(), &kube::KubeConfigWatcher::changed, this, &Console::kubeconfigChanged);
    }
    const auto config = kube::KubeConfig::load(sources());
    m_watcher->watch(config ? config->watchedFiles() : QStringList());
}

/// Another server, identity or authority is another connection. What only rotates is read again by the connection.
void Console::kubeconfigChanged()
{
    watchKubeconfig();
    const auto config = kube::KubeConfig::load(sources());
    if (!m_context || m_sandbox || !config || m_opener->typed().names().contains(*m_context)) {
        return;
    }
    const kube::ConnectionSettings& open = m_session->settings();
    const auto fresh = config->settings(open.contextName);
    if (fresh && !isSameConnection(*fresh, open)) {
        m_opener->open(sources(), open.contextName, m_window.get());
    }
}

void Console::open(kube::ConnectionSettings settings)
{
    closeWindow();
    m_runner.reset();
    m_reader.reset();
    m_rights.reset();
    m_opened.reset();
    const ui::ContextChoices choices = m_opener->book().of(settings.contextName);
    m_session = std::make_unique<live::LiveSession>(std::move(settings),
                                                    live::LiveOptions{.namespaces = m_options.namespaces,
                                                                      .knownNamespaces = choices.namespaces,
                                                                      .watchPods = true});
    m_runner = std::make_unique<SessionPlanRunner>(*m_session, m_clock);
    m_runner->setRecorder(openRecorder());
    m_reader = std::make_unique<SessionObjectReader>(*m_session);
    m_rights = std::make_unique<live::RightsBook>(*m_session, m_clock);
    makeWindow(m_session->mirror(), m_clock, *m_runner);
    m_window->setReader(m_reader.get());
    m_window->setRights(m_rights.get());
    m_window->setMark(choices.mark);
    connect(m_window.get(), &ui::MainWindow::contextRequested, this, &Console::askContext);
    connect(
        m_window.get(), &ui::MainWindow::contextChosen, this,
        [this](const ui::ContextChoices& made) { keepContext(m_session->settings().contextName, made); },
        Qt::QueuedConnection);
    // Queued: it ends the very window that asks.
    connect(m_window.get(), &ui::MainWindow::readOnlyRequested, this, &Console::setReadOnly, Qt::QueuedConnection);
    connect(m_window.get(), &ui::MainWindow::reconnectRequested, m_session.get(), &live::LiveSession::reconnectNow);
    connect(m_session.get(), &live::LiveSession::podsChanged, &m_window->insight(), &ui::ClusterInsight::takePods);
    if (std::exchange(m_options.reportTimings, false)) {
        m_timings = std::make_unique<Timings>(*m_window, *m_session);
    }
    m_window->show();
}

/// A file that cannot be opened leaves what is shown; with nothing shown, the sandbox comes up below the reason.
void Console::openSnapshot(const QString& path)
{
    auto opened = OpenedSnapshot::open(path);
    if (!opened) {
        if (!m_window) {
            openSandbox(defaultScenario);
        }
        report(tr("This snapshot cannot be opened"), opened.error());
        return;
    }
    closeWindow();
    m_runner.reset();
    m_reader.reset();
    m_rights.reset();
    m_session.reset();
    m_sandbox.reset();
    m_context.reset();
    m_opened = std::move(*opened);
    makeWindow(m_opened->mirror(), m_opened->clock(), m_opened->runner());
    m_window->insight().setVerdicts(m_opened->verdicts());
    m_opened->show();
    noteRecent(path);
    m_window->show();
}

void Console::makeWindow(const live::ClusterMirror& mirror, Clock& clock, ui::PlanRunner& runner)
{
    m_window = std::make_unique<ui::MainWindow>(mirror, clock, runner);
    placeWindow();
    if (m_settings) {
        m_window->setRecentSnapshots(m_settings->value(recentKey).toStringList());
    }
    m_window->setAppearance(appearance());
    connect(m_window.get(), &ui::MainWindow::appearanceChosen, this, &Console::setAppearance);
    connect(m_window.get(), &ui::MainWindow::connectRequested, this, &Console::chooseCluster);
    connect(m_window.get(), &ui::MainWindow::snapshotRequested, this, &Console::saveSnapshot);
    connect(m_window.get(), &ui::MainWindow::openSnapshotRequested, this, &Console::chooseSnapshot);
    // Queued: it ends the very window that asks.
    connect(m_window.get(), &ui::MainWindow::snapshotChosen, this, &Console::openSnapshot, Qt::QueuedConnection);
    if (!m_options.page.isEmpty()) {
        m_window->showPage(m_options.page);
    }
}

std::optional<ui::Scheme> Console::appearance() const
{
    const QString name = m_settings ? m_settings->value(appearanceKey).toString() : QString();
    for (const ui::Scheme scheme : ui::schemes) {
        if (name == appearanceName(scheme)) {
            return scheme;
        }
    }
    return std::nullopt;
}

void Console::setAppearance(std::optional<ui::Scheme> scheme)
{
    if (m_settings) {
        m_settings->setValue(appearanceKey, scheme ? appearanceName(*scheme) : u"desktop"_s);
    }
    emit appearanceChosen(scheme);
}

void Console::noteRecent(const QString& path)
{
    if (!m_settings) {
        return;
    }
    QStringList recent = m_settings->value(recentKey).toStringList();
    const QString whole = QFileInfo(path).absoluteFilePath();
    recent.removeAll(whole);
    recent.prepend(whole);
    recent = recent.mid(0, mostRecent);
    m_settings->setValue(recentKey, recent);
    m_window->setRecentSnapshots(recent);
}

void Console::chooseSnapshot()
{
    auto* dialog =
        new QFileDialog(m_window.get(), tr("Open a snapshot"), QString(), tr("Snapshots (*.json);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &Console::openSnapshot, Qt::QueuedConnection);
    dialog->open();
}

void Console::closeWindow()
{
    if (m_window && m_settings) {
        ui::saveWindow(*m_window, *m_settings);
    }
    m_timings.reset();
    m_window.reset();
}

void Console::placeWindow()
{
    if (!m_settings || !ui::restoreWindow(*m_window, *m_settings)) {
        m_window->resize(m_window->size().boundedTo(m_window->screen()->availableSize()));
    }
}

std::unique_ptr<history::Recorder> Console::openRecorder()
{
    auto recorder =
        std::make_unique<history::Recorder>(history::Journal::open(history::Journal::defaultPath()), m_clock);
    recorder->setActor(history::actorOf(m_session->settings()));
    connect(recorder.get(), &history::Recorder::failed, this,
            [this](const Error& error) { report(tr("The journal cannot be written"), error); });
    return recorder;
}

void Console::chooseCluster()
{
    std::vector<ui::ContextChoice> contexts;
    QStringList problems;
    if (const auto config = kube::KubeConfig::load(sources())) {
        for (const kube::KubeConfig::Context& context : config->contexts()) {
            contexts.push_back({context.name, context.cluster, context.user, context.ns, context.file,
                                m_opener->book().of(context.name).mark});
        }
        for (const Error& problem : config->problems()) {
            problems.append(oneLine(problem));
        }
    } else {
        problems.append(oneLine(config.error()));
    }
    for (const QString& name : m_opener->typed().names()) {
        contexts.push_back(
            {name, m_opener->typed().serverOf(name), name, {}, tr("typed in"), m_opener->book().of(name).mark});
    }
    std::vector<ui::ScenarioChoice> scenarios;
    for (const sandbox::ScenarioInfo& scenario : sandbox::Sandbox::scenarios()) {
        scenarios.push_back({scenario.name, scenario.description});
    }
    m_chooser = new ui::ConnectDialog(std::move(contexts), std::move(scenarios), std::move(problems), m_window.get());
    m_chooser->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_chooser, &ui::ConnectDialog::contextChosen, this, &Console::openContext, Qt::QueuedConnection);
    connect(m_chooser, &ui::ConnectDialog::sandboxChosen, this, &Console::openSandbox, Qt::QueuedConnection);
    connect(m_chooser, &ui::ConnectDialog::typeInRequested, this, &Console::typeIn, Qt::QueuedConnection);
    connect(m_chooser, &ui::ConnectDialog::checkRequested, this, &Console::check);
    connect(m_chooser, &ui::ConnectDialog::contextRequested, this, &Console::askContextBefore);
    m_chooser->open();
}

void Console::typeIn()
{
    auto* dialog = new ui::TypedClusterDialog(m_window.get());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    m_opener->typed().keychain().probe([dialog = QPointer<ui::TypedClusterDialog>(dialog)](bool available) {
        if (dialog) {
            dialog->setKeychain(available);
        }
    });
    connect(dialog, &ui::TypedClusterDialog::entered, this, &Console::openTyped, Qt::QueuedConnection);
    dialog->open();
}

/// The walk lives as long as its dialog.
void Console::check(const QString& context)
{
    QWidget* over = m_chooser ? static_cast<QWidget*>(m_chooser) : m_window.get();
    auto* dialog = new ui::CheckDialog(context, over);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    kube::ConnectCheck::Options options = checkOptions(sources(), context);
    options.consent = [this](kube::ConnectionSettings& settings) { return m_opener->consentBefore(settings); };
    auto* walk = new kube::ConnectCheck(std::move(options), m_clock);
    walk->setParent(dialog);
    connect(walk, &kube::ConnectCheck::stepDone, dialog, &ui::CheckDialog::add);
    connect(walk, &kube::ConnectCheck::finished, dialog, [dialog, walk] { dialog->finish(!walk->hasFailed()); });
    connect(dialog, &ui::CheckDialog::connectRequested, this, [this, context] {
        if (m_chooser) {
            m_chooser->reject();
        }
        QMetaObject::invokeMethod(
            this, [this, context] { openContext(context); }, Qt::QueuedConnection);
    });
    dialog->open();
    walk->start();
}

void Console::saveSnapshot()
{
    const QString program = u"konductor-console "_s + QCoreApplication::applicationVersion();
    if (m_opened) {
        m_saver.save(m_opened->snapshot(), m_window.get());
        return;
    }
    snapshot::askWhoTakes(*m_session, program, m_window.get(), [this](const snapshot::Taker& taker) {
        const insight::HolderBook& pods = m_window->insight().holders();
        m_saver.save(snapshot::captured(m_session->mirror(), m_clock.now(),
                                        {.verdicts = &pods, .pods = pods.coverage(), .takenBy = taker}),
                     m_window.get());
    });
}

void Console::report(const QString& title, const Error& error)
{
    auto* box = new QMessageBox(QMessageBox::Warning, title, oneLine(error), QMessageBox::Close, m_window.get());
    box->setTextFormat(Qt::PlainText);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

} // namespace konductor::app
