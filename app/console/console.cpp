// SPDX-License-Identifier: Apache-2.0
#include "app/console/console.h"

#include "core/snapshot/capture.h"
#include "core/snapshot/document.h"
#include "core/snapshot/privatefile.h"
#include "ui/dialogs/connectdialog.h"
#include "ui/models/clusterinsight.h"
#include "ui/window/windowstate.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QMessageBox>
#include <QScreen>

namespace konductor::app {

using namespace Qt::StringLiterals;

namespace {
const QString defaultScenario = u"nightly-pipeline"_s;
} // namespace

Console::Console(ConsoleOptions options) : m_options(std::move(options)) { }

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
    if (m_options.sandbox) {
        openSandbox(m_options.sandbox->isEmpty() ? defaultScenario : *m_options.sandbox);
    } else if (!m_options.context.isEmpty() || !m_options.kubeconfig.isEmpty()) {
        openContext(m_options.context);
    } else if (kube::KubeConfig::load(sources())) {
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
    std::unique_ptr<sandbox::Sandbox> previous = std::exchange(m_sandbox, std::move(*started));
    open(std::move(settings)); // ends the session on the previous sandbox before that goes
}

void Console::openContext(const QString& context)
{
    const auto config = kube::KubeConfig::load(sources());
    const auto settings = config ? config->settings(context) : Result<kube::ConnectionSettings>(fail(config.error()));
    if (!settings) {
        report(tr("This context cannot be used"), settings.error());
        return;
    }
    open(*settings);
    m_sandbox.reset();
}

void Console::open(kube::ConnectionSettings settings)
{
    closeWindow();
    m_runner.reset();
    m_reader.reset();
    m_session = std::make_unique<live::LiveSession>(
        std::move(settings), live::LiveOptions{.namespaces = m_options.namespaces, .watchPods = true});
    m_runner = std::make_unique<SessionPlanRunner>(*m_session, m_clock);
    m_runner->setRecorder(openRecorder());
    m_reader = std::make_unique<SessionObjectReader>(*m_session);
    m_window = std::make_unique<ui::MainWindow>(m_session->mirror(), m_clock, *m_runner);
    m_window->setReader(m_reader.get());
    placeWindow();
    // Queued: these end the very window that asks.
    connect(m_window.get(), &ui::MainWindow::connectRequested, this, &Console::chooseCluster);
    connect(m_window.get(), &ui::MainWindow::snapshotRequested, this, &Console::saveSnapshot);
    connect(m_window.get(), &ui::MainWindow::reconnectRequested, m_session.get(), &live::LiveSession::reconnectNow);
    connect(m_session.get(), &live::LiveSession::podsChanged, &m_window->insight(), &ui::ClusterInsight::takePods);
    if (!m_options.page.isEmpty()) {
        m_window->showPage(m_options.page);
    }
    if (std::exchange(m_options.reportTimings, false)) {
        m_timings = std::make_unique<Timings>(*m_window, *m_session);
    }
    m_window->show();
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
            contexts.push_back({context.name, context.cluster, context.user, context.ns, context.file});
        }
        for (const Error& problem : config->problems()) {
            problems.append(oneLine(problem));
        }
    } else {
        problems.append(oneLine(config.error()));
    }
    std::vector<ui::ScenarioChoice> scenarios;
    for (const sandbox::ScenarioInfo& scenario : sandbox::Sandbox::scenarios()) {
        scenarios.push_back({scenario.name, scenario.description});
    }
    auto* dialog =
        new ui::ConnectDialog(std::move(contexts), std::move(scenarios), std::move(problems), m_window.get());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ui::ConnectDialog::contextChosen, this, &Console::openContext, Qt::QueuedConnection);
    connect(dialog, &ui::ConnectDialog::sandboxChosen, this, &Console::openSandbox, Qt::QueuedConnection);
    dialog->open();
}

void Console::saveSnapshot()
{
    auto* dialog = new QFileDialog(m_window.get(), tr("Save a snapshot"), QString(), tr("JSON (*.json)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"json"_s);
    dialog->selectFile(u"konductor-snapshot.json"_s);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& file) {
        snapshot::askWhoTakes(*m_session, u"konductor-console "_s + QCoreApplication::applicationVersion(), this,
                              [this, file](const snapshot::Taker& taker) { writeSnapshot(file, taker); });
    });
    dialog->open();
}

void Console::writeSnapshot(const QString& file, const snapshot::Taker& taker)
{
    const insight::HolderBook& pods = m_window->insight().holders();
    const snapshot::Meaning meaning(snapshot::captured(
        m_session->mirror(), m_clock.now(),
        {.verdicts = &pods, .pods = pods.coverage(), .takenBy = taker, .chosen = {}, .selection = {}}));
    const auto written = snapshot::writePrivateFile(
        file, [&meaning](QIODevice& device) { return snapshot::writeDocument(meaning, device); });
    if (!written) {
        report(tr("The snapshot was not saved"), written.error());
    }
}

void Console::report(const QString& title, const Error& error)
{
    auto* box = new QMessageBox(QMessageBox::Warning, title, oneLine(error), QMessageBox::Close, m_window.get());
    box->setTextFormat(Qt::PlainText);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

} // namespace konductor::app
