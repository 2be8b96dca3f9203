// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/historypage.h"

namespace konductor::ui {

using namespace Qt::StringLiterals;

HistoryPage::HistoryPage(const ClusterHistory& source, const live::ClusterMirror& mirror, const Clock& clock,
                         QWidget* parent)
    : ModelPage(u"history"_s, tr("History"), mirror, clock, parent)
    , m_source(source)
    , m_model(new EventsModel(source, this))
{
    setModel(*m_model, EventsModel::What, {11, 0, 16});
    m_model->setAwake(false); // until it is seen
    connect(&source, &ClusterHistory::changed, this, &HistoryPage::refresh);
}

qsizetype HistoryPage::total() const
{
    return static_cast<qsizetype>(m_source.chronicle().events().size());
}

QString HistoryPage::summary() const
{
    if (!m_source.since()) {
        return {};
    }
    return tr("%1 since %2").arg(m_source.chronicle().total()).arg(clockTime(*m_source.since(), times()));
}

void HistoryPage::setTimes(const TimeStyle& times)
{
    ModelPage::setTimes(times);
    m_model->setTimes(times);
    refresh();
}

PageState HistoryPage::emptyState(PageState state) const
{
    if (mirror().connection().isSnapshot()) {
        state.title = tr("A snapshot has no history");
        state.text = tr("It is one moment. Compare it with another one, or with now.");
        return state;
    }
    state.title = tr("Nothing has happened yet");
    state.text =
        tr("Kubernetes keeps no events of these objects. What changes while this window is open is told here.");
    return state;
}

} // namespace konductor::ui
