// SPDX-License-Identifier: Apache-2.0
#include "core/live/rightsbook.h"
#include "ui/dialogs/logsheet.h"
#include "ui/models/clusterinsight.h"
#include "ui/pages/page.h"
#include "ui/panels/insightdetails.h"
#include "ui/window/actionmenu.h"
#include "ui/window/mainwindow.h"
#include "ui/window/rightscheck.h"

#include <QAction>
#include <QMenu>

/// From a holder to the log of his pod; the rest of the class is in mainwindow.cpp.
namespace konductor::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype mostLogs = 5; ///< In a menu.
} // namespace

void MainWindow::setLogReader(LogReader* reader)
{
    m_logs = reader;
    refreshDetails();
}

void MainWindow::showLog(const QString& ns, const QString& pod)
{
    if (!m_logs) {
        return;
    }
    if (auto* before = centralWidget()->findChild<LogSheet*>()) {
        before->dismiss();
    }
    new LogSheet(*m_logs, {.ns = ns, .pod = pod}, m_mirror.connection().contextName, centralWidget());
}

/// Empty where it may be read, or nobody has said otherwise.
QString MainWindow::whyNoLogs(const QString& ns) const
{
    const kube::AccessQuestion question{u"get"_s, {}, u"pods/log"_s, ns};
    return m_rights && m_rights->of(question) == kube::Access::Refused ? refusalWords(toString(question)) : QString();
}

void MainWindow::addLogs(QMenu& menu, const DetailsContent& content)
{
    if (!m_logs) {
        return;
    }
    const insight::Insight& insight = m_insight->insight();
    QStringList pods = holdersWithPods(content, insight);
    QString ns = content.key.ns;
    if (const auto holder = currentPage().holder()) {
        ns = holder->ns;
        pods = insight.verdictOf(ns, holder->name).hasPod() ? QStringList{holder->name} : QStringList();
    }
    for (const QString& pod : pods.first(std::min(pods.size(), mostLogs))) {
        QAction* entry = addEntry(menu, tr("Show the log of pod %1").arg(menuText(pod)), whyNoLogs(ns));
        connect(entry, &QAction::triggered, this, [this, ns, pod] { showLog(ns, pod); });
    }
}

} // namespace konductor::ui
