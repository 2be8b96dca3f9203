// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/live/clustermirror.h"
#include "ui/models/cell.h"

#include <QStyledItemDelegate>

namespace konductor::ui {

/// Cells to pixels: names, chips, bars, countdowns (ui.md, "Parts"). The same painters as the details panel.
class CellDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    /// Mirror and clock give the server's time; both must outlive the delegate.
    CellDelegate(const live::ClusterMirror& mirror, const Clock& clock, QObject* parent = nullptr);

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    void paintText(QPainter* painter, const QStyleOptionViewItem& option, const QRectF& room, const Cell& cell) const;
    void paintCountdown(QPainter* painter, const QStyleOptionViewItem& option, const QRectF& room,
                        const Cell& cell) const;

    const live::ClusterMirror& m_mirror;
    const Clock& m_clock;
};

} // namespace konductor::ui
