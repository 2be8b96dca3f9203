// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/consolestyle.h"

#include <QAbstractScrollArea>
#include <QApplication>
#include <QComboBox>
#include <QFontDatabase>
#include <QLabel>
#include <QPainter>
#include <QPlainTextEdit>
#include <QStyleOption>
#include <QTextEdit>
#include <QTreeView>
#include <QWidget>

namespace konductor::ui {

using namespace Qt::StringLiterals;

namespace {

QRectF crisp(const QRect& rect)
{
    return QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5);
}

void drawFrame(QPainter* painter, const QRect& rect, const QColor& fill, const QColor& line, double width = 1)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(line, width));
    painter->setBrush(fill);
    painter->drawRoundedRect(crisp(rect), radius::control, radius::control);
    painter->restore();
}

void drawField(QPainter* painter, const QStyleOption& option)
{
    const Tokens& colors = tokensOf(option.palette);
    const bool focus = option.state & QStyle::State_HasFocus;
    drawFrame(painter, option.rect, colors.base, focus ? colors.accent.ink : colors.line, focus ? 1.5 : 1);
}

/// A text of many lines, which is a field as much as one of a single line.
bool isTextArea(const QWidget* widget)
{
    return qobject_cast<const QPlainTextEdit*>(widget) || qobject_cast<const QTextEdit*>(widget);
}

QString roleOf(const QWidget* widget)
{
    return widget ? widget->property("role").toString() : QString();
}

void drawButton(QPainter* painter, const QStyleOption& option, const QWidget* widget)
{
    const Tokens& colors = tokensOf(option.palette);
    const bool enabled = option.state & QStyle::State_Enabled;
    const bool down = option.state & (QStyle::State_Sunken | QStyle::State_On);
    const bool hover = option.state & QStyle::State_MouseOver;
    const bool focus = option.state & QStyle::State_HasFocus;
    const QString role = roleOf(widget);
    if (role == u"link" && !hover && !down && !focus) {
        return; // words until somebody comes near
    }
    QColor fill = hover || down ? colors.neutral.tint : colors.base;
    QColor line = role == u"danger" && enabled ? colors.bad.ink : colors.line;
    if (role == u"primary" && enabled) {
        fill = down ? colors.accent.ink.darker(115) : hover ? colors.accent.ink.darker(107) : colors.accent.ink;
        line = fill;
    }
    drawFrame(painter, option.rect, enabled ? fill : colors.window,
              focus && role != u"primary" ? colors.accent.ink : line, focus ? 1.5 : 1);
    if (focus && role == u"primary") {
        drawFrame(painter, option.rect.adjusted(2, 2, -2, -2), Qt::transparent, colors.base);
    }
}

void drawHeaderSection(QPainter* painter, const QStyleOption& option)
{
    const Tokens& colors = tokensOf(option.palette);
    painter->fillRect(option.rect, colors.header);
    painter->setPen(colors.line);
    painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
}

