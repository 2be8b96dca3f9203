// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/insight/query.h"
#include "ui/models/cell.h"
#include "ui/models/clusterinsight.h"

#include <QAbstractTableModel>

#include <span>

namespace konductor::ui {

/// The findings, worst first. A finding that stays keeps its row, so that selection and scroll position stay too.
class FindingsModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column : int { Severity, Summary, Namespace, Since, Behind, ColumnCount };

    explicit FindingsModel(const ClusterInsight& source, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

    /// With its words; none if it has just ceased to be found.
    std::optional<insight::Finding> finding(int row) const { return m_source.insight().describe(head(row)); }
    const insight::FindingHead& head(int row) const { return m_rows[static_cast<size_t>(row)]; }
    const std::vector<insight::NotedFinding>& heads() const { return m_rows; }
    /// The first row about this object; -1 if none.
    int rowOf(const ObjectKey& key) const;
    void setFilter(const QString& text);
    /// Whether it follows the findings; one that nobody looks at need not, and catches up when it is to again.
    void setAwake(bool awake);
    void setNamespace(const QString& ns);

public slots:
    void refresh();

private:
    Cell cellAt(const QModelIndex& index) const;
    bool passes(const insight::FindingHead& head) const;
    void merge(const std::vector<insight::NotedFinding>& next);
    void remove(size_t row, size_t count);
    void insert(size_t row, std::span<const insight::NotedFinding> added);

    const ClusterInsight& m_source;
    std::vector<insight::NotedFinding> m_rows;
    insight::Query m_filter;
    QString m_namespace;
    bool m_awake = true;
    bool m_behind = false;
};

} // namespace konductor::ui
