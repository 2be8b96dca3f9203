// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/widgets/tone.h"

#include <QWidget>

class QLabel;
class QVBoxLayout;

namespace konductor::ui {

/// A titled group with a rounded border; a warning or bad tone draws a stripe at its left.
class Card final : public QWidget {
    Q_OBJECT
public:
    explicit Card(const QString& title, QWidget* parent = nullptr, Tone tone = Tone::Plain);
    QVBoxLayout& rows() { return *m_rows; }
    void setTitle(const QString& title);
    void setTone(Tone tone);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Tone m_tone;
    QLabel* m_heading;
    QVBoxLayout* m_rows;
};

} // namespace konductor::ui
