// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/disclosure.h"

#include "core/base/words.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/ink.h"

#include <QPushButton>
#include <QVBoxLayout>

namespace konductor::ui {

using namespace Qt::StringLiterals;

Disclosure::Disclosure(const QString& title, QWidget* parent)
    : QWidget(parent)
    , m_title(title)
    , m_button(new QPushButton(this))
    , m_body(new QWidget(this))
    , m_rows(new QVBoxLayout(m_body))
{
    m_button->setObjectName(u"disclosure"_s);
    m_button->setProperty("role", u"link"_s);
    m_button->setAutoDefault(true);
    m_button->setCheckable(true);
    m_button->setAccessibleName(title);
    m_rows->setContentsMargins(space::large, 0, space::large, 0);
    m_rows->setSpacing(space::small);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::small);
    layout->addWidget(m_button, 0, Qt::AlignLeft);
    layout->addWidget(m_body);
    connect(m_button, &QPushButton::toggled, this, &Disclosure::setOpen);
    setOpen(false);
}

void Disclosure::setOpen(bool open)
{
    const QString closed = runsRightToLeft() ? u"◂"_s : u"▸"_s;
    m_button->setText((open ? u"▾"_s : closed) + u' ' + m_title);
    m_button->setAccessibleDescription(open ? tr("Shown below. Press to hide it.") : tr("Hidden. Press to show it."));
    m_body->setVisible(open);
}

} // namespace konductor::ui
