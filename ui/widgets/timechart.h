// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/time.h"
#include "ui/widgets/clocktime.h"
#include "ui/widgets/tone.h"

#include <QWidget>

#include <vector>

namespace konductor::ui {

/// One line of a chart. Told apart by its dashes and its name as well as by its colour.
struct ChartLine {
    QString name; ///< "Permits"
    Tone tone = Tone::Held;
    std::vector<double> values; ///< One a moment.
    std::vector<QString> words; ///< What each value says to whoever hovers: "8 of 12".
};

/// What a chart shows. Moments further apart than `gap` are not joined: nothing is known of the time between.
struct ChartData {
    std::vector<Timestamp> times; ///< Rising.
    std::vector<ChartLine> lines; ///< Two at most.
    bool percent = false; ///< Values are parts of a hundred, and the scale reaches at least to that; else counts.
    std::chrono::milliseconds gap{30'000};
    QString empty; ///< In place of lines, while there are fewer than two moments.
};

/// Lines over time, drawn from the palette's tokens. Time runs from left to right in every language. The accessible
/// description tells the last values and their range; hovering shows the values of a moment.
class TimeChart final : public QWidget {
    Q_OBJECT
public:
    explicit TimeChart(const QString& title, QWidget* parent = nullptr);
    void setData(ChartData shown, const TimeStyle& times);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    bool isEmpty() const { return m_data.times.size() < 2; }
    QRectF plot() const;
    double xOf(size_t moment, const QRectF& area) const;
    double yOf(double value, const QRectF& area) const;
    QString label(double value) const;
    void paintScale(QPainter& painter, const QRectF& area) const;
    void paintLegend(QPainter& painter, const QRectF& area) const;
    void paintLine(QPainter& painter, const QRectF& area, size_t line) const;
    void paintHover(QPainter& painter, const QRectF& area) const;
    QString describe() const;

    QString m_title;
    ChartData m_data;
    double m_top = 1; ///< The value at the upper edge.
    TimeStyle m_times;
    int m_hovered = -1; ///< A moment.
};

} // namespace konductor::ui
