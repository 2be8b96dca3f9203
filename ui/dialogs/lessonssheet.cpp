// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/lessonssheet.h"

#include "ui/dialogs/growingarea.h"
#include "ui/dialogs/labels.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/card.h"
#include "ui/widgets/chip.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace konductor::ui {

using namespace Qt::StringLiterals;

LessonsSheet::LessonsSheet(const std::vector<Lesson>& lessons, const QStringList& solved, QWidget* host) : Sheet(host)
{
    setAccessibleName(tr("Lessons"));
    content().addWidget(headingLabel(tr("Lessons"), this));
    content().addWidget(quietLabel(tr("Each opens a small cluster of its own, in this program, with something wrong in "
                                      "it. Mend it with whatever the window offers; nothing real is touched."),
                                   this));
    auto* body = new QWidget(this);
    auto* cards = new QVBoxLayout(body);
    cards->setContentsMargins(0, 0, 0, 0);
    cards->setSpacing(space::medium);
    for (const Lesson& lesson : lessons) {
        cards->addWidget(lessonCard(lesson, solved.contains(lesson.scenario), body));
    }
    content().addWidget(new GrowingArea(body, contentWidth(), this));
    auto* tour = new QPushButton(tr("Take the tour"), this);
    tour->setObjectName(u"tour"_s);
    auto* close = new QPushButton(tr("Close"), this);
    auto* row = new QHBoxLayout;
    row->addWidget(tour);
    row->addStretch(1);
    row->addWidget(close);
    content().addLayout(row);
    connect(tour, &QPushButton::clicked, this, [this] {
        dismiss();
        emit tourRequested();
    });
    connect(close, &QPushButton::clicked, this, &Sheet::dismiss);
    for (QPushButton* button : findChildren<QPushButton*>()) {
        button->setAutoDefault(true); // Return presses it
    }
    connect(this, &Sheet::dismissed, this, &QObject::deleteLater);
    const auto next = std::find_if(lessons.begin(), lessons.end(),
                                   [&](const Lesson& lesson) { return !solved.contains(lesson.scenario); });
    if (next == lessons.end()) {
        present(close);
    } else {
        auto* begin = findChild<QPushButton*>(next->scenario);
        begin->setProperty("role", u"primary"_s);
        present(begin);
    }
}

QWidget* LessonsSheet::lessonCard(const Lesson& lesson, bool solved, QWidget* parent)
{
    auto* card = new Card({}, parent);
    card->setAccessibleName(lesson.title);
    QLabel* title = plainLabel(lesson.title, card);
    QFont font = title->font();
    font.setWeight(QFont::DemiBold);
    title->setFont(font);
    auto* begin = new QPushButton(solved ? tr("Begin again") : tr("Begin"), card);
    begin->setObjectName(lesson.scenario);
    begin->setAccessibleName(tr("Begin: %1").arg(lesson.title));
    begin->setAccessibleDescription(lesson.task);
    auto* head = new QHBoxLayout;
    head->addWidget(title, 1);
    if (solved) {
        head->addWidget(new Chip(tr("Solved"), Tone::Ok, true, card));
    }
    auto* words = new QVBoxLayout;
    words->setSpacing(space::small);
    words->addLayout(head);
    words->addWidget(quietLabel(lesson.task, card));
    auto* row = new QHBoxLayout;
    row->setSpacing(space::huge);
    row->addLayout(words, 1);
    row->addWidget(begin);
    card->rows().addLayout(row);
    connect(begin, &QPushButton::clicked, this, [this, scenario = lesson.scenario] {
        dismiss();
        emit chosen(scenario);
    });
    return card;
}

} // namespace konductor::ui
