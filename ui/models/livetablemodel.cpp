// SPDX-License-Identifier: Apache-2.0
#include "ui/models/livetablemodel.h"

#include "core/api/kinds.h"
#include "ui/models/roles.h"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace konductor::ui {

namespace {
int compareKeys(const QVariant& a, const QVariant& b)
{
    if (a.typeId() == QMetaType::QString) {
        return a.toString().compare(b.toString(), Qt::CaseInsensitive);
    }
    const double left = a.toDouble();
    const double right = b.toDouble();
    return left < right ? -1 : left > right ? 1 : 0;
}

/// Equal for rows that are the same; one primitive may have thousands of holds.
size_t identityHash(const Row& row)
{
    const size_t seed = qHash(row.target);
    if (!row.hold) {
        return seed;
    }
    return qHashMulti(seed, row.hold->holder, static_cast<int>(row.hold->mode), row.hold->via.value_or(ObjectKey()));
}
} // namespace

LiveTableModel::LiveTableModel(TableSpec spec, const live::ClusterMirror& mirror, const Clock& clock, QObject* parent)
    : QAbstractTableModel(parent)
    , m_spec(std::move(spec))
    , m_mirror(mirror)
    , m_clock(clock)
{
    connect(&mirror, &live::ClusterMirror::applied, this, &LiveTableModel::apply);
    connect(&mirror, &live::ClusterMirror::wasReset, this, &LiveTableModel::rebuild);
    rebuild();
}

int LiveTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int LiveTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_spec.columns.size());
}

QVariant LiveTableModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Row& row = this->row(index.row());
    switch (role) {
    case CellRole:
        return QVariant::fromValue(cell(row, index.column()));
    case KindRole:
        return static_cast<int>(row.target.kind);
    case KeyRole:
        return QVariant::fromValue(row.target);
    case Qt::DisplayRole: {
        const Cell value = cell(row, index.column());
        return value.until ? countdownText(*value.until - now()) : value.text;
    }
    case Qt::ToolTipRole: {
        const QString tip = cell(row, index.column()).toolTip;
        return tip.isEmpty() ? QVariant() : QVariant(tip.toHtmlEscaped());
    }
    case Qt::TextAlignmentRole:
        return QVariant(cell(row, index.column()).look == Cell::Look::Number ? Qt::AlignRight | Qt::AlignVCenter
                                                                             : Qt::AlignLeft | Qt::AlignVCenter);
    default:
        return {};
    }
}

QVariant LiveTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount()) {
        return {};
    }
    if (role == Qt::TextAlignmentRole && m_spec.columns[static_cast<size_t>(section)].number) {
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    }
    return role == Qt::DisplayRole ? QVariant(m_spec.columns[static_cast<size_t>(section)].title) : QVariant();
}

Cell LiveTableModel::cell(const Row& row, int column) const
{
    return m_spec.columns[static_cast<size_t>(column)].cell({row, m_mirror.objects(), now()});
}

bool LiveTableModel::lists(Kind kind) const
{
    return std::find(m_spec.kinds.begin(), m_spec.kinds.end(), kind) != m_spec.kinds.end();
}

QSet<ObjectKey> LiveTableModel::affectedBy(const live::ChangeBatch& batch) const
{
    QSet<ObjectKey> primitives;
    for (const live::Change& change : batch.changes) {
        for (const ObjectPtr& side : {change.before, change.after}) {
            if (!side) {
                continue;
            }
            const ObjectKey key = parentKey(*side).value_or(side->key());
            if (lists(key.kind)) {
                primitives.insert(key);
            }
        }
    }
    return primitives;
}

std::vector<Row> LiveTableModel::rowsOf(const ObjectKey& primitive) const
{
    if (!m_mirror.objects().find(primitive)) {
        return {};
    }
    if (!m_spec.holders) {
        return {Row{primitive, std::nullopt}};
    }
    std::vector<Row> rows;
    for (insight::Hold& hold : insight::holdsOf(primitive, m_mirror.objects(), now())) {
        rows.push_back(Row{primitive, std::move(hold)});
    }
    return rows;
}

