// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/stateview.h"

#include "ui/theme/tokens.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace konductor::ui {

StateView::StateView(QWidget* parent)
    : QWidget(parent)
    , m_title(new QLabel(this))
    , m_text(new QLabel(this))
    , m_button(new QPushButton(this))
{
    QFont titleFont = font();
    titleFont.setPointSizeF(titleFont.pointSizeF() + 3);
    titleFont.setWeight(QFont::DemiBold);
    m_title->setFont(titleFont);
    for (QLabel* label : {m_title, m_text}) {
        label->setTextFormat(Qt::PlainText);
        label->setAlignment(Qt::AlignHCenter);
        label->setWordWrap(true);
    }
    m_text->setForegroundRole(QPalette::PlaceholderText);
    setFocusPolicy(Qt::StrongFocus);
    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(space::medium);
    layout->addStretch(2);
    layout->addWidget(m_title);
    layout->addWidget(m_text);
    layout->addSpacing(space::medium);
    layout->addWidget(m_button, 0, Qt::AlignHCenter);
    layout->addStretch(3);
    connect(m_button, &QPushButton::clicked, this, [this] { emit offered(m_state.offer); });
}

void StateView::setState(const PageState& state)
{
    m_state = state;
    m_title->setText(state.title);
    m_text->setText(state.text);
    m_button->setText(state.offerText);
    m_button->setVisible(state.offer != PageState::Offer::None);
}

} // namespace konductor::ui
