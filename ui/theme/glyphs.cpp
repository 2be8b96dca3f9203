// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/glyphs.h"

#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QSvgRenderer>

namespace konductor::ui {

using namespace Qt::StringLiterals;

namespace {

/// Draws the SVG at whatever size is asked.
class GlyphEngine final : public QIconEngine {
public:
    explicit GlyphEngine(QByteArray svg) : m_svg(std::move(svg)) { }

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode, QIcon::State) override
    {
        QSvgRenderer(m_svg).render(painter, rect);
    }
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return pixmap;
    }
    QIconEngine* clone() const override { return new GlyphEngine(m_svg); }

private:
    QByteArray m_svg;
};

} // namespace

QString glyphName(Kind kind)
{
    return kindInfo(kind).singular.toString();
}

QIcon glyphIcon(const QString& name, const QColor& ink)
{
    QFile file(u":/konductor/icons/%1.svg"_s.arg(name));
    if (!file.open(QIODevice::ReadOnly)) {
        return {};
    }
    return QIcon(new GlyphEngine(file.readAll().replace("#000000", ink.name().toLatin1())));
}

} // namespace konductor::ui
