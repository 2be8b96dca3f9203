// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/tokens.h"

#include <QProxyStyle>

class QApplication;

namespace konductor::ui {

/// The side of a sorted heading's arrow, in pixels: its column needs so much more.
constexpr int headerArrow = 10;

/// Fusion with the console's shapes: rounded controls, flat headers, slim scroll bars. Colours come from the tokens of
/// the widget's palette. A button's dynamic property "role" makes it "primary" or "danger".
class ConsoleStyle final : public QProxyStyle {
    Q_OBJECT
public:
    ConsoleStyle();

    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override;
    void drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                     const QWidget* widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                            const QWidget* widget) const override;
    int pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const override;
    QSize sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size,
                           const QWidget* widget) const override;
    QRect subElementRect(SubElement element, const QStyleOption* option, const QWidget* widget) const override;
    int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                  QStyleHintReturn* data) const override;
    using QProxyStyle::polish;
    /// A label that says a name alone begins where the others do: Qt goes by its letters.
    void polish(QWidget* widget) override;
};

/// Sets style, palette and fonts. May be called again to change the scheme; widgets that exist follow.
void applyTheme(QApplication& application, Scheme scheme);

} // namespace konductor::ui
