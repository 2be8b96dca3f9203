// SPDX-License-Identifier: Apache-2.0
#include "app/console/opencluster.h"

#include "core/snapshot/meaning.h"
#include "ui/models/clusterinsight.h"

namespace konductor::app {

OpenCluster::OpenCluster(kube::ConnectionSettings settings, ClusterOrigin origin, const QStringList& knownNamespaces,
                         Clock& clock)
    : m_origin(std::move(origin))
{
    live::LiveOptions options;
    options.namespaces = m_origin.namespaces;
    options.knownNamespaces = knownNamespaces;
    options.watchPods = true;
    options.watchJobs = true; // gates wait for them
    m_session = std::make_unique<live::LiveSession>(std::move(settings), std::move(options));
    m_runner = std::make_unique<SessionPlanRunner>(*m_session, clock);
    m_reader = std::make_unique<SessionObjectReader>(*m_session);
    m_logs = std::make_unique<SessionLogReader>(*m_session);
    m_rights = std::make_unique<live::RightsBook>(*m_session, clock);
    m_view = std::make_unique<ui::MainWindow>(m_session->mirror(), clock, *m_runner);
    m_view->setReader(m_reader.get());
    m_view->setLogReader(m_logs.get());
    m_view->setRights(m_rights.get());
    QObject::connect(m_view.get(), &ui::MainWindow::reconnectRequested, m_session.get(),
                     &live::LiveSession::reconnectNow);
    m_operator = std::make_unique<OperatorWatch>(*m_session, clock, m_origin.namespaces.value(0));
    QObject::connect(m_operator.get(), &OperatorWatch::looked, m_view.get(), &ui::MainWindow::setOperator);
    QObject::connect(m_session.get(), &live::LiveSession::podsChanged, &m_view->insight(),
                     &ui::ClusterInsight::takePods);
    QObject::connect(m_view.get(), &ui::MainWindow::eventsWanted, m_session.get(), &live::LiveSession::followEvents);
    QObject::connect(m_session.get(), &live::LiveSession::eventsChanged, m_view.get(), &ui::MainWindow::takeEvents);
}

OpenCluster::OpenCluster(std::unique_ptr<OpenedSnapshot> snapshot) : m_snapshot(std::move(snapshot))
{
    m_origin.kind = ClusterOrigin::Kind::Snapshot;
    m_view = std::make_unique<ui::MainWindow>(m_snapshot->mirror(), m_snapshot->clock(), m_snapshot->runner());
    m_view->insight().setVerdicts(m_snapshot->verdicts());
    m_snapshot->show();
    if (m_snapshot->snapshot().operatorHealth) {
        m_view->setOperator(snapshot::operatorStateOf(m_snapshot->snapshot()));
    }
}

} // namespace konductor::app
