// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/livetablemodel.h"

#include <memory>

namespace konductor::ui {

/// One kind, or all holders, over several clusters in one table: the cluster first, then the table's own columns,
/// sorted over all of them. Each cluster's rows come from a LiveTableModel of its own, which reads that cluster's
/// mirror and clock. What changes there is taken in by sync(), at a cost that follows all rows, so that it is for
/// calling a few times a second and not with each batch. Window's thread.
class CombinedModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    struct Cluster {
        const live::ClusterMirror* mirror = nullptr; ///< Must outlive its being listed here.
        std::function<QStringList(const ObjectKey&)> findings; ///< See insight::QueryCandidate.
        HolderFateSource fates;
    };
    /// Beside the roles of LiveTableModel: the place of the row's cluster in setClusters(), an int.
    static constexpr int ClusterRole = Qt::UserRole + 100;

    /// The clock must outlive the model.
    explicit CombinedModel(const Clock& clock, QObject* parent = nullptr);

    /// Another table, other clusters: begins anew.
    void setTable(TableSpec spec);
    void setClusters(std::vector<Cluster> clusters);
    void setFilter(const QString& text);
    void setTimes(const TimeStyle& times);
    /// Asleep it takes nothing in.
    void setAwake(bool awake);
    /// Takes in what changed; persistent indexes follow their rows.
    void sync();
    /// Time has passed: repaints these rows.
    void tick(int firstRow, int lastRow);

    /// A column of the person's own, behind those of the table. Its place.
    int addFurtherColumn(const Column& column);
    void retitleFurtherColumn(int column, const Column& retitled);
    void removeFurtherColumn(int column);
    /// The place of the first of them; the cluster's is counted.
    int firstFurtherColumn() const { return m_ownColumns + 1; }

    const TableSpec& spec() const { return m_spec; }
    int clusterOf(int row) const { return m_rows[static_cast<size_t>(row)].cluster; }
    /// The primitive.
    const ObjectKey& keyOf(int row) const { return m_rows[static_cast<size_t>(row)].row.target; }
    /// The time of the row's server.
    Timestamp serverTime(int row) const;
    /// How many rows there are before filtering, as of the last sync().
    qsizetype total() const { return m_total; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

signals:
    /// sync() is due; told again with each change until it is called.
    void stale();

private:
    struct Place {
        int cluster = 0;
        Row row;
        friend bool operator==(const Place& a, const Place& b) { return a.cluster == b.cluster && a.row.sameAs(b.row); }
    };
    friend size_t qHash(const Place& place, size_t seed = 0) noexcept
    {
        return qHashMulti(seed, place.cluster, place.row.target, place.row.hold ? place.row.hold->holder : QString());
    }

    void rebuild();
    void countAll();
    std::vector<Place> wanted() const;
    void removeMissing(const std::vector<Place>& wanted);
    void reorder(const std::vector<Place>& wanted);
    void insertMissing(const std::vector<Place>& wanted);
    QModelIndex sourceIndex(const Place& place, int column) const;

    const Clock& m_clock;
    TableSpec m_spec;
    int m_ownColumns; ///< Of the table, without what a person added.
    std::vector<Cluster> m_clusters;
    std::vector<std::unique_ptr<LiveTableModel>> m_sources; ///< One a cluster.
    std::vector<Place> m_rows;
    qsizetype m_total = 0;
    QString m_filter;
    TimeStyle m_times;
    int m_sortColumn = 1;
    Qt::SortOrder m_sortOrder = Qt::AscendingOrder;
    bool m_awake = false;
};

} // namespace konductor::ui
