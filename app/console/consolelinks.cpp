// SPDX-License-Identifier: Apache-2.0
#include "app/console/console.h"

/// Where links come from and what they may ask for; the rest of the class is in console.cpp.
namespace konductor::app {

using namespace Qt::StringLiterals;

namespace {
const QString sandboxName = u"sandbox"_s; ///< Of the default scenario's, see openSandbox().
}

void Console::buildLinks()
{
    m_links = std::make_unique<LinkDesk>(
        m_clock, LinkDesk::Surroundings{[this] { return window(); }, [this] { return linkable() << sandboxName; }});
    connect(m_links.get(), &LinkDesk::failed, this,
            [this](const Error& error) { report(tr("The link was not opened"), error); });
    connect(m_links.get(), &LinkDesk::choiceRequested, this, &Console::chooseCluster);
    connect(m_links.get(), &LinkDesk::viewRequested, this,
            [this](const ui::MainWindow* view) { m_stack->choose(indexOf(*view)); });
    // Queued: it may end the very view that asks.
    connect(
        m_links.get(), &LinkDesk::clusterRequested, this,
        [this](const QString& context) {
            if (linkable().contains(context)) {
                openContext(context);
            } else {
                openSandbox(defaultScenario);
            }
        },
        Qt::QueuedConnection);
}

/// The contexts that a link may name.
QStringList Console::linkable() const
{
    QStringList names = m_opener->typed().names();
    if (const auto config = kube::KubeConfig::load(sources())) {
        for (const kube::KubeConfig::Context& context : config->contexts()) {
            names.append(context.name);
        }
    }
    return names;
}

/// A link connects to nothing by itself: it opens over the sandbox, which goes when something else comes.
void Console::openForLink()
{
    openSandbox(defaultScenario);
    for (const auto& cluster : m_clusters) {
        cluster->origin().standsIn = true;
    }
}

/// After there is something to show it in, so that a link that leads elsewhere asks there.
void Console::takeLinks()
{
    if (!m_options.linkSocket.isEmpty()) {
        m_links->listen(m_options.linkSocket);
    }
    if (!m_options.link.isEmpty()) {
        m_links->open(m_options.link);
    }
}

} // namespace konductor::app
