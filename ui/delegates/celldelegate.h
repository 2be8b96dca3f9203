// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/live/clustermirror.h"
#include "ui/models/cell.h"

#include <QStyledItemDelegate>

#include <functional>

namespace konductor::ui {

/// Cells to pixels: names, chips, bars, countdowns (ui.md, "Parts"). The same painters as the details panel.
class CellDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    /// The time at the server of an index.
    using ServerTime = std::function<Timestamp(const QModelIndex&)>;
    CellDelegate(ServerTime time, QObject* parent);
    /// Mirror and clock give the server's time; both must outlive the delegate.
    CellDelegate(const live::ClusterMirror& mirror, const Clock& clock, QObject* parent = nullptr);

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    void paintText(QPainter* painter, const QStyleOptionViewItem& option, const QRectF& room, const Cell& cell) const;
    static void paintCountdown(QPainter* painter, const QStyleOptionViewItem& option, const QRectF& room,
                               const Cell& cell, Timestamp now);

    ServerTime m_time;
};

} // namespace konductor::ui
