// SPDX-License-Identifier: Apache-2.0
#include "ui/panels/lessonpanel.h"

#include "ui/theme/tokens.h"
#include "ui/widgets/announce.h"
#include "ui/widgets/chip.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace konductor::ui {

using namespace Qt::StringLiterals;

LessonPanel::LessonPanel(Lesson lesson, const live::ClusterMirror& mirror, const ClusterInsight& insight,
                         QWidget* parent)
    : QWidget(parent)
    , m_course(new LessonCourse(std::move(lesson), mirror, insight, this))
    , m_lines(new QVBoxLayout(this))
    , m_chip(new Chip(tr("Lesson"), Tone::Accent, false, this))
    , m_hint(new QPushButton(this))
    , m_lessons(new QPushButton(tr("Lessons…"), this))
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    setAccessibleName(tr("Lesson: %1").arg(this->lesson().title));
    setAccessibleDescription(this->lesson().task);
    m_lines->setContentsMargins(space::large, space::medium, space::large, space::medium);
    m_lines->setSpacing(space::small);
    addHeader();
    addLine(this->lesson().task);
    connect(m_course, &LessonCourse::solved, this, [this] {
        showSolved();
        emit solved();
    });
    if (isSolved()) {
        showSolved();
    }
}

void LessonPanel::addHeader()
{
    auto* title = new QLabel(lesson().title, this);
    title->setTextFormat(Qt::PlainText);
    QFont font = title->font();
    font.setWeight(QFont::DemiBold);
    title->setFont(font);
    m_hint->setObjectName(u"hint"_s);
    m_hint->setText(tr("Hint (%1 of %2)").arg(1).arg(lesson().hints.size()));
    m_lessons->setObjectName(u"lessons"_s);
    auto* anew = new QPushButton(tr("Begin again"), this);
    anew->setObjectName(u"anew"_s);
    auto* leave = new QPushButton(tr("End the lesson"), this);
    leave->setObjectName(u"leave"_s);
    auto* row = new QHBoxLayout;
    row->setSpacing(space::medium);
    row->addWidget(m_chip);
    row->addWidget(title);
    row->addStretch(1);
    for (QPushButton* button : {m_hint, anew, m_lessons, leave}) {
        row->addWidget(button);
    }
    m_lines->addLayout(row);
    connect(m_hint, &QPushButton::clicked, this, &LessonPanel::hint);
    connect(m_lessons, &QPushButton::clicked, this, &LessonPanel::lessonsRequested);
    connect(anew, &QPushButton::clicked, this, &LessonPanel::anewRequested);
    connect(leave, &QPushButton::clicked, this, &LessonPanel::left);
}

void LessonPanel::hint()
{
    if (m_hints == lesson().hints.size()) {
        return;
    }
    addLine(tr("Hint %1: %2").arg(m_hints + 1).arg(lesson().hints[m_hints]));
    ++m_hints;
    const bool more = m_hints < lesson().hints.size();
    m_hint->setText(more ? tr("Hint (%1 of %2)").arg(m_hints + 1).arg(lesson().hints.size()) : tr("No more hints"));
    m_hint->setEnabled(more);
    if (!more) {
        m_lessons->setFocus(Qt::OtherFocusReason); // a disabled button would lose it
    }
}

void LessonPanel::addLine(const QString& text)
{
    auto* line = new QLabel(text, this);
    line->setTextFormat(Qt::PlainText);
    line->setWordWrap(true);
    m_lines->addWidget(line);
    if (isVisible()) {
        announce(*line, text);
    }
}

void LessonPanel::showSolved()
{
    m_chip->setText(tr("Solved"), Tone::Ok);
    m_hint->hide();
    m_lessons->setProperty("role", u"primary"_s);
    m_lessons->update();
    addLine(lesson().moral);
}

void LessonPanel::paintEvent(QPaintEvent*)
{
    const Tokens& colors = tokensOf(palette());
    QPainter painter(this);
    painter.fillRect(rect(), colors.base);
    painter.fillRect(0, height() - 1, width(), 1, colors.line);
}

} // namespace konductor::ui
