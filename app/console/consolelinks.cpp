// SPDX-License-Identifier: Apache-2.0
#include "app/console/console.h"

/// Where links come from and what they may ask for; the rest of the class is in console.cpp.
namespace konductor::app {

using namespace Qt::StringLiterals;

void Console::buildLinks()
{
    m_links = std::make_unique<LinkDesk>(
        m_clock,
        LinkDesk::Surroundings{[this] { return window(); },
                               [this] { return knownContexts() << sandboxContext(defaultScenario); }});
    connect(m_links.get(), &LinkDesk::failed, this,
            [this](const Error& error) { report(tr("The link was not opened"), error); });
    // Queued: it may end the very view that is shown.
    connect(m_links.get(), &LinkDesk::snapshotRequested, this, &Console::openSnapshot, Qt::QueuedConnection);
    connect(m_links.get(), &LinkDesk::choiceRequested, this, &Console::chooseCluster);
    connect(m_links.get(), &LinkDesk::viewRequested, this,
            [this](const ui::MainWindow* view) { m_stack->choose(indexOf(*view)); });
    // Queued: it may end the very view that asks.
    connect(
        m_links.get(), &LinkDesk::clusterRequested, this,
        [this](const QString& context) {
            if (knownContexts().contains(context)) {
                openContext(context);
            } else {
                openSandbox(defaultScenario);
            }
        },
        Qt::QueuedConnection);
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
