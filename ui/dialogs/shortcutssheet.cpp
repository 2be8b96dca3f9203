// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/shortcutssheet.h"

#include "ui/dialogs/growingarea.h"
#include "ui/dialogs/planbody.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/card.h"

#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace konductor::ui {

namespace {

Card* groupCard(const ShortcutsSheet::Group& group, QWidget* parent)
{
    auto* card = new Card(group.title, parent);
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(space::huge);
    grid->setColumnStretch(0, 1);
    int row = 0;
    for (const auto& [what, keys] : group.keys) {
        grid->addWidget(plainLabel(what, card), row, 0);
        QLabel* label = plainLabel(keys, card);
        label->setForegroundRole(QPalette::PlaceholderText);
        label->setAlignment(Qt::AlignRight);
        grid->addWidget(label, row, 1);
        ++row;
    }
    card->rows().addLayout(grid);
    return card;
}

} // namespace

ShortcutsSheet::ShortcutsSheet(const std::vector<Group>& groups, QWidget* host) : Sheet(host)
{
    setAccessibleName(tr("Keyboard shortcuts"));
    QLabel* heading = plainLabel(tr("Keyboard shortcuts"), this);
    QFont font = heading->font();
    font.setPointSizeF(font.pointSizeF() + 3);
    font.setWeight(QFont::DemiBold);
    heading->setFont(font);
    content().addWidget(heading);
    auto* body = new QWidget(this);
    auto* cards = new QVBoxLayout(body);
    cards->setContentsMargins(0, 0, 0, 0);
    cards->setSpacing(space::large);
    for (const Group& group : groups) {
        cards->addWidget(groupCard(group, body));
    }
    content().addWidget(new GrowingArea(body, contentWidth(), this));
    auto* close = new QPushButton(tr("Close"), this);
    content().addWidget(close, 0, Qt::AlignRight);
    connect(close, &QPushButton::clicked, this, &Sheet::dismiss);
    connect(this, &Sheet::dismissed, this, &QObject::deleteLater);
    present(close);
}

} // namespace konductor::ui