/// A box with a line that is seen on any ground, filled with the accent when checked.
void drawCheckBox(QPainter* painter, const QStyleOption& option)
{
    const Tokens& colors = tokensOf(option.palette);
    const bool enabled = option.state & QStyle::State_Enabled;
    const bool checked = option.state & (QStyle::State_On | QStyle::State_NoChange);
    const QColor ink = enabled ? colors.accent.ink : colors.secondary;
    const bool strong = option.state & (QStyle::State_HasFocus | QStyle::State_MouseOver);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(checked || strong ? ink : colors.secondary, strong ? 1.5 : 1));
    painter->setBrush(checked ? ink : colors.base);
    const QRectF box = crisp(option.rect).adjusted(1, 1, -1, -1);
    painter->drawRoundedRect(box, 3, 3);
    if (checked) {
        painter->setPen(QPen(colors.base, 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        const QPointF at = box.topLeft();
        const double side = box.width();
        painter->drawPolyline(QPolygonF{{at.x() + side * 0.24, at.y() + side * 0.52},
                                        {at.x() + side * 0.43, at.y() + side * 0.70},
                                        {at.x() + side * 0.77, at.y() + side * 0.31}});
    }
    painter->restore();
}

/// Flat: the chosen tab has an accent line below, the focused one a frame.
void drawTab(QPainter* painter, const QStyleOption& option)
{
    const Tokens& colors = tokensOf(option.palette);
    if (option.state & QStyle::State_Selected) {
        const QRect& rect = option.rect;
        painter->fillRect(QRect(rect.left(), rect.bottom() - 1, rect.width(), 2), colors.accent.ink);
    }
    if (option.state & QStyle::State_HasFocus) {
        drawFrame(painter, option.rect.adjusted(2, 4, -2, -4), Qt::transparent, colors.accent.ink);
    }
}

QStyleOptionTab tabLabel(const QStyleOptionTab& tab)
{
    const Tokens& colors = tokensOf(tab.palette);
    const bool strong = tab.state & (QStyle::State_Selected | QStyle::State_MouseOver);
    QStyleOptionTab label = tab;
    label.state &= ~QStyle::State_HasFocus;
    label.palette.setColor(QPalette::WindowText, strong ? colors.text : colors.secondary);
    return label;
}

/// A scroll bar lies on what it moves.
QColor groundOf(const QStyleOptionSlider& option, const QWidget* bar)
{
    const QWidget* at = bar;
    while (at && !qobject_cast<const QAbstractScrollArea*>(at)) {
        at = at->parentWidget();
    }
    const auto* area = qobject_cast<const QAbstractScrollArea*>(at);
    const bool filled = area && area->viewport()->autoFillBackground(); // else what is behind it is a sheet
    return option.palette.color(filled ? area->viewport()->backgroundRole() : QPalette::Base);
}

void drawScrollBar(QPainter* painter, const QStyleOptionSlider& option, const QStyle& style, const QWidget* widget)
{
    const Tokens& colors = tokensOf(option.palette);
    painter->fillRect(option.rect, groundOf(option, widget));
    const QRect handle = style.subControlRect(QStyle::CC_ScrollBar, &option, QStyle::SC_ScrollBarSlider, widget);
    if (option.maximum <= option.minimum) {
        return;
    }
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    QColor ink = colors.secondary;
    ink.setAlphaF(option.state & (QStyle::State_Sunken | QStyle::State_MouseOver) ? 0.7F : 0.4F);
    painter->setBrush(ink);
    const QRectF inner = QRectF(handle).adjusted(2, 2, -2, -2);
    const double round = std::min(inner.width(), inner.height()) / 2;
    painter->drawRoundedRect(inner, round, round);
    painter->restore();
}

/// Of a sorted column, at the end of the heading that its words do not begin at.
QRect arrowOf(const QStyleOptionHeader& header)
{
    const bool right = header.textAlignment & Qt::AlignRight;
    const QRect inner = header.rect.adjusted(space::small, 0, -space::small, 0);
    const QRect arrow(right ? inner.left() : inner.right() - headerArrow + 1, inner.center().y() - headerArrow / 2,
                      headerArrow, headerArrow);
    return QStyle::visualRect(header.direction, header.rect, arrow);
}

/// Its words, beside that.
QRect labelOf(const QStyleOptionHeader& header)
{
    const int arrow = header.sortIndicator == QStyleOptionHeader::None ? 0 : headerArrow;
    const bool right = header.textAlignment & Qt::AlignRight;
    const QRect label =
        header.rect.adjusted(space::small + (right ? arrow : 0), 0, -space::small - (right ? 0 : arrow), 0);
    return QStyle::visualRect(header.direction, header.rect, label);
}

} // namespace

ConsoleStyle::ConsoleStyle() : QProxyStyle(u"Fusion"_s) { }

void ConsoleStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                                 const QWidget* widget) const
{
    const Tokens& colors = tokensOf(option->palette);
    switch (element) {
    case PE_PanelButtonCommand:
        drawButton(painter, *option, widget);
        return;
    case PE_PanelLineEdit:
        if (!widget || !qobject_cast<const QComboBox*>(widget->parentWidget())) { // the box is its frame
            drawField(painter, *option);
        }
        return;
    case PE_IndicatorCheckBox:
        drawCheckBox(painter, *option);
        return;
    case PE_FrameTabBarBase:
        painter->fillRect(QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1), colors.line);
        return;
    case PE_FrameFocusRect: // buttons, fields and rows show focus themselves
    case PE_PanelItemViewRow: // delegates fill selected rows
        return;
    case PE_IndicatorHeaderArrow:
        if (const auto* header = qstyleoption_cast<const QStyleOptionHeader*>(option)) {
            QStyleOption arrow(*option); // up where the least is first: Qt calls that SortDown
            const bool up = header->sortIndicator == QStyleOptionHeader::SortDown;
            QProxyStyle::drawPrimitive(up ? PE_IndicatorArrowUp : PE_IndicatorArrowDown, &arrow, painter, widget);
        }
        return;
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void ConsoleStyle::drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                               const QWidget* widget) const
{
    const Tokens& colors = tokensOf(option->palette);
    if (element == CE_HeaderSection || element == CE_HeaderEmptyArea) {
        drawHeaderSection(painter, *option);
        return;
    }
    if (element == CE_ShapedFrame && isTextArea(widget)) {
        drawField(painter, *option);
        return;
    }
    if (element == CE_Splitter) {
        painter->fillRect(option->rect, colors.line);
        return;
    }
    if (element == CE_TabBarTabShape) {
        drawTab(painter, *option);
        return;
    }
    if (element == CE_TabBarTabLabel) {
        if (const auto* tab = qstyleoption_cast<const QStyleOptionTab*>(option)) {
            const QStyleOptionTab label = tabLabel(*tab);
            QProxyStyle::drawControl(element, &label, painter, widget);
            return;
        }
    }
    if (element == CE_HeaderLabel) {
        if (const auto* header = qstyleoption_cast<const QStyleOptionHeader*>(option)) {
            QStyleOptionHeader label = *header;
            label.palette.setColor(QPalette::ButtonText, colors.secondary);
            label.rect.adjust(space::small, 0, -space::small, 0);
            QFont font = painter->font();
            font.setPointSizeF(font.pointSizeF() - 1);
            font.setWeight(QFont::DemiBold);
            painter->setFont(font);
            label.fontMetrics = QFontMetrics(font);
            QProxyStyle::drawControl(element, &label, painter, widget);
            return;
        }
    }
    if (element == CE_PushButtonLabel) {
        if (const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option)) {
            QStyleOptionButton label = *button;
            const QString role = roleOf(widget);
            if (option->state & State_Enabled) {
                label.palette.setColor(QPalette::ButtonText,
                                       role == u"primary"      ? colors.base
                                           : role == u"danger" ? colors.bad.ink
                                           : role == u"link"   ? colors.accent.ink
                                                               : colors.text);
            }
            QProxyStyle::drawControl(element, &label, painter, widget);
            return;
        }
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void ConsoleStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                                      const QWidget* widget) const
{
    if (control == CC_ScrollBar) {
        if (const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option)) {
            drawScrollBar(painter, *bar, *this, widget);
            return;
        }
    }
    if (control == CC_ComboBox) {
        if (const auto* box = qstyleoption_cast<const QStyleOptionComboBox*>(option)) {
            if (box->editable) {
                drawField(painter, *option);
            } else {
                drawButton(painter, *option, widget);
            }
            QStyleOption arrow(static_cast<const QStyleOption&>(*option));
            arrow.rect = subControlRect(CC_ComboBox, option, SC_ComboBoxArrow, widget);
            const int side = pixelMetric(PM_SmallIconSize, option, widget) / 2;
            arrow.rect = QRect(arrow.rect.center() - QPoint(side / 2, side / 2), QSize(side, side));
            QProxyStyle::drawPrimitive(PE_IndicatorArrowDown, &arrow, painter, widget);
            return;
        }
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

int ConsoleStyle::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const
{
    switch (metric) {
    case PM_ScrollBarExtent:
        return 10;
    case PM_SplitterWidth:
        return 1;
    case PM_HeaderMargin:
        return space::small;
    case PM_MenuVMargin:
        return space::small;
    case PM_FocusFrameHMargin: // a tree's cells begin where the words of their headers do
        return qobject_cast<const QTreeView*>(widget) ? 2 * space::small - 1
                                                      : QProxyStyle::pixelMetric(metric, option, widget);
    case PM_DefaultFrameWidth:
        // So far in, the text's own square ground leaves the round corners alone.
        return isTextArea(widget) ? space::small : QProxyStyle::pixelMetric(metric, option, widget);
    case PM_TabBarTabHSpace:
        return 2 * space::huge;
    case PM_TabBarTabVSpace:
        return 2 * space::large;
    case PM_TabBarTabShiftVertical:
    case PM_TabBarTabShiftHorizontal:
    case PM_TabBarTabOverlap:
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
        return 0;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

QSize ConsoleStyle::sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size,
                                     const QWidget* widget) const
{
    QSize wanted = QProxyStyle::sizeFromContents(type, option, size, widget);
    const int control = option ? option->fontMetrics.height() + 3 * space::small : wanted.height();
    switch (type) {
    case CT_PushButton:
        if (roleOf(widget) == u"link") {
            return {size.width() + space::medium, option->fontMetrics.height() + space::small};
        }
        wanted.setWidth(size.width() + 3 * space::medium);
        wanted.setHeight(std::max(wanted.height(), control));
        break;
    case CT_LineEdit:
    case CT_ComboBox:
        wanted.setHeight(std::max(wanted.height(), control));
        break;
    case CT_HeaderSection:
        wanted.setHeight(std::max(wanted.height(), option ? option->fontMetrics.height() + 2 * space::medium : 0));
        break;
    case CT_ItemViewItem:
        wanted.setHeight(std::max(wanted.height(), option ? option->fontMetrics.height() + 2 * space::small + 2 : 0));
        break;
    default:
        break;
    }
    return wanted;
}

QRect ConsoleStyle::subElementRect(SubElement element, const QStyleOption* option, const QWidget* widget) const
{
    if (const auto* header = qstyleoption_cast<const QStyleOptionHeader*>(option);
        header && (element == SE_HeaderArrow || element == SE_HeaderLabel)) {
        return element == SE_HeaderArrow ? arrowOf(*header) : labelOf(*header);
    }
    const QRect rect = QProxyStyle::subElementRect(element, option, widget);
    return element == SE_LineEditContents ? rect.adjusted(space::medium - 2, 0, 2 - space::medium, 0) : rect;
}

int ConsoleStyle::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                            QStyleHintReturn* data) const
{
    if (hint == SH_ScrollBar_ContextMenu || hint == SH_DialogButtonBox_ButtonsHaveIcons) {
        return 0;
    }
    if (hint == SH_ItemView_ActivateItemOnSingleClick) {
        return 0;
    }
    if (hint == SH_UnderlineShortcut && QGuiApplication::isRightToLeft()) {
        return 0; // the line would cut the letters of an Arabic word apart
    }
    return QProxyStyle::styleHint(hint, option, widget, data);
}

void ConsoleStyle::polish(QWidget* widget)
{
    QProxyStyle::polish(widget);
    auto* label = qobject_cast<QLabel*>(widget);
    if (!label || label->layoutDirection() == Qt::LeftToRight || label->alignment().testFlag(Qt::AlignAbsolute)) {
        return;
    }
    const Qt::Alignment sides = label->alignment() & Qt::AlignHorizontal_Mask;
    const Qt::Alignment heights = label->alignment() & Qt::AlignVertical_Mask;
    label->setAlignment(visualAlignment(label->layoutDirection(), sides) | Qt::AlignAbsolute | heights);
}

void applyTheme(QApplication& application, Scheme scheme)
{
    if (!qobject_cast<ConsoleStyle*>(QApplication::style())) {
        QApplication::setStyle(new ConsoleStyle);
        QFont font = QApplication::font();
        // The desktop's own font is kept; a bare platform gives none worth reading.
        if (!QFontDatabase::hasFamily(font.family()) || font.family().contains(u"DejaVu"_s)
            || font.family() == u"Sans Serif"_s) {
            font.setFamilies({u"Inter"_s, u"Noto Sans"_s, u"DejaVu Sans"_s});
        }
        QApplication::setFont(font);
    }
    application.setPalette(paletteOf(tokens(scheme)));
}

} // namespace konductor::ui
