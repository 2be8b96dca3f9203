// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/tour.h"

#include "ui/dialogs/labels.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/announce.h"

#include <QApplication>
#include <QEvent>
#include <QGraphicsDropShadowEffect>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

#include <array>

namespace konductor::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int ringWidth = 3;

/// What lies around the part that is told of. The pointer goes through it.
class Ring final : public QWidget {
public:
    explicit Ring(QWidget* host) : QWidget(host)
    {
        setAttribute(Qt::WA_TransparentForMouseEvents);
        setFocusPolicy(Qt::NoFocus);
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(tokensOf(palette()).accent.ink, ringWidth));
        const double half = ringWidth / 2.0;
        painter.drawRoundedRect(QRectF(rect()).adjusted(half, half, -half, -half), radius::card, radius::card);
    }
};

} // namespace

Tour::Tour(std::vector<TourStep> steps, QWidget* host)
    : QFrame(host)
    , m_steps(std::move(steps))
    , m_host(host)
    , m_ring(new Ring(host))
    , m_title(headingLabel({}, this))
    , m_text(plainLabel({}, this))
    , m_count(quietLabel({}, this))
    , m_skip(new QPushButton(tr("Skip"), this))
    , m_lessons(new QPushButton(tr("Lessons…"), this))
    , m_back(new QPushButton(tr("Back"), this))
    , m_next(new QPushButton(this))
{
    m_ring->hide();
    build();
    host->installEventFilter(this);
    hide();
}

Tour::~Tour()
{
    delete m_ring;
}

void Tour::build()
{
    auto* shadow = new QGraphicsDropShadowEffect(this);
    shadow->setBlurRadius(40);
    shadow->setOffset(0, 8);
    shadow->setColor(QColor(0, 0, 0, 90));
    setGraphicsEffect(shadow);
    m_skip->setObjectName(u"tourSkip"_s);
    m_lessons->setObjectName(u"tourLessons"_s);
    m_back->setObjectName(u"tourBack"_s);
    m_next->setObjectName(u"tourNext"_s);
    m_next->setProperty("role", u"primary"_s);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::huge, space::huge, space::huge, space::huge);
    layout->setSpacing(space::medium);
    layout->addWidget(m_count);
    layout->addWidget(m_title);
    layout->addWidget(m_text);
    layout->addSpacing(space::small);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(space::medium);
    buttons->addWidget(m_skip);
    buttons->addWidget(m_lessons);
    buttons->addStretch(1);
    buttons->addWidget(m_back);
    buttons->addWidget(m_next);
    layout->addLayout(buttons);
    for (QPushButton* button : {m_skip, m_lessons, m_back, m_next}) {
        button->setAutoDefault(true); // Return presses it
    }
    connect(m_skip, &QPushButton::clicked, this, &Tour::end);
    connect(m_back, &QPushButton::clicked, this, [this] { go(m_step - 1); });
    connect(m_next, &QPushButton::clicked, this, [this] {
        if (m_step + 1 == m_steps.size()) {
            end();
        } else {
            go(m_step + 1);
        }
    });
    connect(m_lessons, &QPushButton::clicked, this, [this] {
        end();
        emit lessonsRequested();
    });
}

void Tour::present()
{
    if (isVisible()) {
        m_next->setFocus(Qt::OtherFocusReason);
    } else {
        go(0);
    }
}

void Tour::leave()
{
    if (isVisible() && m_steps[m_step].leave) {
        m_steps[m_step].leave();
    }
}

void Tour::go(size_t step)
{
    leave();
    m_step = step;
    const TourStep& now = m_steps[step];
    const bool last = step + 1 == m_steps.size();
    m_count->setText(tr("Tour, %1 of %2").arg(step + 1).arg(m_steps.size()));
    m_title->setText(now.title);
    m_text->setText(now.text);
    m_skip->setVisible(!last);
    m_lessons->setVisible(last);
    m_back->setEnabled(step > 0);
    m_next->setText(last ? tr("Done") : tr("Next"));
    m_next->setAccessibleDescription(now.title + u". "_s + now.text);
    point(now.show());
    show();
    place();
    raise();
    m_next->setFocus(Qt::OtherFocusReason);
    announce(*this, m_count->text() + u". "_s + now.title + u". "_s + now.text);
}

