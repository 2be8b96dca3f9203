// SPDX-License-Identifier: Apache-2.0
#include "ui/models/eventsmodel.h"

#include "core/api/kinds.h"
#include "core/base/text.h"
#include "ui/models/cell.h"
#include "ui/models/roles.h"
#include "ui/widgets/severitytone.h"

namespace konductor::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestText = 400;
constexpr size_t mostRows = 2'000;

Cell cellOf(const insight::Event& event, int column, const TimeStyle& times)
{
    switch (column) {
    case EventsModel::When:
        return {.look = Cell::Look::Secondary,
                .text = clockTime(event.time, times),
                .toolTip = exactTime(event.time, times)};
    case EventsModel::What: {
        const QString text = visibleText(elided(insight::plainText(event.words, event.time), longestText));
        return {.look = Cell::Look::Text, .text = text, .tone = toneOf(event.weight), .toolTip = text};
    }
    default:
        return {.look = Cell::Look::Secondary, .text = visibleText(event.key.ns)};
    }
}

} // namespace

EventsModel::EventsModel(const ClusterHistory& source, QObject* parent) : QAbstractTableModel(parent), m_source(source)
{
    connect(&source, &ClusterHistory::changed, this, &EventsModel::refresh);
    refresh();
}

int EventsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant EventsModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid()) {
        return {};
    }
    const insight::Event& shown = event(index.row());
    if (role == KeyRole) {
        return QVariant::fromValue(shown.key);
    }
    if (role != Qt::DisplayRole && role != CellRole && role != Qt::ToolTipRole) {
        return {};
    }
    const Cell cell = cellOf(shown, index.column(), m_times);
    return role == CellRole       ? QVariant::fromValue(cell)
        : role == Qt::ToolTipRole ? QVariant(cell.toolTip.toHtmlEscaped())
                                  : QVariant(cell.text);
}

QVariant EventsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    return section == When ? tr("When") : section == What ? tr("What happened") : tr("Namespace");
}

void EventsModel::setFilter(const QString& text)
{
    m_filter = insight::Query::parse(text);
    reload();
}

void EventsModel::setNamespace(const QString& ns)
{
    m_namespace = ns;
    reload();
}

void EventsModel::setAwake(bool awake)
{
    m_awake = awake;
    if (awake) {
        refresh();
    }
}

void EventsModel::setTimes(const TimeStyle& times)
{
    m_times = times;
    if (rowCount() > 0) {
        emit dataChanged(index(0, When), index(rowCount() - 1, When));
    }
}

bool EventsModel::passes(const insight::Event& event) const
{
    if (!m_namespace.isEmpty() && event.key.ns != m_namespace) {
        return false;
    }
    if (m_filter.isEmpty()) {
        return true;
    }
    QStringList holders;
    for (const insight::Span& span : event.words) {
        if (span.type == insight::Span::Type::Holder) {
            holders.append(span.key.name);
        }
    }
    const QString words = insight::plainText(event.words, event.time);
    return m_filter.matches({.name = event.key.name,
                             .ns = event.key.ns,
                             .kind = kindInfo(event.key.kind).singular,
                             .phase = words,
                             .holders = holders});
}

void EventsModel::reload()
{
    beginResetModel();
    m_rows.clear();
    for (const insight::Event& event : m_source.chronicle().events()) {
        if (passes(event)) {
            m_rows.push_back(event);
        }
    }
    m_seen = m_source.chronicle().total();
    endResetModel();
}

void EventsModel::refresh()
{
    if (!m_awake) {
        return;
    }
    const auto& events = m_source.chronicle().events();
    const quint64 fresh = m_source.chronicle().total() - m_seen;
    if (fresh >= events.size()) {
        reload();
        return;
    }
    m_seen = m_source.chronicle().total();
    std::deque<insight::Event> added;
    std::copy_if(events.begin(), events.begin() + static_cast<qsizetype>(fresh), std::back_inserter(added),
                 [this](const insight::Event& event) { return passes(event); });
    if (!added.empty()) {
        beginInsertRows({}, 0, static_cast<int>(added.size()) - 1);
        m_rows.insert(m_rows.begin(), added.begin(), added.end());
        endInsertRows();
    }
    if (m_rows.size() > mostRows) {
        beginRemoveRows({}, static_cast<int>(mostRows), rowCount() - 1);
        m_rows.resize(mostRows);
        endRemoveRows();
    }
}

} // namespace konductor::ui
