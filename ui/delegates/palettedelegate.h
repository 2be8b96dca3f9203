// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStyledItemDelegate>

namespace konductor::ui {

/// A row of the palette (PaletteRow): glyph, name with what was typed of it drawn strongly, what it is, and its keys or
/// its phase at the right; above the first of a group its heading. What cannot be done says why.
class PaletteDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    /// Of a row without a heading.
    static int rowHeight(const QFont& font);
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace konductor::ui
