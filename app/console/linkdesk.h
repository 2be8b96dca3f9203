// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/console/linksocket.h"
#include "core/live/clustermirror.h"
#include "ui/window/deeplink.h"

#include <QPointer>
#include <QStringList>

#include <functional>
#include <optional>
#include <vector>

namespace konductor::ui {
class MainWindow;
}

namespace konductor::app {

/// Opens links: in the cluster they name where that is open, else it asks first. A link shows something and does
/// nothing. Window's thread.
class LinkDesk final : public QObject {
    Q_OBJECT
public:
    /// What the desk asks for when a link comes.
    struct Surroundings {
        std::function<ui::MainWindow*()> shown; ///< The view of the cluster that is shown; null: there is none.
        std::function<QStringList()> contexts; ///< Names of the clusters that could be connected to.
    };

    /// The clock must outlive the desk.
    LinkDesk(Clock& clock, Surroundings surroundings);

    /// Takes links from other starts of the program at this socket, where none does yet.
    void listen(const QString& path) { m_socket.listen(path); }
    /// A cluster was opened; a link that waited for it is shown in it. The mirror must live as long as the view.
    void attach(ui::MainWindow& view, const live::ClusterMirror& mirror, const QString& cluster);
    /// A link, or the URL of a snapshot's file.
    void open(const QString& link);

signals:
    void snapshotRequested(const QString& path);
    /// This view of an open cluster is to be the one that is shown.
    void viewRequested(konductor::ui::MainWindow* view);
    /// The person agreed to connect.
    void clusterRequested(const QString& context);
    /// The person wants to choose one.
    void choiceRequested();
    void failed(const konductor::Error& error);

private:
    struct Open {
        QPointer<ui::MainWindow> view;
        const live::ClusterMirror* mirror = nullptr; ///< Lives as long as the view.
        QString cluster;
    };
    /// For a cluster to be opened, or for an open one to be listed.
    struct Waiting {
        ui::DeepLink link;
        QPointer<ui::MainWindow> view; ///< Null: for the next that is opened with this name.
        QString cluster = {}; ///< Empty: whatever the person chooses.
    };

    const Open* find(const QString& cluster) const;
    const Open* find(const ui::MainWindow* view) const;
    void ask(const ui::DeepLink& link, ui::MainWindow& view);
    void wait(Waiting waiting);
    void show(const ui::DeepLink& link, ui::MainWindow& view);
    void showWaiting();

    Clock& m_clock;
    Surroundings m_surroundings;
    LinkSocket m_socket;
    std::vector<Open> m_open;
    QString m_early; ///< Came before anything was open.
    std::optional<Waiting> m_waiting;
    TimerHandle m_forget;
};

} // namespace konductor::app
