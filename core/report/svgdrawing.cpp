// SPDX-License-Identifier: Apache-2.0
#include "core/report/svgdrawing.h"

#include <QStringList>
#include <QXmlStreamReader>

#include <pango/pangocairo.h>

using namespace Qt::StringLiterals;

namespace konductor::report {

namespace {

constexpr double fontPoints = 10;

std::vector<double> numbersOf(QStringView text)
{
    std::vector<double> numbers;
    QString plain = text.toString();
    plain.replace(u',', u' ');
    for (const QString& word : plain.split(u' ', Qt::SkipEmptyParts)) {
        bool isNumber = false;
        const double number = word.toDouble(&isNumber);
        if (isNumber) {
            numbers.push_back(number);
        }
    }
    return numbers;
}

} // namespace

SvgDrawing::SvgDrawing(const QByteArray& svg)
{
    QXmlStreamReader xml(svg);
    Look look = Look::Box;
    while (!xml.atEnd()) {
        if (!xml.readNextStartElement()) {
            continue; // an end, on the way out
        }
        const QXmlStreamAttributes attributes = xml.attributes();
        Shape shape{.look = look, .dashed = attributes.hasAttribute(u"stroke-dasharray"_s)};
        if (xml.name() == "svg"_L1) {
            const std::vector<double> box = numbersOf(attributes.value(u"viewBox"_s));
            m_width = box.size() == 4 ? box[2] : 0;
            m_height = box.size() == 4 ? box[3] : 0;
        } else if (xml.name() == "g"_L1) {
            const QStringList classes = attributes.value(u"class"_s).toString().split(u' ');
            look = classes.contains(u"edge"_s)    ? Look::Arrow
                : classes.contains(u"deadlock"_s) ? Look::Deadlock
                : classes.contains(u"root"_s)     ? Look::Root
                                                  : Look::Box;
        } else if (xml.name() == "path"_L1) {
            shape.steps = stepsOf(attributes.value(u"d"_s));
            m_shapes.push_back(std::move(shape));
        } else if (xml.name() == "polygon"_L1 && attributes.value(u"stroke"_s) != "transparent"_L1
                   && attributes.value(u"stroke"_s) != "none"_L1) {
            shape.filled = look == Look::Arrow;
            shape.steps = polygonOf(attributes.value(u"points"_s));
            m_shapes.push_back(std::move(shape));
        } else if (xml.name() == "text"_L1) {
            shape.steps = {{'M', {attributes.value(u"x"_s).toDouble(), attributes.value(u"y"_s).toDouble()}}};
            shape.text = xml.readElementText(QXmlStreamReader::SkipChildElements);
            m_shapes.push_back(std::move(shape));
        }
    }
}

/// "M54,-36C54,-36 12,-36 12,-36": letters, each with its numbers.
std::vector<SvgDrawing::Step> SvgDrawing::stepsOf(QStringView path)
{
    std::vector<Step> steps;
    qsizetype at = 0;
    while (at < path.size()) {
        qsizetype next = at + 1;
        while (next < path.size() && !u"MLCZ"_s.contains(path[next])) {
            ++next;
        }
        const char type = path[at].toLatin1();
        steps.push_back({type == 'z' ? 'Z' : type, numbersOf(path.mid(at + 1, next - at - 1))});
        at = next;
    }
    return steps;
}

std::vector<SvgDrawing::Step> SvgDrawing::polygonOf(QStringView points)
{
    const std::vector<double> numbers = numbersOf(points);
    return {{'M', {numbers.begin(), numbers.begin() + std::min<qsizetype>(2, std::ssize(numbers))}},
            {'L', {numbers.begin() + std::min<qsizetype>(2, std::ssize(numbers)), numbers.end()}},
            {'Z', {}}};
}

/// Graphviz counts upwards from the lower edge, 4 points inside its picture.
void SvgDrawing::draw(cairo_t* context) const
{
    cairo_save(context);
    cairo_translate(context, 4, m_height - 4);
    for (const Shape& shape : m_shapes) {
        if (shape.text.isEmpty()) {
            drawOutline(context, shape);
        } else {
            drawText(context, shape);
        }
    }
    cairo_restore(context);
}

void SvgDrawing::drawOutline(cairo_t* context, const Shape& shape)
{
    cairo_new_path(context);
    for (const Step& step : shape.steps) {
        const std::vector<double>& n = step.numbers;
        if (step.type == 'Z') {
            cairo_close_path(context);
        }
        const size_t each = step.type == 'C' ? 6 : 2;
        for (size_t i = 0; i + each <= n.size(); i += each) {
            if (step.type == 'C') {
                cairo_curve_to(context, n[i], n[i + 1], n[i + 2], n[i + 3], n[i + 4], n[i + 5]);
            } else if (step.type == 'M' && i == 0) {
                cairo_move_to(context, n[0], n[1]);
            } else {
                cairo_line_to(context, n[i], n[i + 1]);
            }
        }
    }
    const double dash = 3;
    cairo_set_dash(context, &dash, shape.dashed ? 1 : 0, 0);
    cairo_set_line_width(context, shape.look == Look::Root || shape.look == Look::Deadlock ? 1.6 : 0.8);
    if (shape.look == Look::Deadlock) {
        cairo_set_source_rgb(context, 0.71, 0.14, 0.09);
    } else if (shape.look == Look::Root) {
        cairo_set_source_rgb(context, 0.54, 0.35, 0);
    } else {
        cairo_set_source_rgb(context, 0.36, 0.39, 0.44);
    }
    if (shape.filled) {
        cairo_fill_preserve(context);
    }
    cairo_stroke(context);
}

void SvgDrawing::drawText(cairo_t* context, const Shape& shape)
{
    PangoLayout* layout = pango_cairo_create_layout(context);
    PangoFontDescription* font = pango_font_description_from_string("Inter, DejaVu Sans, sans-serif");
    pango_font_description_set_absolute_size(font, fontPoints * PANGO_SCALE);
    pango_layout_set_font_description(layout, font);
    const QByteArray text = shape.text.toUtf8();
    pango_layout_set_text(layout, text.constData(), static_cast<int>(text.size())); // never markup
    int width = 0;
    pango_layout_get_size(layout, &width, nullptr);
    const double base = static_cast<double>(pango_layout_get_baseline(layout)) / PANGO_SCALE;
    const std::vector<double>& place = shape.steps.front().numbers; // the middle of its foot
    cairo_set_source_rgb(context, 0.11, 0.13, 0.16);
    cairo_move_to(context, place[0] - static_cast<double>(width) / PANGO_SCALE / 2, place[1] - base);
    pango_cairo_show_layout(context, layout);
    pango_font_description_free(font);
    g_object_unref(layout);
}

} // namespace konductor::report
