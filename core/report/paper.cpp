// SPDX-License-Identifier: Apache-2.0
#include "core/report/paper.h"

#include "core/report/svgdrawing.h"
#include "core/snapshot/privatefile.h"

#include <QIODevice>

#include <cairo-pdf.h>
#include <pango/pangocairo.h>

#include <algorithm>
#include <numeric>

using namespace Qt::StringLiterals;

namespace konductor::report {

namespace {

constexpr double pageWidth = 595;
constexpr double pageHeight = 842;
constexpr double margin = 45;
constexpr double bottom = pageHeight - margin - 14; ///< Above the footer.
constexpr double textPoints = 9;
constexpr double smallPoints = 7.5;
constexpr double cellPadding = 3;
constexpr int mostLinesOfCell = 8;
constexpr double hairline = 0.5;

struct Rgb {
    double red;
    double green;
    double blue;
};
constexpr Rgb lineColor{0.87, 0.89, 0.91};

constexpr Rgb rgbOf(Ink ink)
{
    switch (ink) {
    case Ink::Quiet:
        return {0.36, 0.39, 0.44};
    case Ink::Bad:
        return {0.71, 0.14, 0.09};
    case Ink::Warning:
        return {0.54, 0.35, 0};
    case Ink::Plain:
        break;
    }
    return {0.11, 0.13, 0.16};
}

cairo_status_t writeTo(void* device, const unsigned char* bytes, unsigned length)
{
    const auto text = QByteArray::fromRawData(reinterpret_cast<const char*>(bytes), length);
    return snapshot::writeAll(*static_cast<QIODevice*>(device), text) ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_WRITE_ERROR;
}

/// Pango counts colours to 65535.
guint16 share(double part)
{
    return static_cast<guint16>(part * 65535);
}

void addAttribute(PangoAttrList* list, PangoAttribute* attribute, qsizetype from, qsizetype to)
{
    attribute->start_index = static_cast<guint>(from);
    attribute->end_index = static_cast<guint>(to);
    pango_attr_list_insert(list, attribute);
}

double heightOf(PangoLayout* layout)
{
    int height = 0;
    pango_layout_get_size(layout, nullptr, &height);
    return static_cast<double>(height) / PANGO_SCALE;
}

} // namespace

Paper::Paper(QIODevice& device, const QString& title, const QString& footer, const QString& created)
    : m_device(device)
    , m_surface(cairo_pdf_surface_create_for_stream(writeTo, &device, pageWidth, pageHeight))
    , m_context(cairo_create(m_surface.get()))
    , m_footer(footer)
{
    const auto set = [this](cairo_pdf_metadata_t what, const QString& text) {
        cairo_pdf_surface_set_metadata(m_surface.get(), what, text.toUtf8().constData());
    };
    set(CAIRO_PDF_METADATA_TITLE, title);
    set(CAIRO_PDF_METADATA_CREATE_DATE, created); // else the machine's time
    turn();
}

Paper::~Paper() = default;

double Paper::contentWidth() const
{
    return pageWidth - 2 * margin;
}

void Paper::useInk(Ink ink)
{
    const Rgb color = rgbOf(ink);
    cairo_set_source_rgb(m_context.get(), color.red, color.green, color.blue);
}

/// Begins a page, ending the one before.
void Paper::turn()
{
    if (m_page > 0) {
        cairo_show_page(m_context.get());
    }
    ++m_page;
    const Layout footer =
        laidOut({{{u"%1 · page %2"_s.arg(m_footer).arg(m_page), false, Ink::Quiet}}}, smallPoints, contentWidth(), 1);
    cairo_move_to(m_context.get(), margin, pageHeight - margin);
    pango_cairo_show_layout(m_context.get(), footer.get());
    m_y = margin;
}

/// Turns the page when there is no room for this; what is higher than a page begins one.
void Paper::need(double height)
{
    if (m_y + height > bottom && m_y > margin) {
        turn();
    }
}

Paper::Layout Paper::laidOut(const PaperText& text, double points, double width, int mostLines)
{
    Layout layout(pango_cairo_create_layout(m_context.get()));
    const std::unique_ptr<PangoFontDescription, Free> font(
        pango_font_description_from_string("Inter, DejaVu Sans, sans-serif"));
    pango_font_description_set_absolute_size(font.get(), points * PANGO_SCALE);
    pango_layout_set_font_description(layout.get(), font.get());
    pango_layout_set_width(layout.get(), static_cast<int>(width * PANGO_SCALE));
    pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
    if (mostLines > 0) {
        pango_layout_set_height(layout.get(), -mostLines);
        pango_layout_set_ellipsize(layout.get(), PANGO_ELLIPSIZE_END);
    }
    QByteArray all;
    PangoAttrList* attributes = pango_attr_list_new();
    for (const PaperText::Part& part : text.parts) {
        const qsizetype from = all.size();
        all += part.text.toUtf8();
        const Rgb ink = rgbOf(part.ink);
        addAttribute(attributes, pango_attr_foreground_new(share(ink.red), share(ink.green), share(ink.blue)), from,
                     all.size());
        if (part.bold) {
            addAttribute(attributes, pango_attr_weight_new(PANGO_WEIGHT_SEMIBOLD), from, all.size());
        }
    }
    pango_layout_set_text(layout.get(), all.constData(), static_cast<int>(all.size())); // never markup
    pango_layout_set_attributes(layout.get(), attributes);
    pango_attr_list_unref(attributes);
    return layout;
}

void Paper::block(const PaperText& text, double points, double above, double indent)
{
    const Layout layout = laidOut(text, points, contentWidth() - indent);
    const double height = heightOf(layout.get());
    need(above + height);
    m_y += m_y > margin ? above : 0;
    cairo_move_to(m_context.get(), margin + indent, m_y);
    pango_cairo_show_layout(m_context.get(), layout.get());
    m_y += height;
}

void Paper::heading(int level, const PaperText& text)
{
    constexpr double roomBelow = 60; // a heading alone at the foot of a page helps nobody
    const double points = level == 1 ? 20 : level == 2 ? 13 : 10;
    need(points + roomBelow);
    PaperText bold = text;
    for (PaperText::Part& part : bold.parts) {
        part.bold = true;
    }
    if (level == 2) {
        QString line;
        for (const PaperText::Part& part : text.parts) {
            line += part.text;
        }
        const QByteArray link = "page=" + QByteArray::number(m_page) + " pos=[0 " + QByteArray::number(m_y) + ']';
        cairo_pdf_surface_add_outline(m_surface.get(), CAIRO_PDF_OUTLINE_ROOT, line.toUtf8().constData(),
                                      link.constData(), CAIRO_PDF_OUTLINE_FLAG_OPEN);
    }
    block(bold, points, level == 2 ? 18 : 10, 0);
    m_y += level == 3 ? 1 : 4;
}

void Paper::paragraph(const PaperText& text)
{
    block(text, textPoints, 3, 0);
}

void Paper::item(const PaperText& text)
{
    PaperText marked = text;
    marked.parts.insert(marked.parts.begin(), {u"•  "_s, false, Ink::Quiet});
    block(marked, textPoints, 2, 8);
}

void Paper::table(const std::vector<int>& weights, const QStringList& head)
{
    const double all = std::accumulate(weights.begin(), weights.end(), 0);
    m_columns.clear();
    for (const int weight : weights) {
        m_columns.push_back(contentWidth() * weight / all);
    }
    m_head = head;
    need(4 * textPoints);
    headOfTable();
}

void Paper::headOfTable()
{
    std::vector<Layout> cells;
    for (size_t i = 0; i < m_columns.size(); ++i) {
        cells.push_back(laidOut({{{m_head.value(static_cast<qsizetype>(i)), true, Ink::Quiet}}}, smallPoints,
                                m_columns[i] - 2 * cellPadding, 1));
    }
    m_y += rowOf(cells, true);
}

void Paper::row(const std::vector<PaperText>& cells)
{
    std::vector<Layout> layouts;
    double height = 0;
    for (size_t i = 0; i < m_columns.size() && i < cells.size(); ++i) {
        layouts.push_back(laidOut(cells[i], smallPoints, m_columns[i] - 2 * cellPadding, mostLinesOfCell));
        height = std::max(height, heightOf(layouts.back().get()));
    }
    if (m_y + height + 2 * cellPadding > bottom) {
        turn();
        headOfTable();
    }
    m_y += rowOf(layouts, false);
}

/// Its height.
double Paper::rowOf(const std::vector<Layout>& cells, bool head)
{
    double height = 0;
    double x = margin;
    for (size_t i = 0; i < cells.size(); ++i) {
        cairo_move_to(m_context.get(), x + cellPadding, m_y + cellPadding);
        pango_cairo_show_layout(m_context.get(), cells[i].get());
        height = std::max(height, heightOf(cells[i].get()));
        x += m_columns[i];
    }
    height += 2 * cellPadding;
    cairo_set_source_rgb(m_context.get(), lineColor.red, lineColor.green, lineColor.blue);
    cairo_set_line_width(m_context.get(), head ? 2 * hairline : hairline);
    cairo_move_to(m_context.get(), margin, m_y + height);
    cairo_line_to(m_context.get(), margin + contentWidth(), m_y + height);
    cairo_stroke(m_context.get());
    return height;
}

void Paper::drawing(const QByteArray& svg)
{
    const SvgDrawing picture(svg);
    if (picture.width() <= 0 || picture.height() <= 0) {
        return;
    }
    constexpr double above = 8;
    const double room = bottom - margin;
    const double scale = std::min({1.0, contentWidth() / picture.width(), room / picture.height()});
    need(above + picture.height() * scale);
    m_y += m_y > margin ? above : 0;
    cairo_save(m_context.get());
    cairo_translate(m_context.get(), margin, m_y);
    cairo_scale(m_context.get(), scale, scale);
    picture.draw(m_context.get());
    cairo_restore(m_context.get());
    m_y += picture.height() * scale;
}

Result<void> Paper::finish()
{
    m_context.reset();
    cairo_surface_finish(m_surface.get());
    if (const cairo_status_t status = cairo_surface_status(m_surface.get()); status != CAIRO_STATUS_SUCCESS) {
        const QString why = m_device.errorString();
        return fail(
            makeError(Error::Kind::Config, {},
                      status == CAIRO_STATUS_WRITE_ERROR ? why : QString::fromUtf8(cairo_status_to_string(status))));
    }
    return {};
}

} // namespace konductor::report
