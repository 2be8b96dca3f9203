// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/helpsheet.h"

#include "ui/dialogs/growingarea.h"
#include "ui/dialogs/labels.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/helppicture.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace konductor::ui {

using namespace Qt::StringLiterals;

HelpSheet::HelpSheet(const QString& title, const HelpTopic& topic, QWidget* host) : Sheet(host)
{
    setAccessibleName(tr("Help: %1").arg(title));
    setAccessibleDescription(topic.paragraphs.join(u'\n'));
    content().addWidget(headingLabel(title, this));
    auto* body = new QWidget(this);
    auto* layout = new QVBoxLayout(body);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::large);
    if (topic.picture) {
        layout->addWidget(new HelpPicture(*topic.picture, topic.pictureWords, body), 0, Qt::AlignHCenter);
    }
    for (const QString& paragraph : topic.paragraphs) {
        layout->addWidget(plainLabel(paragraph, body));
    }
    content().addWidget(new GrowingArea(body, contentWidth(), this));
    auto* close = new QPushButton(tr("Close"), this);
    close->setObjectName(u"close"_s);
    auto* row = new QHBoxLayout;
    row->addWidget(leavingTo(tr("Keyboard shortcuts"), u"shortcuts"_s, &HelpSheet::shortcutsRequested));
    row->addWidget(leavingTo(tr("Take the tour"), u"tour"_s, &HelpSheet::tourRequested));
    row->addWidget(leavingTo(tr("Lessons…"), u"lessons"_s, &HelpSheet::lessonsRequested));
    row->addStretch(1);
    row->addWidget(close);
    content().addLayout(row);
    connect(close, &QPushButton::clicked, this, &Sheet::dismiss);
    connect(this, &Sheet::dismissed, this, &QObject::deleteLater);
    present(close);
}

/// Something else takes the place of the help.
QPushButton* HelpSheet::leavingTo(const QString& text, const QString& name, void (HelpSheet::*requested)())
{
    auto* button = new QPushButton(text, this);
    button->setObjectName(name);
    connect(button, &QPushButton::clicked, this, [this, requested] {
        dismiss();
        emit(this->*requested)();
    });
    return button;
}

} // namespace konductor::ui
