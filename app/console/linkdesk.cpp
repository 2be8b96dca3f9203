// SPDX-License-Identifier: Apache-2.0
#include "app/console/linkdesk.h"

#include "core/base/text.h"
#include "ui/dialogs/linksheet.h"
#include "ui/window/mainwindow.h"

#include <algorithm>

namespace konductor::app {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// A link that nobody followed up must not come back hours later.
constexpr auto longestWait = 5min;

QString wordsOf(const ui::DeepLink& link)
{
    if (const auto* object = std::get_if<ObjectKey>(&link.target)) {
        return LinkDesk::tr("%1 %2 in %3").arg(kindInfo(object->kind).name, object->name, object->ns);
    }
    return LinkDesk::tr("a view of the page “%1”").arg(std::get<ui::SavedView>(link.target).page);
}

void raise(QWidget& window)
{
    window.setWindowState(window.windowState() & ~Qt::WindowMinimized);
    window.show();
    window.raise();
    window.activateWindow();
}

} // namespace

LinkDesk::LinkDesk(Clock& clock, Surroundings surroundings)
    : m_clock(clock)
    , m_surroundings(std::move(surroundings))
    , m_socket(clock)
{
    connect(&m_socket, &LinkSocket::received, this, &LinkDesk::open);
}

void LinkDesk::attach(ui::MainWindow& view, const live::ClusterMirror& mirror, const QString& cluster)
{
    std::erase_if(m_open, [](const Open& open) { return !open.view; });
    m_open.push_back({&view, &mirror, cluster});
    connect(&mirror, &live::ClusterMirror::applied, &view, [this] { showWaiting(); });
    if (m_waiting && !m_waiting->view && (m_waiting->cluster.isEmpty() || m_waiting->cluster == cluster)) {
        show(ui::DeepLink(m_waiting->link), view);
    }
    if (!m_early.isEmpty()) {
        open(std::exchange(m_early, QString()));
    }
}

/// The latest: a cluster that was connected to anew is there twice for a moment.
const LinkDesk::Open* LinkDesk::find(const QString& cluster) const
{
    const auto found = std::find_if(m_open.rbegin(), m_open.rend(), [&cluster](const Open& open) {
        return open.view && !open.cluster.isEmpty() && open.cluster == cluster;
    });
    return found == m_open.rend() ? nullptr : &*found;
}

const LinkDesk::Open* LinkDesk::find(const ui::MainWindow* view) const
{
    const auto found =
        std::find_if(m_open.begin(), m_open.end(), [view](const Open& open) { return open.view == view; });
    return found == m_open.end() ? nullptr : &*found;
}

void LinkDesk::open(const QString& text)
{
    ui::MainWindow* shown = m_surroundings.shown();
    if (!shown) {
        m_early = text;
        return;
    }
    if (const QString file = LinkSocket::fileOf(text); !file.isEmpty()) {
        raise(*shown->window());
        emit snapshotRequested(file);
        return;
    }
    const Result<ui::DeepLink> link = ui::parseDeepLink(text);
    if (!link) {
        emit failed(link.error());
        return;
    }
    raise(*shown->window());
    if (const Open* open = find(link->cluster)) {
        show(*link, *open->view);
    } else if (link->cluster.isEmpty()) {
        show(*link, *shown);
    } else {
        ask(*link, *shown);
    }
}

void LinkDesk::ask(const ui::DeepLink& link, ui::MainWindow& view)
{
    delete view.findChild<ui::LinkSheet*>(); // of a link before, which nobody answered
    const bool known = m_surroundings.contexts().contains(link.cluster);
    const Open* open = find(&view);
    const QString here = !open || open->cluster.isEmpty() ? tr("the snapshot") : visibleText(open->cluster);
    auto* sheet = new ui::LinkSheet({wordsOf(link), link.cluster, here, known}, view.centralWidget());
    connect(sheet, &ui::LinkSheet::hereRequested, this, [this, link, &view] { show(link, view); });
    connect(sheet, &ui::LinkSheet::connectRequested, this, [this, link, known] {
        wait({link, nullptr, known ? link.cluster : QString()});
        if (known) {
            emit clusterRequested(link.cluster);
        } else {
            emit choiceRequested();
        }
    });
}

void LinkDesk::wait(Waiting waiting)
{
    m_waiting = std::move(waiting);
    m_forget = m_clock.after(longestWait, [this] { m_waiting.reset(); });
}

void LinkDesk::show(const ui::DeepLink& link, ui::MainWindow& view)
{
    emit viewRequested(&view);
    wait({link, &view});
    showWaiting();
}

/// An object may not be listed yet; that it is not there is said when it is.
void LinkDesk::showWaiting()
{
    if (!m_waiting || !m_waiting->view) {
        return;
    }
    const QPointer<ui::MainWindow> view = m_waiting->view;
    if (const auto* shown = std::get_if<ui::SavedView>(&m_waiting->link.target)) {
        ui::showView(*view, *shown);
        m_waiting.reset();
        return;
    }
    const Open* open = find(view.data());
    const ObjectKey key = std::get<ObjectKey>(m_waiting->link.target);
    if (open->mirror->objects().find(key)) {
        m_waiting.reset();
        view->open(key);
    } else if (!open->mirror->scope(key.kind).isPending()) {
        m_waiting.reset();
        emit failed(makeError(Error::Kind::NotFound, toString(key), tr("It is not there, or you may not see it.")));
    }
}

} // namespace konductor::app
