// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/shortcutssheet.h"

#include "ui/dialogs/growingarea.h"
#include "ui/dialogs/keybutton.h"
#include "ui/dialogs/labels.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/card.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace konductor::ui {

using namespace Qt::StringLiterals;

namespace {

/// Alone, or with Shift, these are no text.
bool isFunctionKey(int key)
{
    return (key >= Qt::Key_F1 && key <= Qt::Key_F35) || key == Qt::Key_Delete || key == Qt::Key_Insert;
}

} // namespace

ShortcutsSheet::ShortcutsSheet(const std::vector<Group>& groups, QWidget* host)
    : Sheet(host)
    , m_problem(problemLabel(this))
{
    setAccessibleName(tr("Keyboard shortcuts"));
    QLabel* heading = headingLabel(tr("Keyboard shortcuts"), this);
    content().addWidget(heading);
    auto* body = new QWidget(this);
    auto* cards = new QVBoxLayout(body);
    cards->setContentsMargins(0, 0, 0, 0);
    cards->setSpacing(space::large);
    for (const Group& group : groups) {
        cards->addWidget(groupCard(group, body));
    }
    content().addWidget(new GrowingArea(body, contentWidth(), this));
    m_problem->setObjectName(u"problem"_s);
    content().addWidget(m_problem);
    addButtons();
}

Card* ShortcutsSheet::groupCard(const Group& group, QWidget* parent)
{
    auto* card = new Card(group.title, parent);
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(space::huge);
    grid->setColumnStretch(0, 1);
    int row = 0;
    for (const Key& key : group.keys) {
        grid->addWidget(plainLabel(key.what, card), row, 0);
        if (key.standard.isEmpty()) {
            QLabel* label = quietLabel(key.keys.toString(QKeySequence::NativeText), card);
            label->setAlignment(Qt::AlignRight);
            grid->addWidget(label, row, 1);
            m_fixed.push_back(key);
        } else {
            auto* button = new KeyButton(key.what, key.standard, key.keys, card);
            connect(button, &KeyButton::taken, this, [this, button](const QKeySequence& keys) { take(*button, keys); });
            grid->addWidget(button, row, 1, Qt::AlignRight);
            m_buttons.push_back(button);
        }
        ++row;
    }
    card->rows().addLayout(grid);
    return card;
}

void ShortcutsSheet::addButtons()
{
    auto* reset = new QPushButton(tr("Reset"), this);
    reset->setObjectName(u"reset"_s);
    auto* close = new QPushButton(tr("Close"), this);
    auto* row = new QHBoxLayout;
    row->addWidget(reset);
    row->addStretch(1);
    row->addWidget(close);
    content().addLayout(row);
    connect(reset, &QPushButton::clicked, this, [this] {
        for (KeyButton* button : m_buttons) {
            button->setKeys(button->standard());
        }
        say({});
        emit resetRequested();
    });
    connect(close, &QPushButton::clicked, this, &Sheet::dismiss);
    connect(this, &Sheet::dismissed, this, &QObject::deleteLater);
    present(close);
}

void ShortcutsSheet::take(KeyButton& button, const QKeySequence& keys)
{
    const QString problem = whyNot(button, keys);
    say(problem);
    if (problem.isEmpty() && keys != button.keys()) {
        button.setKeys(keys);
        emit chosen(button.standard(), keys);
    }
}

QString ShortcutsSheet::whyNot(const KeyButton& button, const QKeySequence& keys) const
{
    if (keys.isEmpty() || keys == button.standard()) {
        return {};
    }
    const QString words = keys.toString(QKeySequence::NativeText);
    const auto modifiers = keys[0].keyboardModifiers();
    if (!(modifiers & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier)) && !isFunctionKey(keys[0].key())) {
        return tr("%1 may be typed as text. Take it with Ctrl or Alt.").arg(words);
    }
    const QString taken = tr("%1 is “%2” already. Give that other keys first.");
    for (const KeyButton* other : m_buttons) {
        if (other != &button && other->keys() == keys) {
            return taken.arg(words, other->what());
        }
    }
    for (const Key& other : m_fixed) {
        if (other.keys == keys) {
            return taken.arg(words, other.what);
        }
    }
    return {};
}

void ShortcutsSheet::say(const QString& problem)
{
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    place();
}

} // namespace konductor::ui
