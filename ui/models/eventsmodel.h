// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/insight/query.h"
#include "ui/models/clusterhistory.h"
#include "ui/widgets/clocktime.h"

#include <QAbstractTableModel>

namespace konductor::ui {

/// What happened, newest first. Events come in above; the selection goes down with its row. While it sleeps it takes
/// nothing in.
class EventsModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column : int { When, What, Namespace, ColumnCount };

    explicit EventsModel(const ClusterHistory& source, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

    const insight::Event& event(int row) const { return m_rows[static_cast<size_t>(row)]; }
    void setFilter(const QString& text);
    void setNamespace(const QString& ns);
    void setAwake(bool awake);
    void setTimes(const TimeStyle& times);

public slots:
    void refresh();

private:
    bool passes(const insight::Event& event) const;
    void reload();

    const ClusterHistory& m_source;
    std::deque<insight::Event> m_rows;
    quint64 m_seen = 0; ///< Chronicle::total() when last read.
    insight::Query m_filter;
    QString m_namespace;
    TimeStyle m_times;
    bool m_awake = true;
};

} // namespace konductor::ui
