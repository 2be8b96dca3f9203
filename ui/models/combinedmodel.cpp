// SPDX-License-Identifier: Apache-2.0
#include "ui/models/combinedmodel.h"

#include "core/base/text.h"
#include "ui/models/columns.h"
#include "ui/models/roles.h"

#include <algorithm>

namespace konductor::ui {

CombinedModel::CombinedModel(const Clock& clock, QObject* parent)
    : QAbstractTableModel(parent)
    , m_clock(clock)
    , m_spec(tableOf(Kind::Lease))
    , m_ownColumns(static_cast<int>(m_spec.columns.size()))
{
}

void CombinedModel::setTable(TableSpec spec)
{
    m_spec = std::move(spec);
    m_ownColumns = static_cast<int>(m_spec.columns.size());
    m_sortColumn = std::min(m_sortColumn, static_cast<int>(m_spec.columns.size()));
    rebuild();
}

void CombinedModel::setClusters(std::vector<Cluster> clusters)
{
    m_clusters = std::move(clusters);
    rebuild();
}

void CombinedModel::rebuild()
{
    beginResetModel();
    m_rows.clear();
    m_sources.clear();
    TableSpec own = m_spec;
    own.columns.erase(own.columns.begin() + m_ownColumns, own.columns.end());
    for (const Cluster& cluster : m_clusters) {
        auto source = std::make_unique<LiveTableModel>(own, *cluster.mirror, m_clock);
        std::for_each(m_spec.columns.begin() + m_ownColumns, m_spec.columns.end(),
                      [&source](const Column& column) { source->addFurtherColumn(column); });
        source->setFindings(cluster.findings);
        source->setFates(cluster.fates);
        source->setAwake(m_awake);
        source->setFilter(m_filter);
        source->setTimes(m_times);
        connect(source.get(), &LiveTableModel::contentChanged, this, &CombinedModel::stale);
        m_sources.push_back(std::move(source));
    }
    if (m_awake) {
        m_rows = wanted();
    }
    countAll();
    endResetModel();
}

int CombinedModel::addFurtherColumn(const Column& column)
{
    const int place = columnCount();
    beginInsertColumns({}, place, place);
    m_spec.columns.push_back(column);
    for (const auto& source : m_sources) {
        source->addFurtherColumn(column);
    }
    endInsertColumns();
    return place;
}

void CombinedModel::retitleFurtherColumn(int column, const Column& retitled)
{
    m_spec.columns[static_cast<size_t>(column) - 1] = retitled;
    for (const auto& source : m_sources) {
        source->retitleFurtherColumn(column - 1, retitled);
    }
    emit headerDataChanged(Qt::Horizontal, column, column);
}

void CombinedModel::removeFurtherColumn(int column)
{
    if (m_sortColumn == column) {
        sort(1);
    }
    beginRemoveColumns({}, column, column);
    m_spec.columns.erase(m_spec.columns.begin() + column - 1);
    for (const auto& source : m_sources) {
        source->removeFurtherColumn(column - 1);
    }
    m_sortColumn -= m_sortColumn > column ? 1 : 0;
    endRemoveColumns();
}

void CombinedModel::setFilter(const QString& text)
{
    m_filter = text;
    for (const auto& source : m_sources) {
        source->setFilter(text);
    }
    sync();
}

void CombinedModel::setTimes(const TimeStyle& times)
{
    m_times = times;
    for (const auto& source : m_sources) {
        source->setTimes(times);
    }
    emit headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
    sync();
}

void CombinedModel::setAwake(bool awake)
{
    m_awake = awake;
    for (const auto& source : m_sources) {
        source->setAwake(awake);
    }
    sync();
}

Timestamp CombinedModel::serverTime(int row) const
{
    return m_clusters[static_cast<size_t>(clusterOf(row))].mirror->serverTime(m_clock.now());
}

void CombinedModel::countAll()
{
    m_total = 0;
    for (const auto& source : m_sources) {
        m_total += source->total();
    }
}

// ---- taking in

void CombinedModel::sync()
{
    if (!m_awake) {
        return;
    }
    const std::vector<Place> rows = wanted();
    removeMissing(rows);
    reorder(rows);
    insertMissing(rows);
    countAll();
    if (!m_rows.empty()) {
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    }
}

/// All rows of all clusters in their order.
std::vector<CombinedModel::Place> CombinedModel::wanted() const
{
    std::vector<Place> found;
    std::vector<SortKey> keys;
    for (size_t i = 0; i < m_sources.size(); ++i) {
        const LiveTableModel& source = *m_sources[i];
        const SortKey cluster = SortKey::of(m_clusters[i].mirror->connection().contextName);
        for (int row = 0; row < source.rowCount(); ++row) {
            found.push_back({static_cast<int>(i), source.row(row)});
            keys.push_back(m_sortColumn == 0 ? cluster : source.keyOf(row, m_sortColumn - 1));
        }
    }
    KeyOrder order({});
    for (size_t i = 0; i < keys.size(); ++i) {
        order.add(keys[i], static_cast<int>(i), static_cast<int>(i));
    }
    std::vector<Place> sorted;
    sorted.reserve(found.size());
    for (const int place : order.sorted(m_sortOrder == Qt::DescendingOrder)) {
        sorted.push_back(found[static_cast<size_t>(place)]);
    }
    return sorted;
}

void CombinedModel::removeMissing(const std::vector<Place>& wanted)
{
    const QSet<Place> kept(wanted.begin(), wanted.end());
    for (int last = rowCount() - 1; last >= 0; --last) {
        if (kept.contains(m_rows[static_cast<size_t>(last)])) {
            continue;
        }
        int first = last;
        while (first > 0 && !kept.contains(m_rows[static_cast<size_t>(first) - 1])) {
            --first;
        }
        beginRemoveRows({}, first, last);
        m_rows.erase(m_rows.begin() + first, m_rows.begin() + last + 1);
        endRemoveRows();
        last = first;
    }
}

/// What is there already takes the order in which it is wanted.
void CombinedModel::reorder(const std::vector<Place>& wanted)
{
    QHash<Place, int> before;
    for (int row = 0; row < rowCount(); ++row) {
        before.insert(m_rows[static_cast<size_t>(row)], row);
    }
    std::vector<Place> order;
    std::vector<int> moved(m_rows.size());
    for (const Place& place : wanted) {
        if (const auto old = before.constFind(place); old != before.constEnd()) {
            moved[static_cast<size_t>(old.value())] = static_cast<int>(order.size());
            order.push_back(place);
        }
    }
    if (order == m_rows) {
        return;
    }
    emit layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
    m_rows = std::move(order);
    const QModelIndexList from = persistentIndexList();
    QModelIndexList to;
    for (const QModelIndex& old : from) {
        to.append(index(moved[static_cast<size_t>(old.row())], old.column()));
    }
    changePersistentIndexList(from, to);
    emit layoutChanged({}, QAbstractItemModel::VerticalSortHint);
}

void CombinedModel::insertMissing(const std::vector<Place>& wanted)
{
    size_t place = 0;
    while (place < wanted.size()) {
        if (place < m_rows.size() && m_rows[place] == wanted[place]) {
            ++place;
            continue;
        }
        // Up to the next one that is there already; those are in order.
        size_t end = place + 1;
        while (end < wanted.size() && !(place < m_rows.size() && wanted[end] == m_rows[place])) {
            ++end;
        }
        const auto first = static_cast<std::ptrdiff_t>(place);
        beginInsertRows({}, static_cast<int>(place), static_cast<int>(end) - 1);
        m_rows.insert(m_rows.begin() + first, wanted.begin() + first,
                      wanted.begin() + static_cast<std::ptrdiff_t>(end));
        endInsertRows();
        place = end;
    }
}

void CombinedModel::tick(int firstRow, int lastRow)
{
    const int last = std::min(lastRow, rowCount() - 1);
    if (firstRow >= 0 && firstRow <= last) {
        emit dataChanged(index(firstRow, 0), index(last, columnCount() - 1));
    }
    for (const auto& source : m_sources) {
        source->tick(-1, -1); // a query that time changes
    }
}

// ---- what a view asks

int CombinedModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int CombinedModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_spec.columns.size()) + 1;
}