void Tour::end()
{
    leave();
    const QWidget* focus = QApplication::focusWidget();
    const bool hadFocus = !focus || focus == this || isAncestorOf(focus);
    hide();
    if (m_ring) {
        m_ring->hide();
    }
    emit ended(hadFocus);
    deleteLater();
}

/// Whatever moves the part moves the ring.
void Tour::point(QWidget* target)
{
    for (const QPointer<QWidget>& widget : m_watched) {
        if (widget) {
            widget->removeEventFilter(this);
        }
    }
    m_watched.clear();
    m_target = target;
    for (QWidget* widget = target; widget && widget != m_host; widget = widget->parentWidget()) {
        widget->installEventFilter(this);
        m_watched.emplace_back(widget);
    }
}

/// What is seen of it, in the host; empty where nothing is.
QRect Tour::targetRect() const
{
    if (!m_target || !m_target->isVisibleTo(m_host)) {
        return {};
    }
    QRect seen = m_target->rect();
    for (const QWidget* widget = m_target; widget != m_host; widget = widget->parentWidget()) {
        seen = seen.translated(widget->pos()).intersected(widget->parentWidget()->rect());
    }
    return seen;
}

void Tour::place()
{
    const QRect target = targetRect();
    if (m_ring) {
        m_ring->setVisible(!target.isEmpty());
        m_ring->setGeometry(target.adjusted(-space::small, -space::small, space::small, space::small) & m_host->rect());
        m_ring->raise();
    }
    const int width = std::min(fontMetrics().averageCharWidth() * 56, m_host->width() - 2 * space::large);
    layout()->activate();
    resize(width, std::max(layout()->heightForWidth(width), layout()->minimumSize().height()));
    move(placeBeside(target));
    raise();
}

/// Beside the part where there is room for that, and where there is none in its last corner.
QPoint Tour::placeBeside(const QRect& target) const
{
    const QRect room = m_host->rect().adjusted(space::large, space::large, -space::large, -space::large);
    const bool leftToRight = layoutDirection() == Qt::LeftToRight;
    const QPoint corner(leftToRight ? room.right() - width() : room.left(), room.bottom() - height());
    const int after = target.right() + space::huge;
    const int before = target.left() - space::huge - width();
    const int level = std::clamp(target.top(), room.top(), std::max(room.top(), room.bottom() - height()));
    const int aside = std::clamp(leftToRight ? target.left() : target.right() - width(), room.left(),
                                 std::max(room.left(), room.right() - width()));
    const std::array places{QPoint(leftToRight ? after : before, level), QPoint(leftToRight ? before : after, level),
                            QPoint(aside, target.bottom() + space::huge),
                            QPoint(aside, target.top() - space::huge - height())};
    for (const QPoint& at : places) {
        if (!target.isEmpty() && room.contains(QRect(at, size()))) {
            return at;
        }
    }
    return corner;
}

bool Tour::eventFilter(QObject* watched, QEvent* event)
{
    switch (event->type()) {
    case QEvent::Resize:
    case QEvent::Move:
    case QEvent::Show:
    case QEvent::Hide:
        if (isVisible()) {
            place();
        }
        break;
    default:
        break;
    }
    return QFrame::eventFilter(watched, event);
}

void Tour::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape) {
        end();
        return;
    }
    QFrame::keyPressEvent(event);
}

void Tour::paintEvent(QPaintEvent*)
{
    const Tokens& colors = tokensOf(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(colors.accent.ink);
    painter.setBrush(colors.base);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius::card, radius::card);
}

} // namespace konductor::ui
