// SPDX-License-Identifier: Apache-2.0
#include "app/console/console.h"

#include "core/base/text.h"
#include "core/base/words.h"
#include "core/kube/incluster.h"
#include "ui/window/actions.h"
#include "ui/window/windowstate.h"

#include <algorithm>

namespace konductor::app {

using namespace Qt::StringLiterals;

namespace {

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

} // namespace

Console::Console(ConsoleOptions options) : m_options(std::move(options))
{
    connect(&m_saver, &SnapshotSaver::failed, this,
            [this](const Error& error) { report(tr("The snapshot was not saved"), error); });
    connect(&m_saver, &SnapshotSaver::saved, this, [this](const QStringList& paths) {
        if (window()) {
            const QString more = paths.size() > 1 ? u' ' + tr("and %1 more").arg(paths.size() - 1) : QString();
            window()->note(tr("Snapshot saved"), isolated(visibleText(paths.first())) + more);
        }
    });
    connect(&m_snapshots, &SnapshotOpener::gaveUp, this, &Console::ensureOne);
    connect(&m_comparer, &Comparer::openRequested, this, &Console::showCompared);
}

Console::~Console()
{
    if (window() && m_settings) {
        ui::saveWindow(*window(), *m_settings);
    }
    if (m_combined && m_settings) {
        ui::saveCombined(*m_combined, *m_settings);
    }
    m_timings.reset();
    m_remembers = false; // what is open now is what was open last time
    delete std::exchange(m_combined, nullptr); // it reads from the clusters
    while (!m_clusters.empty()) {
        m_stack->removeWidget(&m_clusters.back()->view());
        m_clusters.pop_back();
    }
}

kube::KubeConfig::Sources Console::sources() const
{
    return kube::KubeConfig::Sources::fromProcess(m_options.kubeconfig);
}

void Console::start()
{
    std::optional<Error> broken;
    if (m_options.settings) {
        m_settings = std::move(m_options.settings->settings);
        broken = m_options.settings->problem();
    }
    m_notifier = std::make_unique<DesktopNotifier>(m_options.bus);
    m_choices = std::make_unique<ui::Settings>(m_settings.get());
    for (const QString& assignment : std::as_const(m_options.set)) {
        m_choices->override(assignment);
    }
    connect(m_choices.get(), &ui::Settings::changed, this, [this](ui::Setting setting) {
        if (setting == ui::Setting::Appearance) {
            tellAppearance();
        } else if (setting == ui::Setting::Tray) {
            m_tray->setWanted(m_choices->isOn(setting));
        }
    });
    tellAppearance();
    m_views = std::make_unique<ViewStore>(m_settings.get());
    connect(m_views.get(), &ViewStore::failed, this,
            [this](const Error& error) { report(tr("The saved views were not exchanged"), error); });
    m_stack = std::make_unique<ui::ClusterStack>();
    m_tray = std::make_unique<TrayIcon>(*m_stack);
    m_tray->setWanted(m_choices->isOn(ui::Setting::Tray));
    // Queued: it ends the very view that asks.
    connect(m_stack.get(), &ui::ClusterStack::closeRequested, this, &Console::closeCluster, Qt::QueuedConnection);
    buildLinks();
    m_opener = std::make_unique<ClusterOpener>(m_settings.get(), m_clock);
    connect(m_opener.get(), &ClusterOpener::ready, this, &Console::opened);
    connect(m_opener.get(), &ClusterOpener::failed, this, &Console::refused);
    connect(m_opener.get(), &ClusterOpener::gaveUp, this, [this] {
        ensureOne();
        openNext();
    });
    openFirst();
    takeLinks();
    if (broken) {
        report(tr("The settings were set aside"), *broken);
    }
}

void Console::openFirst()
{
    if (!m_options.snapshot.isEmpty()) {
        openSnapshot(m_options.snapshot);
    } else if (m_options.sandbox) {
        openSandbox(m_options.sandbox->isEmpty() ? defaultScenario : *m_options.sandbox);
        if (m_options.tour) {
            offerTour();
        }
    } else if (!m_options.context.isEmpty() || !m_options.kubeconfig.isEmpty()) {
        openContext(m_options.context);
    } else if (!m_options.link.isEmpty()) {
        openStandIn(); // a link connects to nothing by itself
    } else {
        m_remembers = m_settings != nullptr;
        m_toOpen = openBefore();
        if (!m_toOpen.isEmpty()) {
            openNext();
        } else if (kube::KubeConfig::load(sources())
                   || kube::inClusterSettings(QProcessEnvironment::systemEnvironment())) {
            openContext({});
        } else {
            openSandbox(defaultScenario);
            offerTour();
        }
    }
}

OpenCluster* Console::shown() const
{
    const int index = m_stack ? m_stack->currentIndex() : -1;
    return index < 0 ? nullptr : m_clusters[static_cast<size_t>(index)].get();
}

int Console::indexOf(const QString& context, ClusterOrigin::Kind kind) const
{
    const auto place = std::find_if(m_clusters.begin(), m_clusters.end(), [&](const auto& cluster) {
        return cluster->session() && cluster->context() == context && cluster->origin().kind == kind;
    });
    return place == m_clusters.end() ? -1 : static_cast<int>(place - m_clusters.begin());
}

int Console::indexOf(const ui::MainWindow& view) const
{
    const auto place = std::find_if(m_clusters.begin(), m_clusters.end(),
                                    [&](const auto& cluster) { return &cluster->view() == &view; });
    return place == m_clusters.end() ? -1 : static_cast<int>(place - m_clusters.begin());
}

// ---- opening

QString sandboxContext(const QString& scenario)
{
    return scenario == defaultScenario ? u"sandbox"_s : u"sandbox "_s + scenario;
}

void Console::openSandbox(const QString& scenario)
{
    const QString name = sandboxContext(scenario);
    if (const int open = indexOf(name, ClusterOrigin::Kind::Sandbox); open >= 0) {
        m_stack->choose(open);
    } else {
        startSandbox(scenario, -1, {});
    }
}

/// In the place of another, which ends, or at the end; with the lesson of that name, or without one.
void Console::startSandbox(const QString& scenario, int replaced, const QString& lesson)
{
    const QString name = sandboxContext(scenario);
    auto started = sandbox::Sandbox::start({.scenario = scenario});
    if (!started) {
        report(tr("The sandbox does not start"), started.error());
        return;
    }
    kube::ConnectionSettings settings = (*started)->connectionSettings();
    settings.contextName = name;
    settings.readOnly = m_opener->book().of(name).readOnly;
    ClusterOrigin origin;
    origin.kind = ClusterOrigin::Kind::Sandbox;
    origin.sandbox = std::move(*started);
    origin.namespaces = m_options.namespaces;
    origin.lesson = lesson;
    origin.fromLesson = !lesson.isEmpty();
    connectCluster(std::move(settings), std::move(origin), replaced, true);
}

void Console::openContext(const QString& context)
{
    for (const auto kind : {ClusterOrigin::Kind::Kubeconfig, ClusterOrigin::Kind::TypedIn}) {
        if (const int open = indexOf(context, kind); open >= 0) {
            m_stack->choose(open);
            return;
        }
    }
    ask(context, true);
    m_opener->open(sources(), context, host());
}

/// The opener asks one question at a time: what the person wants now goes before what comes back by itself.
void Console::ask(const QString& context, bool chosen)
{
    if (m_underWay && !m_chosen) {
        m_toOpen.prepend(*m_underWay);
    }
    m_underWay = context;
    m_chosen = chosen;
}

QWidget* Console::host() const
{
    return m_clusters.empty() ? nullptr : m_stack.get();
}

/// What is asked for without the person's having chosen it just now: one after the other, behind what is shown.
void Console::openNext()
{
    m_underWay.reset();
    if (!m_toOpen.isEmpty()) {
        const QString context = m_toOpen.takeFirst();
        ask(context, false);
        m_opener->open(sources(), context, host());
    }
}

void Console::openTyped(const kube::ConnectionSettings& typed)
{
    m_opener->typed().keep(typed, [](const Result<void>&) { /* the dialog said whether there is a keychain */ });
    ask(typed.contextName, true);
    m_opener->open(typed, host());
}

/// One that is open already has another identity or address now, and is connected anew in its place.
void Console::opened(const kube::ConnectionSettings& settings)
{
    ClusterOrigin origin;
    origin.kind = m_opener->typed().names().contains(settings.contextName) ? ClusterOrigin::Kind::TypedIn
                                                                           : ClusterOrigin::Kind::Kubeconfig;
    origin.namespaces = m_options.namespaces;
    const int open = indexOf(settings.contextName, origin.kind);
    if (open < 0) {
        connectCluster(settings, std::move(origin), -1, m_chosen);
    } else {
        m_stack->choose(m_chosen ? open : -1);
        if (!isSameConnection(settings, m_clusters[static_cast<size_t>(open)]->session()->settings())) {
            connectAnew(open, settings);
        }
    }
    watchKubeconfig();
    openNext();
}

void Console::refused(const Error& error)
{
    ensureOne();
    report(tr("This context cannot be used"), error);
    openNext();
}

/// Without a cluster there would be nothing to choose another one in.
void Console::ensureOne()
{
    if (m_clusters.empty() && m_toOpen.isEmpty()) {
        openStandIn();
        chooseCluster();
    }
}

/// The sandbox, which goes when something else comes.
void Console::openStandIn()
{
    openSandbox(defaultScenario);
    for (const auto& cluster : m_clusters) {
        cluster->origin().standsIn = true;
    }
}

/// In the place of another, which ends, or at the end.
void Console::connectCluster(kube::ConnectionSettings settings, ClusterOrigin origin, int replaced, bool choose)
{
    const ui::ContextChoices choices = m_opener->book().of(settings.contextName);
    auto recorder = openRecorder(settings);
    auto cluster = std::make_unique<OpenCluster>(std::move(settings), std::move(origin), choices.namespaces, m_clock);
    cluster->runner()->setRecorder(std::move(recorder));
    cluster->view().setMark(choices.mark);
    add(std::move(cluster), replaced, choose);
}

void Console::connectAnew(int index, const kube::ConnectionSettings& settings)
{
    ClusterOrigin& origin = m_clusters[static_cast<size_t>(index)]->origin();
    origin.next = settings;
    origin.anew = true;
    catchUp(index);
}

/// What was chosen takes effect once no action runs there: half a plan would be carried out.
void Console::catchUp(int index)
{
    OpenCluster& cluster = *m_clusters[static_cast<size_t>(index)];
    if (!cluster.origin().next || cluster.view().actions().isActing()) {
        return;
    }
    const kube::ConnectionSettings settings = *std::exchange(cluster.origin().next, std::nullopt);
    if (std::exchange(cluster.origin().anew, false)) {
        connectCluster(settings, std::move(cluster.origin()), index, false);
    } else {
        cluster.session()->setReadOnly(settings.readOnly);
    }
}

std::unique_ptr<history::Recorder> Console::openRecorder(const kube::ConnectionSettings& settings)
{
    auto recorder =
        std::make_unique<history::Recorder>(history::Journal::open(history::Journal::defaultPath()), m_clock);
    recorder->setActor(history::actorOf(settings));
    connect(recorder.get(), &history::Recorder::failed, this,
            [this](const Error& error) { report(tr("The journal cannot be written"), error); });
    return recorder;
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
    if (!config) {
        return;
    }
    for (const auto& cluster : m_clusters) {
        if (cluster->origin().kind != ClusterOrigin::Kind::Kubeconfig) {
            continue;
        }
        const auto fresh = config->settings(cluster->context());
        if (fresh && !isSameConnection(*fresh, cluster->session()->settings())
            && !m_toOpen.contains(cluster->context())) {
            m_toOpen.append(cluster->context());
        }
    }
    if (!m_underWay) {
        openNext();
    }
}

// ---- the appearance

void Console::tellAppearance()
{
    static const QHash<QString, ui::Scheme> named{
        {u"light"_s, ui::Scheme::Light}, {u"dark"_s, ui::Scheme::Dark}, {u"high-contrast"_s, ui::Scheme::HighContrast}};
    const auto scheme = named.constFind(m_choices->value(ui::Setting::Appearance));
    emit appearanceChosen(scheme == named.constEnd() ? std::nullopt : std::optional(*scheme));
}

} // namespace konductor::app
