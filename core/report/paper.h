// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QStringList>

#include <cairo.h>
#include <pango/pango.h>

#include <memory>
#include <vector>

class QIODevice;

/// Pages of a PDF, written as they fill. Private to core/report.
namespace konductor::report {

/// How a text looks on paper.
enum class Ink { Plain, Quiet, Bad, Warning };

/// One text of several parts, each as it is: nothing in it is markup.
struct PaperText {
    struct Part {
        QString text;
        bool bold = false;
        Ink ink = Ink::Plain;
    };
    std::vector<Part> parts;
};

/// A4 upright, filled from top to bottom; a row of a table is never torn, and a table's head stands on each of its
/// pages. Memory does not grow with the pages. Distances are points (1/72 inch).
class Paper {
public:
    /// `footer` stands on each page beside its number. The device must outlive it.
    Paper(QIODevice& device, const QString& title, const QString& footer, const QString& created);
    ~Paper();
    Paper(const Paper&) = delete;
    Paper& operator=(const Paper&) = delete;

    /// 1 to 3; those of the second level are in the outline.
    void heading(int level, const PaperText& text);
    void paragraph(const PaperText& text);
    void item(const PaperText& text);
    /// Starts a table; `weights` share the width among its columns.
    void table(const std::vector<int>& weights, const QStringList& head);
    void row(const std::vector<PaperText>& cells);
    /// The SVG of a WaitDrawing, no wider than the page; on a page of its own where this one has no room for it.
    void drawing(const QByteArray& svg);
    /// Ends the document; fails with Config when the device did.
    Result<void> finish();

private:
    struct Free {
        void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
        void operator()(cairo_t* context) const { cairo_destroy(context); }
        void operator()(PangoLayout* layout) const { g_object_unref(layout); }
        void operator()(PangoFontDescription* font) const { pango_font_description_free(font); }
    };
    using Layout = std::unique_ptr<PangoLayout, Free>;
    Layout laidOut(const PaperText& text, double points, double width, int mostLines = 0);
    void block(const PaperText& text, double points, double above, double indent);
    void need(double height);
    void turn();
    void headOfTable();
    double rowOf(const std::vector<Layout>& cells, bool head);
    void useInk(Ink ink);
    double contentWidth() const;

    QIODevice& m_device;
    std::unique_ptr<cairo_surface_t, Free> m_surface;
    std::unique_ptr<cairo_t, Free> m_context;
    QString m_footer;
    int m_page = 0;
    double m_y = 0; ///< Where the next thing goes.
    std::vector<double> m_columns; ///< Widths of the table that is being filled.
    QStringList m_head;
};

} // namespace konductor::report
