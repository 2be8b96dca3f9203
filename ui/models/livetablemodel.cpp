// SPDX-License-Identifier: Apache-2.0
#include "ui/models/livetablemodel.h"

#include "core/api/kinds.h"
#include "core/base/words.h"
#include "ui/models/columns.h"
#include "ui/models/roles.h"

#include <algorithm>

namespace konductor::ui {

namespace {
/// A sleeping page that missed more than this reads everything again.
constexpr qsizetype mostNoted = 5'000;
/// With more rows, a query that time alone changes is read anew every few seconds only.
constexpr size_t mostFilteredEachSecond = 5'000;
constexpr int secondsBetweenFilters = 5;
constexpr std::array memberKinds{Kind::Permit, Kind::Arrival};

/// Its holds are other objects, each a row of its own whatever becomes of the primitive.
bool isHeldByMembers(Kind kind)
{
    return kind == Kind::Semaphore || kind == Kind::Barrier;
}

bool isMember(Kind kind)
{
    return std::find(memberKinds.begin(), memberKinds.end(), kind) != memberKinds.end();
}
} // namespace

LiveTableModel::LiveTableModel(TableSpec spec, const live::ClusterMirror& mirror, const Clock& clock, QObject* parent)
    : QAbstractTableModel(parent)
    , m_spec(std::move(spec))
    , m_mirror(mirror)
    , m_clock(clock)
    , m_filter(mirror)
    , m_firstFurther(static_cast<int>(m_spec.columns.size()))
{
    connect(&mirror, &live::ClusterMirror::applied, this, &LiveTableModel::apply);
    connect(&mirror, &live::ClusterMirror::wasReset, this, [this] {
        m_pending.all = true;
        catchUp();
    });
    reload();
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
    return dataOf(row(index.row()), index.column(), role);
}

QVariant LiveTableModel::dataOf(const Row& row, int column, int role) const
{
    switch (role) {
    case CellRole:
        return QVariant::fromValue(cell(row, column));
    case KindRole:
        return static_cast<int>(row.target.kind);
    case KeyRole:
        return QVariant::fromValue(row.target);
    case Qt::DisplayRole: {
        const Cell value = cell(row, column);
        return value.until && value.text.isEmpty() ? countdownText(*value.until - now()) : value.text;
    }
    case Qt::ToolTipRole: {
        const QString tip = toolTipOf(cell(row, column), now(), m_times);
        return tip.isEmpty() ? QVariant() : QVariant(tip.toHtmlEscaped());
    }
    case Qt::TextAlignmentRole:
        return QVariant(cell(row, column).look == Cell::Look::Number ? Qt::AlignRight | Qt::AlignVCenter
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
    return headerOf(m_spec.columns[static_cast<size_t>(section)], role, m_times);
}

Cell LiveTableModel::cell(const Row& row, int column) const
{
    const Timestamp time = now();
    return styled(m_spec.columns[static_cast<size_t>(column)].cell({row, m_mirror.objects(), time, &m_fates}), time,
                  m_times);
}

bool LiveTableModel::lists(Kind kind) const
{
    return std::find(m_spec.kinds.begin(), m_spec.kinds.end(), kind) != m_spec.kinds.end();
}

std::vector<Row> LiveTableModel::rowsOf(const ObjectKey& primitive, Timestamp time) const
{
    if (!m_mirror.objects().find(primitive)) {
        return {};
    }
    if (!m_spec.holders) {
        return {Row{primitive, std::nullopt}};
    }
    std::vector<Row> rows;
    for (insight::Hold& hold : insight::holdsOf(primitive, m_mirror.objects(), time)) {
        rows.push_back(Row{primitive, std::move(hold)});
    }
    return rows;
}

SortKey LiveTableModel::keyOf(const Row& row, int column, Timestamp time) const
{
    const Column& asked = m_spec.columns[static_cast<size_t>(column)];
    const RowContext context{row, m_mirror.objects(), time, &m_fates};
    return asked.key ? asked.key(context) : SortKey::of(asked.cell(context).sort);
}

SortKey LiveTableModel::keyOf(int row, int column) const
{
    return keyOf(this->row(row), column, now());
}

void LiveTableModel::apply(const live::ChangeBatch& batch)
{
    for (const live::Change& change : batch.changes) {
        note(change);
    }
    if (m_pending.primitives.size() + m_pending.members.size() > mostNoted && !m_awake) {
        m_pending = {.primitives = {}, .members = {}, .all = true};
    }
    catchUp();
}

void LiveTableModel::note(const live::Change& change)
{
    if (m_pending.all) {
        return;
    }
    const ObjectKey key = change.key();
    if (m_spec.holders && isMember(key.kind)) {
        if (!m_pending.members.contains(key)) {
            m_pending.members.insert(key, change.before);
        }
        return;
    }
    for (const ObjectPtr& side : {change.before, change.after}) {
        const ObjectKey primitive = side ? parentKey(*side).value_or(key) : key;
        if (lists(primitive.kind) && !(m_spec.holders && isHeldByMembers(primitive.kind))) {
            m_pending.primitives.insert(primitive);
        }
    }
}

void LiveTableModel::catchUp()
{
    if (!m_awake) {
        return;
    }
    const Pending pending = std::exchange(m_pending, {});
    if (pending.all) {
        reload();
        return;
    }
    if (pending.primitives.isEmpty() && pending.members.isEmpty()) {
        return;
    }
    const Timestamp time = now();
    std::vector<int> changed;
    for (const ObjectKey& primitive : pending.primitives) {
        for (const int slot : replacePrimitive(primitive, time)) {
            changed.push_back(slot);
        }
    }
    for (auto member = pending.members.begin(); member != pending.members.end(); ++member) {
        if (const int slot = replaceMember(member.key(), member.value(), time); slot >= 0) {
            changed.push_back(slot);
        }
    }
    std::erase_if(changed, [this](int slot) {
        return static_cast<size_t>(slot) >= m_places.size() || m_places[static_cast<size_t>(slot)] < 0;
    });
    rearrange();
    emitChanged(changed);
    emit contentChanged();
}

int LiveTableModel::put(Row row, Timestamp time)
{
    SortKey key = keyOf(row, m_sortColumn, time);
    const bool accepted = RowFilter::Pass(m_filter, time).accepts(row);
    return m_list.put(std::move(row), std::move(key), accepted);
}

/// Returns the slots of its rows.
std::vector<int> LiveTableModel::replacePrimitive(const ObjectKey& primitive, Timestamp time)
{
    std::vector<int> before = m_list.slotsOf(primitive);
    std::vector<int> after;
    for (Row& row : rowsOf(primitive, time)) {
        after.push_back(put(std::move(row), time));
    }
    std::vector<int> kept = after;
    std::sort(kept.begin(), kept.end());
    for (const int slot : before) {
        if (!std::binary_search(kept.begin(), kept.end(), slot)) {
            m_list.drop(slot);
        }
    }
    return after;
}

/// Returns the slot of its row, -1 where it has none any more.
int LiveTableModel::replaceMember(const ObjectKey& key, const ObjectPtr& before, Timestamp time)
{
    const ObjectPtr after = m_mirror.objects().find(key);
    std::optional<insight::Hold> hold = after ? insight::holdBy(*after, time) : std::nullopt;
    const int slot = hold ? put(Row{hold->target, hold}, time) : -1;
    if (const auto old = before ? insight::holdBy(*before, Timestamp::min()) : std::nullopt) {
        const int known = m_list.find(Row{old->target, old});
        if (known >= 0 && known != slot) {
            m_list.drop(known);
        }
    }
    return slot;
}

/// Reads everything again; rows that are the same stay.
void LiveTableModel::reload()
{
    m_pending = {};
    const Timestamp time = now();
    const std::vector<int> before = m_list.all();
    std::vector<int> changed;
    for (const Kind kind : m_spec.kinds) {
        if (m_spec.holders && isHeldByMembers(kind)) {
            continue;
        }
        m_mirror.objects().forEach(kind, [&](const ObjectPtr& object) {
            for (Row& row : rowsOf(object->key(), time)) {
                changed.push_back(put(std::move(row), time));
            }
        });
    }
    if (m_spec.holders) {
        for (const Kind kind : memberKinds) {
            m_list.reserve(m_list.all().size() + static_cast<size_t>(m_mirror.objects().count(kind)));
            m_mirror.objects().forEach(kind, [&](const ObjectPtr& object) {
                if (auto hold = insight::holdBy(*object, time)) {
                    changed.push_back(put(Row{hold->target, hold}, time));
                }
            });
        }
    }
    std::vector<bool> kept(m_list.slotCount(), false);
    for (const int slot : changed) {
        kept[static_cast<size_t>(slot)] = true;
    }
    for (const int slot : before) {
        if (!kept[static_cast<size_t>(slot)]) {
            m_list.drop(slot);
        }
    }
    rearrange();
    if (rowCount() > 0) {
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    }
    emit contentChanged();
}

void LiveTableModel::refilter()
{
    if (!m_awake) {
        m_refilterDue = true;
        return;
    }
    m_refilterDue = false;
    RowFilter::Pass pass(m_filter, now());
    m_list.forEach([&](int slot) { m_list.setAccepted(slot, pass.accepts(m_list.row(slot))); });
    rearrange();
    emit contentChanged();
}

void LiveTableModel::setAwake(bool awake)
{
    m_awake = awake;
    if (awake) {
        catchUp();
        if (m_refilterDue) {
            refilter();
        }
    }
}

void LiveTableModel::sort(int column, Qt::SortOrder order)
{
    if (column < 0 || column >= columnCount()) {
        return;
    }
    m_sortColumn = column;
    m_order = order;
    m_list.sort(order == Qt::DescendingOrder,
                [this, time = now()](const Row& row) { return keyOf(row, m_sortColumn, time); });
    const bool held = std::exchange(m_orderHeld, false); // the person asked for it
    rearrange(true);
    m_orderHeld = held;
}

void LiveTableModel::setFilter(const QString& text)
{
    m_filter.setText(text);
    refilter();
}

void LiveTableModel::setNamespace(const QString& ns)
{
    m_filter.setNamespace(ns);
    refilter();
}

void LiveTableModel::setOrderHeld(bool held)
{
    m_orderHeld = held;
    if (!held) {
        rearrange();
    }
}

int LiveTableModel::rowOf(const ObjectKey& target) const
{
    int first = -1;
    for (const int slot : m_list.slotsOf(target)) {
        const int place = m_places[static_cast<size_t>(slot)];
        if (place >= 0 && (first < 0 || place < first)) {
            first = place;
        }
    }
    return first;
}

int LiveTableModel::placeOf(const Row& row) const
{
    const int slot = m_list.find(row);
    return slot < 0 ? -1 : m_places[static_cast<size_t>(slot)];
}

QString LiveTableModel::summary() const
{
    if (m_spec.holders) {
        return inWords("Tables", "%n names", "1 name", m_list.holderCount());
    }
    return m_spec.summary ? m_spec.summary(m_mirror.objects(), now()) : QString();
}

void LiveTableModel::setTimes(const TimeStyle& times)
{
    m_times = times;
    emit headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
    if (rowCount() > 0) {
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    }
}

void LiveTableModel::findingsChanged()
{
    if (m_filter.query().dependsOnFindings()) {
        refilter();
    }
    if (m_awake && m_spec.columns[static_cast<size_t>(m_sortColumn)].ofFates) {
        m_list.sort(m_order == Qt::DescendingOrder,
                    [this, time = now()](const Row& row) { return keyOf(row, m_sortColumn, time); });
        rearrange();
    }
}

void LiveTableModel::tick(int firstRow, int lastRow)
{
    if (m_filter.query().dependsOnTime()
        && (m_list.all().size() <= mostFilteredEachSecond || ++m_ticks % secondsBetweenFilters == 0)) {
        refilter();
    }
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