bool LiveTableModel::accepts(const Row& row) const
{
    if (!m_namespace.isEmpty() && row.target.ns != m_namespace) {
        return false;
    }
    if (m_filter.isEmpty()) {
        return true;
    }
    FilterSubject subject{row.target.name, row.target.ns, kindInfo(row.target.kind).singular.toString(), {}, {}};
    if (const ObjectPtr object = m_mirror.objects().find(row.target)) {
        subject.phase = phaseText(*object);
    }
    if (row.hold) {
        subject.holders = {row.hold->holder};
    } else {
        for (const insight::Hold& hold : insight::holdsOf(row.target, m_mirror.objects(), now())) {
            subject.holders.append(hold.holder);
        }
    }
    return m_filter.matches(subject);
}

void LiveTableModel::apply(const live::ChangeBatch& batch)
{
    const QSet<ObjectKey> primitives = affectedBy(batch);
    if (!primitives.isEmpty()) {
        update(primitives);
    }
}

void LiveTableModel::rebuild()
{
    QSet<ObjectKey> primitives;
    for (const Row& row : m_rows) {
        primitives.insert(row.target);
    }
    for (const Kind kind : m_spec.kinds) {
        m_mirror.objects().forEach(kind, [&](const ObjectPtr& object) { primitives.insert(object->key()); });
    }
    update(primitives);
}

void LiveTableModel::update(const QSet<ObjectKey>& primitives)
{
    std::vector<Row> wanted;
    for (const ObjectKey& primitive : primitives) {
        for (Row& row : rowsOf(primitive)) {
            if (accepts(row)) {
                wanted.push_back(std::move(row));
            }
        }
    }
    m_total = 0;
    for (const Kind kind : m_spec.kinds) {
        m_total += m_mirror.objects().count(kind);
    }
    replaceRows(wanted, primitives);
    emit contentChanged();
}

/// Removes what is no longer wanted of these primitives, updates what is, appends what is new, and sorts again.
void LiveTableModel::replaceRows(const std::vector<Row>& wanted, const QSet<ObjectKey>& primitives)
{
    QMultiHash<size_t, size_t> byIdentity;
    byIdentity.reserve(static_cast<qsizetype>(wanted.size()));
    for (size_t i = 0; i < wanted.size(); ++i) {
        byIdentity.insert(identityHash(wanted[i]), i);
    }
    std::vector<bool> placed(wanted.size(), false);
    std::vector<int> doomed;
    std::vector<int> changed;
    for (int i = 0; i < rowCount(); ++i) {
        Row& row = m_rows[static_cast<size_t>(i)];
        if (!primitives.contains(row.target)) {
            continue;
        }
        const auto [first, last] = std::as_const(byIdentity).equal_range(identityHash(row));
        const auto match = std::find_if(first, last, [&](size_t j) { return !placed[j] && wanted[j].sameAs(row); });
        if (match == last) {
            doomed.push_back(i);
        } else {
            placed[*match] = true;
            row = wanted[*match];
            changed.push_back(i);
        }
    }
    emitChanged(changed);
    removeRowsAt(doomed);
    std::vector<Row> fresh;
    for (size_t i = 0; i < wanted.size(); ++i) {
        if (!placed[i]) {
            fresh.push_back(wanted[i]);
        }
    }
    appendRows(std::move(fresh));
    resort();
}

/// Each removal moves all rows behind it; many scattered ones would cost their product. Those are gathered at the end
/// first and go in one.
void LiveTableModel::removeRowsAt(const std::vector<int>& doomed)
{
    constexpr int mostRanges = 8;
    int ranges = doomed.empty() ? 0 : 1;
    for (size_t i = 1; i < doomed.size(); ++i) {
        ranges += doomed[i] == doomed[i - 1] + 1 ? 0 : 1;
    }
    if (ranges > mostRanges) {
        std::vector<bool> goes(m_rows.size(), false);
        for (const int row : doomed) {
            goes[static_cast<size_t>(row)] = true;
        }
        std::vector<size_t> order(m_rows.size());
        std::iota(order.begin(), order.end(), size_t(0));
        std::stable_partition(order.begin(), order.end(), [&](size_t i) { return !goes[i]; });
        reorder(order);
        removeRange(rowCount() - static_cast<int>(doomed.size()), rowCount() - 1);
        return;
    }
    for (size_t end = doomed.size(); end > 0;) {
        size_t begin = end - 1;
        while (begin > 0 && doomed[begin - 1] == doomed[begin] - 1) {
            --begin;
        }
        removeRange(doomed[begin], doomed[end - 1]);
        end = begin;
    }
}

void LiveTableModel::removeRange(int first, int last)
{
    beginRemoveRows({}, first, last);
    m_rows.erase(m_rows.begin() + first, m_rows.begin() + last + 1);
    endRemoveRows();
}

