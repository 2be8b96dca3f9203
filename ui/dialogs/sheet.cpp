// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/sheet.h"

#include "ui/theme/tokens.h"

#include <QApplication>
#include <QGraphicsDropShadowEffect>
#include <QKeyEvent>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace konductor::ui {

namespace {
constexpr int widest = 100; ///< Letters.
constexpr int narrowest = 72;

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

void Sheet::stayBesideObject()
{
    m_object = m_host->property(objectShownIn).value<QWidget*>();
    if (m_object) {
        m_object->installEventFilter(this);
    }
}

/// Where it may lie in the host, as wide as it becomes.
QRect Sheet::room() const
{
    const int margin = space::huge;
    const int letter = fontMetrics().averageCharWidth();
    QRect all = m_host->rect().adjusted(margin, margin, -margin, -margin);
    all.setWidth(std::max(0, all.width()));
    QRect room(all.left(), all.top(), std::min(all.width(), widest * letter), std::max(0, all.height()));
    room.moveCenter({all.center().x(), room.center().y()});
    if (m_object && m_object->isVisible()) {
        const QRect taken(m_object->mapTo(m_host, QPoint()), m_object->size());
        const bool mirrored = isRightToLeft();
        const int free = mirrored ? all.right() - taken.right() - margin : taken.left() - margin - all.left();
        if (free >= narrowest * letter) {
            room.setWidth(std::min(free, room.width()));
            mirrored ? room.moveLeft(taken.right() + margin) : room.moveRight(taken.left() - margin);
        }
    }
    return room;
}

int Sheet::contentWidth() const
{
    const QMargins margins = m_layout->contentsMargins();
    return room().width() - margins.left() - margins.right();
}

void Sheet::place()
{
    const QRect room = this->room();
    m_layout->activate();
    int height = m_layout->hasHeightForWidth() ? m_layout->heightForWidth(room.width()) : m_layout->sizeHint().height();
    height = std::min(height, room.height());
    const int lowest = std::max(room.top(), room.bottom() + 1 - height);
    setGeometry(room.left(), std::clamp(m_host->height() / 8 - space::huge, room.top(), lowest), room.width(), height);
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
    const bool moves = event->type() == QEvent::Resize || event->type() == QEvent::Move;
    if (moves && (watched == m_host || watched == m_object) && !isHidden()) { // the host may not be shown yet
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
    if (m_default && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)) {
        m_default->click();
        return;
    }
    QFrame::keyPressEvent(event);
}

/// Round in it: who tabs on would be in the window behind it and not know it.
bool Sheet::focusNextPrevChild(bool next)
{
    QWidget* const from = window()->focusWidget();
    if (!from || (from != this && !isAncestorOf(from))) {
        return QFrame::focusNextPrevChild(next);
    }
    const auto step = [next](QWidget* at) { return next ? at->nextInFocusChain() : at->previousInFocusChain(); };
    for (QWidget* to = step(from); to != from; to = step(to)) {
        const bool within = to != this && isAncestorOf(to) && canHaveFocus(to) && !to->focusProxy();
        if (within && (to->focusPolicy() & Qt::TabFocus) == Qt::TabFocus) {
            to->setFocus(next ? Qt::TabFocusReason : Qt::BacktabFocusReason);
            break;
        }
    }
    return true;
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