QModelIndex CombinedModel::sourceIndex(const Place& place, int column) const
{
    const LiveTableModel& source = *m_sources[static_cast<size_t>(place.cluster)];
    const int row = source.placeOf(place.row);
    return row < 0 ? QModelIndex() : source.index(row, column);
}

QVariant CombinedModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Place& place = m_rows[static_cast<size_t>(index.row())];
    if (role == ClusterRole) {
        return place.cluster;
    }
    if (role == KeyRole) {
        return QVariant::fromValue(place.row.target);
    }
    if (index.column() > 0) {
        const QModelIndex now = sourceIndex(place, index.column() - 1);
        return now.isValid()
            ? now.data(role)
            : m_sources[static_cast<size_t>(place.cluster)]->dataOf(place.row, index.column() - 1, role);
    }
    const Cell cell = textCell(m_clusters[static_cast<size_t>(place.cluster)].mirror->connection().contextName);
    return role == CellRole             ? QVariant::fromValue(cell)
        : role == Qt::DisplayRole       ? QVariant(cell.text)
        : role == Qt::TextAlignmentRole ? QVariant(Qt::AlignLeft | Qt::AlignVCenter)
                                        : QVariant();
}

QVariant CombinedModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount()) {
        return {};
    }
    if (section == 0) {
        return role == Qt::DisplayRole ? QVariant(tr("Cluster")) : QVariant();
    }
    return headerOf(m_spec.columns[static_cast<size_t>(section) - 1], role, m_times);
}

void CombinedModel::sort(int column, Qt::SortOrder order)
{
    if (column < 0 || column >= columnCount()) {
        return;
    }
    m_sortColumn = column;
    m_sortOrder = order;
    sync();
}

} // namespace konductor::ui
