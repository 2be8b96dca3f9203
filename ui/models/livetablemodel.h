// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/live/clustermirror.h"
#include "ui/models/rowfilter.h"
#include "ui/models/rowlist.h"
#include "ui/widgets/clocktime.h"

#include <QAbstractTableModel>
#include <QHash>
#include <QSet>

namespace konductor::ui {

/// The rows of one page, filtered and sorted, kept in step with the mirror batch by batch at a cost that follows the
/// batch. No proxy model: its own sorted list, because QSortFilterProxyModel costs too much on live data (kube.md §3b).
/// Window's thread.
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
    /// As data(), of a row that may have gone meanwhile: what it says by itself is still there.
    QVariant dataOf(const Row& row, int column, int role) const;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

    /// After those it began with, for what a person wants to see (ui/models/fieldcolumn.h). Its place.
    int addFurtherColumn(Column column);
    /// In the place of one that was added and is told apart from it by its title alone.
    void retitleFurtherColumn(int column, Column retitled);
    /// One of those that were added; sorted by it, the table is then sorted by its first one.
    void removeFurtherColumn(int column);
    /// How many it began with.
    int firstFurtherColumn() const { return m_firstFurther; }

    void setFilter(const QString& text);
    const insight::Query& query() const { return m_filter.query(); }
    /// Only this namespace; empty: all.
    void setNamespace(const QString& ns);
    /// While the pointer rests on the rows they keep their order; new ones come last (ui.md, principle 4).
    void setOrderHeld(bool held);
    /// A page that nobody sees sleeps: it notes what changed and catches up when it wakes.
    void setAwake(bool awake);

    const Row& row(int index) const { return m_list.row(m_rows[static_cast<size_t>(index)]); }
    int rowOf(const ObjectKey& target) const; ///< The first row about it, -1 if none.
    int placeOf(const Row& row) const; ///< The same row's place, -1 if it is not shown.
    /// What a row is sorted by in a column.
    SortKey keyOf(int row, int column) const;
    /// How many rows there are before filtering.
    qsizetype total() const { return static_cast<qsizetype>(m_list.all().size()); }
    /// Whether the last change put this row elsewhere for its own sake; false where its neighbours came or went.
    bool movedByItself(int index) const { return m_list.movedByItself(m_rows[static_cast<size_t>(index)]); }
    /// "8 held · 13 waiting"; of holds how many names there are.
    QString summary() const;
    void setTimes(const TimeStyle& times);
    /// Time has passed: repaints the live columns of these rows.
    void tick(int firstRow, int lastRow);
    /// See insight::QueryCandidate.
    void setFindings(std::function<QStringList(const ObjectKey&)> findings)
    {
        m_filter.setFindings(std::move(findings));
    }
    /// What the column of verdicts asks; told again by findingsChanged(). What it reads from must outlive the model.
    void setFates(HolderFateSource fates) { m_fates = std::move(fates); }
    /// Findings and verdicts differ: rows may pass the filter now, or no more.
    void findingsChanged();

signals:
    /// After rows were added, removed or changed.
    void contentChanged();
    /// Around each change of which rows there are, or of their order; several of Qt's own signals come between.
    void aboutToRearrange();
    void rearranged(bool sortedByHand);

private:
    /// What came and is not in the rows yet.
    struct Pending {
        QSet<ObjectKey> primitives; ///< Read again as a whole.
        QHash<ObjectKey, ObjectPtr> members; ///< Changed permits and arrivals as they were; a row each.
        bool all = false;
    };

    void apply(const live::ChangeBatch& batch);
    void note(const live::Change& change);
    void catchUp();
    void reload();
    void refilter();
    std::vector<Row> rowsOf(const ObjectKey& primitive, Timestamp time) const;
    std::vector<int> replacePrimitive(const ObjectKey& primitive, Timestamp time);
    int replaceMember(const ObjectKey& key, const ObjectPtr& before, Timestamp time);
    int put(Row row, Timestamp time);
    void rearrange(bool byHand = false);
    std::vector<int> heldOrder(const std::vector<int>& sorted) const;
    void removeRowsAt(const std::vector<int>& doomed);
    void removeRange(int first, int last);
    void insertRows(const std::vector<int>& wanted);
    void insertRange(int first, std::vector<int>::const_iterator begin, std::vector<int>::const_iterator end);
    void reorder(std::vector<int> order);
    void number(size_t from);
    void emitChanged(const std::vector<int>& touched);
    SortKey keyOf(const Row& row, int column, Timestamp time) const;
    Cell cell(const Row& row, int column) const;
    Timestamp now() const { return m_mirror.serverTime(m_clock.now()); }
    bool lists(Kind kind) const;

    TableSpec m_spec;
    const live::ClusterMirror& m_mirror;
    const Clock& m_clock;
    RowList m_list;
    std::vector<int> m_rows; ///< The slot in m_list of each row on screen.
    std::vector<int> m_places; ///< The row of each slot; -1: not on screen.
    RowFilter m_filter;
    HolderFateSource m_fates;
    TimeStyle m_times;
    Pending m_pending;
    int m_firstFurther;
    int m_sortColumn = 0;
    Qt::SortOrder m_order = Qt::AscendingOrder;
    bool m_orderHeld = false;
    bool m_awake = true;
    bool m_refilterDue = false;
    int m_ticks = 0;
};

} // namespace konductor::ui