void LiveTableModel::appendRows(std::vector<Row> rows)
{
    if (rows.empty()) {
        return;
    }
    beginInsertRows({}, rowCount(), rowCount() + static_cast<int>(rows.size()) - 1);
    std::move(rows.begin(), rows.end(), std::back_inserter(m_rows));
    endInsertRows();
}

void LiveTableModel::emitChanged(const std::vector<int>& changed)
{
    for (size_t begin = 0; begin < changed.size();) {
        size_t end = begin + 1;
        while (end < changed.size() && changed[end] == changed[end - 1] + 1) {
            ++end;
        }
        emit dataChanged(index(changed[begin], 0), index(changed[end - 1], columnCount() - 1));
        begin = end;
    }
}

bool LiveTableModel::before(const Row& a, const QVariant& keyA, const Row& b, const QVariant& keyB) const
{
    const int order = compareKeys(keyA, keyB);
    if (order != 0) {
        return m_sortOrder == Qt::AscendingOrder ? order < 0 : order > 0;
    }
    if (!(a.target == b.target)) {
        return a.target < b.target;
    }
    if (!a.hold || !b.hold) {
        return false;
    }
    // One holder may have several permits: their names make the order whole.
    return std::tie(a.hold->holder, a.hold->mode, a.hold->via) < std::tie(b.hold->holder, b.hold->mode, b.hold->via);
}

void LiveTableModel::resort()
{
    if (m_orderHeld) {
        m_resortDue = true;
        return;
    }
    m_resortDue = false;
    const size_t count = m_rows.size();
    std::vector<QVariant> keys(count);
    for (size_t i = 0; i < count; ++i) {
        keys[i] = cell(m_rows[i], m_sortColumn).sort;
    }
    std::vector<size_t> order(count);
    std::iota(order.begin(), order.end(), size_t(0));
    const auto less = [&](size_t a, size_t b) { return before(m_rows[a], keys[a], m_rows[b], keys[b]); };
    if (std::is_sorted(order.begin(), order.end(), less)) {
        return;
    }
    std::stable_sort(order.begin(), order.end(), less);
    reorder(order);
}

/// Puts the row that stood at order[i] at i; persistent indexes go with their rows.
void LiveTableModel::reorder(const std::vector<size_t>& order)
{
    const size_t count = m_rows.size();
    emit layoutAboutToBeChanged({}, VerticalSortHint);
    std::vector<int> placeOf(count);
    std::vector<Row> sorted;
    sorted.reserve(count);
    for (size_t i = 0; i < count; ++i) {
        placeOf[order[i]] = static_cast<int>(i);
        sorted.push_back(std::move(m_rows[order[i]]));
    }
    m_rows = std::move(sorted);
    QModelIndexList moved;
    const QModelIndexList persistent = persistentIndexList();
    for (const QModelIndex& old : persistent) {
        moved.append(index(placeOf[static_cast<size_t>(old.row())], old.column()));
    }
    changePersistentIndexList(persistent, moved);
    emit layoutChanged({}, VerticalSortHint);
}

void LiveTableModel::sort(int column, Qt::SortOrder order)
{
    if (column < 0 || column >= columnCount()) {
        return;
    }
    m_sortColumn = column;
    m_sortOrder = order;
    const bool held = std::exchange(m_orderHeld, false); // the person asked for it
    resort();
    m_orderHeld = held;
}

void LiveTableModel::setFilter(const QString& text)
{
    m_filter = Filter::parse(text);
    rebuild();
}

void LiveTableModel::setNamespace(const QString& ns)
{
    m_namespace = ns;
    rebuild();
}

void LiveTableModel::setOrderHeld(bool held)
{
    m_orderHeld = held;
    if (!held && m_resortDue) {
        resort();
    }
}

int LiveTableModel::rowOf(const ObjectKey& target) const
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(), [&](const Row& row) { return row.target == target; });
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

QString LiveTableModel::summary() const
{
    return m_spec.summary ? m_spec.summary(m_mirror.objects(), now()) : QString();
}

void LiveTableModel::tick(int firstRow, int lastRow)
{
    const int last = std::min(lastRow, rowCount() - 1);
    if (firstRow < 0 || firstRow > last) {
        return;
    }
    for (int column = 0; column < columnCount(); ++column) {
        if (m_spec.columns[static_cast<size_t>(column)].live) {
            emit dataChanged(index(firstRow, column), index(last, column));
        }
    }
}

} // namespace konductor::ui
