// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/panels/detailscontent.h"

#include <QWidget>

class QHBoxLayout;
class QLabel;

namespace konductor::ui {

class ElidedLabel;
class MendButton;
class Meter;
class SpanText;

/// One row of the details: number, chip, text with links, note, bar or countdown, value. Changes in place.
class DetailsRowView final : public QWidget {
    Q_OBJECT
public:
    explicit DetailsRowView(QWidget* parent = nullptr);
    void setRow(const DetailsRow& row, Timestamp now);
    /// Time has passed.
    void setNow(Timestamp now);
    /// Its button stands at the end of it, or nothing where rows above and below have one.
    void keepPlaceForMend(bool keep);
    /// Of its chip; 0 where it has none.
    int chipWidth() const;
    /// So much room for its chip, if it has one: the words of a list begin below each other.
    void setChipWidth(int width);
    /// What takes the keyboard's focus, where it has links, and what takes it after that.
    QWidget& first();
    QWidget& last();

signals:
    void linkActivated(const konductor::ui::Link& link);
    void mendRequested(const konductor::insight::Finding& finding);

private:
    void setChip(QWidget*& place, const std::optional<DetailsChip>& chip, int index);

    DetailsRow m_row;
    QHBoxLayout* m_layout;
    QLabel* m_number;
    QWidget* m_chip = nullptr;
    SpanText* m_text;
    QWidget* m_note = nullptr;
    Meter* m_meter;
    ElidedLabel* m_value;
    MendButton* m_mend;
};

} // namespace konductor::ui
