// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QString>

#include <cairo.h>

#include <vector>

/// What Graphviz draws, put on paper. Private to core/report.
namespace konductor::report {

/// The shapes of an SVG as Graphviz writes it: polygons, paths of lines and curves, texts; anything else in it is
/// passed over. So that paper shows exactly what the page shows. Distances are Graphviz's points.
class SvgDrawing {
public:
    explicit SvgDrawing(const QByteArray& svg);

    double width() const { return m_width; }
    double height() const { return m_height; }
    /// With its upper left corner at the origin.
    void draw(cairo_t* context) const;

private:
    enum class Look { Box, Root, Deadlock, Arrow };
    struct Step {
        char type; ///< 'M', 'L', 'C' or 'Z'.
        std::vector<double> numbers;
    };
    struct Shape {
        Look look = Look::Box;
        bool filled = false; ///< An arrow's head.
        bool dashed = false;
        std::vector<Step> steps;
        QString text; ///< Of a text, whose place is the first step's.
    };
    static std::vector<Step> stepsOf(QStringView path);
    static std::vector<Step> polygonOf(QStringView points);
    static void drawText(cairo_t* context, const Shape& shape);
    static void drawOutline(cairo_t* context, const Shape& shape);

    double m_width = 0;
    double m_height = 0;
    std::vector<Shape> m_shapes;
};

} // namespace konductor::report
