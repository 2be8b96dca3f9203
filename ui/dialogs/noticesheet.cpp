// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/noticesheet.h"

#include "ui/dialogs/labels.h"
#include "ui/theme/glyphs.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/ink.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace konductor::ui {

using namespace Qt::StringLiterals;

namespace {

QLabel* warningGlyph(const QLabel& heading, QWidget* parent)
{
    auto* label = new QLabel(parent);
    const int side = heading.fontMetrics().height();
    label->setFixedSize(side, side);
    withTokens(*label, [label, side](const Tokens& colors) {
        label->setPixmap(
            glyphIcon(u"findings"_s, colors.warning.ink).pixmap(QSize(side, side), label->devicePixelRatioF()));
    });
    return label;
}

} // namespace

NoticeSheet::NoticeSheet(const Words& words, QWidget* host)
    : Sheet(host)
    , m_words(words)
    , m_buttons(new QHBoxLayout)
    , m_close(new QPushButton(words.close.isEmpty() ? tr("Close") : words.close, this))
{
    setAccessibleName(words.title);
    setAccessibleDescription(words.text);
    QLabel* heading = headingLabel(words.title, this);
    auto* top = new QHBoxLayout;
    top->setSpacing(space::medium);
    top->addWidget(warningGlyph(*heading, this), 0, Qt::AlignTop);
    top->addWidget(heading, 1);
    QLabel* text = plainLabel(words.text, this);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse); // a path, to be looked for
    m_close->setObjectName(u"closeNotice"_s);
    m_close->setAutoDefault(true);
    m_buttons->addStretch(1);
    m_buttons->addWidget(m_close);
    content().addLayout(top);
    content().addWidget(text);
    if (!words.note.isEmpty()) {
        content().addWidget(quietLabel(words.note, this));
    }
    content().addLayout(m_buttons);
    connect(m_close, &QPushButton::clicked, this, &Sheet::dismiss);
    connect(this, &Sheet::dismissed, this, &QObject::deleteLater);
}

QPushButton* NoticeSheet::addButton(const QString& text, const QString& role)
{
    auto* button = new QPushButton(text, this);
    button->setProperty("role", role);
    button->setAutoDefault(true);
    m_buttons->addWidget(button);
    connect(button, &QPushButton::clicked, this, &Sheet::dismiss); // the first of those who listen
    return button;
}

void NoticeSheet::tell()
{
    present(this);
}

} // namespace konductor::ui
