// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/sheet.h"

#include "ui/theme/tokens.h"

#include <QApplication>
#include <QGraphicsDropShadowEffect>
#include <QKeyEvent>
#include <QPainter>
#include <QVBoxLayout>

namespace konductor::ui {

namespace {
bool canHaveFocus(const QWidget* widget)
{
    return widget && widget->isVisible() && widget->isEnabled();
}
} // namespace

Sheet::Sheet(QWidget* host) : QFrame(host), m_host(host), m_layout(new QVBoxLayout(this))
{
    m_layout->setContentsMargins(space::huge + space::small, space::huge + space::small, space::huge + space::small,
                                 space::huge);
    m_layout->setSpacing(space::large);
    auto* shadow = new QGraphicsDropShadowEffect(this);
    shadow->setBlurRadius(48);
    shadow->setOffset(0, 12);
    shadow->setColor(QColor(0, 0, 0, 90));
    setGraphicsEffect(shadow);
    setFocusPolicy(Qt::StrongFocus);
    host->installEventFilter(this);
    connect(qApp, &QApplication::focusChanged, this, &Sheet::keepFocus);
    hide();
}

Sheet::~Sheet()
{
    disconnect(qApp, nullptr, this, nullptr); // what is in it loses focus as it goes
}

/// A button that is disabled or hidden while it has focus passes it on, even out of the sheet: nobody meant that.
void Sheet::keepFocus(QWidget* from, QWidget* to)
{
    const bool left = isVisible() && from && isAncestorOf(from) && to && to != this && !isAncestorOf(to);
    if (left && (!from->isEnabled() || !from->isVisible())) {
        setFocus(Qt::OtherFocusReason);
    }
}

void Sheet::present(QWidget* focus)
{
    if (!isVisible()) {
        m_focusBefore = window()->focusWidget(); // also of a window that is not active
    }
    place();
    show();
    raise();
    (focus ? focus : this)->setFocus(Qt::OtherFocusReason);
}

void Sheet::dismiss()
{
    if (isVisible()) {
        leave();
        emit dismissed();
    }
}

void Sheet::leave()
{
    // Who went elsewhere by themselves are left there.
    const QWidget* focus = window()->focusWidget();
    const bool within = !focus || focus == this || isAncestorOf(focus);
    hide();
    QWidget* back = canHaveFocus(m_focusBefore) ? m_focusBefore.data() : m_host->property(focusAfter).value<QWidget*>();
    if (back && within) {
        back->setFocus(Qt::OtherFocusReason);
    }
}

int Sheet::sheetWidth() const
{
    return std::clamp(fontMetrics().averageCharWidth() * 100, 0, std::max(0, m_host->width() - 2 * space::huge));
}

int Sheet::contentWidth() const
{
    const QMargins margins = m_layout->contentsMargins();
    return sheetWidth() - margins.left() - margins.right();
}

void Sheet::place()
{
    const int margin = space::huge;
    const int width = sheetWidth();
    m_layout->activate();
    int height = m_layout->hasHeightForWidth() ? m_layout->heightForWidth(width) : m_layout->sizeHint().height();
    height = std::min(height, m_host->height() - 2 * margin);
    const int top =
        std::clamp(m_host->height() / 8 - margin, margin, std::max(margin, m_host->height() - margin - height));
    setGeometry((m_host->width() - width) / 2, top, width, height);
}

bool Sheet::event(QEvent* event)
{
    const bool done = QFrame::event(event);
    if (event->type() == QEvent::LayoutRequest && isVisible()) { // what is in it has grown or shrunk
        place();
    }
    return done;
}

bool Sheet::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_host && event->type() == QEvent::Resize && !isHidden()) { // the host may not be shown yet
        place();
    }
    return QFrame::eventFilter(watched, event);
}

void Sheet::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape) {
        dismiss();
        return;
    }
    QFrame::keyPressEvent(event);
}

void Sheet::paintEvent(QPaintEvent*)
{
    const Tokens& colors = tokensOf(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(colors.line);
    painter.setBrush(colors.base);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius::card + 4, radius::card + 4);
}

} // namespace konductor::ui
