// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/time.h"
#include "ui/widgets/tone.h"

#include <QWidget>

#include <optional>

namespace konductor::ui {

/// A small bar: so many of so many, or the part of a time that is left.
class Meter final : public QWidget {
    Q_OBJECT
public:
    explicit Meter(QWidget* parent = nullptr);
    void setCount(qint64 value, qint64 whole, Tone tone, std::optional<qint64> mark);
    void setFraction(double fraction, Tone tone);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    qint64 m_value = 0;
    qint64 m_whole = 0;
    std::optional<qint64> m_mark;
    double m_fraction = -1;
    Tone m_tone = Tone::Held;
};

} // namespace konductor::ui
