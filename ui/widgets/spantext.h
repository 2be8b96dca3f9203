// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/widgets/tone.h"

#include <QTextLayout>
#include <QWidget>

#include <vector>

namespace konductor::ui {

/// Wrapped plain text some parts of which can be followed, by mouse or with the arrow keys and Return. Never markup:
/// parts are drawn as they are, whatever they contain.
class SpanText final : public QWidget {
    Q_OBJECT
public:
    struct Part {
        QString text;
        bool link = false;
    };

    explicit SpanText(QWidget* parent = nullptr);
    void setParts(const std::vector<Part>& parts, Tone tone);

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    /// Index of the part.
    void linkActivated(int part);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;

private:
    double layOut(QTextLayout& layout, double width) const;
    double topOf(double textHeight) const; ///< Where text begins: in the middle, beside a taller chip.
    int partAt(const QPointF& at) const; ///< A link's index, or -1.
    int nextLink(int from, int step) const;
    void prepare(QTextLayout& layout) const;

    std::vector<Part> m_parts;
    Tone m_tone = Tone::Plain;
    int m_current = -1; ///< The link that the keyboard is on.
};

} // namespace konductor::ui
