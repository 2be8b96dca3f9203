// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/live/clustermirror.h"
#include "ui/models/filter.h"
#include "ui/models/tablespec.h"

#include <QAbstractTableModel>
#include <QHash>
#include <QSet>

namespace konductor::ui {

/// The rows of one page, filtered and sorted, kept in step with the mirror batch by batch. No proxy model: its own
/// sorted vector, because QSortFilterProxyModel costs too much on live data (kube.md §3b). Window's thread.
///
/// Persistent indexes, and with them selection and current cell, follow their rows through sort, insertion, removal
/// and relist. Only a change of filter or cluster resets nothing either: rows are removed and inserted.
class LiveTableModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    /// Both must outlive the model.
    LiveTableModel(TableSpec spec, const live::ClusterMirror& mirror, const Clock& clock, QObject* parent = nullptr);

    const TableSpec& spec() const { return m_spec; }
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

    void setFilter(const QString& text);
    /// Only this namespace; empty: all.
    void setNamespace(const QString& ns);
    /// While the pointer rests on the rows they keep their order; new ones come last (ui.md, principle 4).
    void setOrderHeld(bool held);

    const Row& row(int index) const { return m_rows[static_cast<size_t>(index)]; }
    int rowOf(const ObjectKey& target) const; ///< The first row about it, -1 if none.
    /// How many rows there are before filtering.
    qsizetype total() const { return m_total; }
    /// "8 held · 13 waiting".
    QString summary() const;
    /// Time has passed: repaints the live columns of these rows.
    void tick(int firstRow, int lastRow);

signals:
    /// After rows were added, removed or changed.
    void contentChanged();

private:
    void apply(const live::ChangeBatch& batch);
    void rebuild();
    QSet<ObjectKey> affectedBy(const live::ChangeBatch& batch) const;
    std::vector<Row> rowsOf(const ObjectKey& primitive) const;
    bool accepts(const Row& row) const;
    void update(const QSet<ObjectKey>& primitives);
    void replaceRows(const std::vector<Row>& wanted, const QSet<ObjectKey>& primitives);
    void removeRowsAt(const std::vector<int>& doomed);
    void removeRange(int first, int last);
    void reorder(const std::vector<size_t>& order);
    void appendRows(std::vector<Row> rows);
    void emitChanged(const std::vector<int>& changed);
    void resort();
    bool before(const Row& a, const QVariant& keyA, const Row& b, const QVariant& keyB) const;
    Cell cell(const Row& row, int column) const;
    Timestamp now() const { return m_mirror.serverTime(m_clock.now()); }
    bool lists(Kind kind) const;

    TableSpec m_spec;
    const live::ClusterMirror& m_mirror;
    const Clock& m_clock;
    std::vector<Row> m_rows;
    Filter m_filter;
    QString m_namespace;
    int m_sortColumn = 0;
    Qt::SortOrder m_sortOrder = Qt::AscendingOrder;
    bool m_orderHeld = false;
    bool m_resortDue = false;
    qsizetype m_total = 0;
};

} // namespace konductor::ui
