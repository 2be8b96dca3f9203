// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/insight/query.h"
#include "ui/models/clusterinsight.h"

#include <QAbstractTableModel>

namespace konductor::ui {

/// The findings, worst first. A finding that stays keeps its row, so that selection and scroll position stay too.
class FindingsModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column : int { Severity, Summary, Namespace, Behind, ColumnCount };

    explicit FindingsModel(const ClusterInsight& source, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

    const insight::Finding& finding(int row) const { return m_rows[static_cast<size_t>(row)]; }
    const std::vector<insight::Finding>& findings() const { return m_rows; }
    /// The first row about this object; -1 if none.
    int rowOf(const ObjectKey& key) const;
    void setFilter(const QString& text);
    void setNamespace(const QString& ns);

public slots:
    void refresh();

private:
    bool passes(const insight::Finding& finding) const;
    void merge(std::vector<insight::Finding> next);

    const ClusterInsight& m_source;
    std::vector<insight::Finding> m_rows;
    insight::Query m_filter;
    QString m_namespace;
};

} // namespace konductor::ui
