// SPDX-License-Identifier: Apache-2.0
#include "app/console/console.h"
#include "core/kube/connectcheck.h"
#include "ui/dialogs/checkdialog.h"
#include "ui/dialogs/connectdialog.h"
#include "ui/dialogs/noticesheet.h"
#include "ui/dialogs/typedclusterdialog.h"

/// What the person is asked and told; the rest of the class is in console.cpp.
namespace konductor::app {

using namespace Qt::StringLiterals;

namespace {
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

void Console::setReadOnly(int index, bool readOnly)
{
    live::LiveSession* session = m_clusters[static_cast<size_t>(index)]->session();
    if (session) { // a snapshot cannot be written to
        ui::ContextChoices choices = m_opener->book().of(session->settings().contextName);
        choices.readOnly = readOnly;
        keepContext(session->settings().contextName, choices);
    }
}

void Console::askContext(int index, ui::ContextSheet::Start start)
{
    OpenCluster& cluster = *m_clusters[static_cast<size_t>(index)];
    if (cluster.session()) {
        cluster.view().askContext(m_opener->book().of(cluster.context()), start);
    }
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

/// Of this cluster only. Other namespaces are another connection.
void Console::keepContext(const QString& context, const ui::ContextChoices& choices)
{
    const QStringList before = m_opener->book().of(context).namespaces;
    m_opener->book().keep(context, choices);
    for (int i = 0; i < m_stack->count(); ++i) {
        OpenCluster& cluster = *m_clusters[static_cast<size_t>(i)];
        if (!cluster.session() || cluster.context() != context) {
            continue;
        }
        cluster.view().setMark(choices.mark);
        ClusterOrigin& origin = cluster.origin();
        if (before != choices.namespaces) {
            origin.namespaces.clear(); // what is typed in now comes after the command line
            origin.anew = true;
        }
        if (!origin.next) {
            origin.next = cluster.session()->settings();
        }
        origin.next->readOnly = choices.readOnly;
        catchUp(i);
    }
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
            problems.append(spokenLine(problem).shown);
        }
    } else {
        problems.append(spokenLine(config.error()).shown);
    }
    for (const QString& name : m_opener->typed().names()) {
        contexts.push_back(
            {name, m_opener->typed().serverOf(name), name, {}, tr("typed in"), m_opener->book().of(name).mark});
    }
    std::vector<ui::ScenarioChoice> scenarios;
    for (const sandbox::ScenarioInfo& scenario : sandbox::Sandbox::scenarios()) {
        scenarios.push_back({scenario.name, scenario.description});
    }
    m_chooser = new ui::ConnectDialog(std::move(contexts), std::move(scenarios), std::move(problems), m_stack.get());
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
    auto* dialog = new ui::TypedClusterDialog(m_stack.get());
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
    QWidget* over = m_chooser ? static_cast<QWidget*>(m_chooser) : m_stack.get();
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

/// A click on the notice shows what it is about, whichever cluster is on screen by then.
void Console::tell(ui::MainWindow& view, const ui::Notice& notice)
{
    m_notifier->tell(notice, [this, asking = QPointer<ui::MainWindow>(&view), key = notice.key] {
        if (!asking) {
            return;
        }
        m_stack->choose(indexOf(*asking));
        if (key) {
            asking->open(*key);
        } else {
            asking->showPage(u"findings"_s);
        }
        m_stack->raise();
        m_stack->activateWindow();
    });
}

/// Over whichever cluster is shown, and those that come.
void Console::report(const QString& title, const Error& error)
{
    auto* notice = new ui::NoticeSheet({title, spokenLine(error).shown}, m_stack.get());
    notice->tell();
}

} // namespace konductor::app
