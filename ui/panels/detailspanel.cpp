// SPDX-License-Identifier: Apache-2.0
#include "ui/panels/detailspanel.h"

#include "ui/panels/sectioncard.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/flowlayout.h"

#include <QLabel>
#include <QPushButton>
#include <QScrollBar>
#include <QVBoxLayout>

namespace konductor::ui {

using namespace Qt::StringLiterals;

namespace {

QString lookName(DetailsAction::Look look)
{
    switch (look) {
    case DetailsAction::Look::Primary:
        return u"primary"_s;
    case DetailsAction::Look::Danger:
        return u"danger"_s;
    case DetailsAction::Look::Plain:
        break;
    }
    return {};
}

} // namespace

DetailsPanel::DetailsPanel(QWidget* parent) : QScrollArea(parent)
{
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn); // its room; it is drawn when needed, and nothing wraps anew then
    setAccessibleName(tr("Details"));
    auto* body = new QWidget;
    m_layout = new QVBoxLayout(body);
    m_layout->setContentsMargins(space::huge, space::huge, space::huge, space::huge);
    m_layout->setSpacing(space::large);
    m_title = new QLabel(body);
    QFont font = m_title->font();
    font.setPointSizeF(font.pointSizeF() + 3);
    font.setWeight(QFont::DemiBold);
    m_title->setFont(font);
    m_subtitle = new QLabel(body);
    m_whyNot = new QLabel(body);
    for (QLabel* label : {m_title, m_subtitle, m_whyNot}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    m_subtitle->setForegroundRole(QPalette::PlaceholderText);
    m_whyNot->setForegroundRole(QPalette::PlaceholderText);
    m_buttonRow = new QWidget(body);
    auto* buttons = new FlowLayout(m_buttonRow);
    buttons->setContentsMargins(0, 0, 0, 0);
    buttons->setSpacing(space::medium);
    auto* heading = new QVBoxLayout;
    heading->setSpacing(2);
    heading->addWidget(m_title);
    heading->addWidget(m_subtitle);
    m_layout->addLayout(heading);
    m_layout->addStretch(1);
    setWidget(body);
    m_why = newSection();
    m_why->addBelow(m_buttonRow);
    m_why->addBelow(m_whyNot);
    m_why->hide();
}

SectionCard* DetailsPanel::newSection()
{
    auto* card = new SectionCard(widget());
    connect(card, &SectionCard::linkActivated, this, &DetailsPanel::linkActivated);
    connect(card, &SectionCard::mendRequested, this, &DetailsPanel::mendRequested);
    m_layout->insertWidget(m_layout->count() - 1, card);
    return card;
}

QSize DetailsPanel::minimumSizeHint() const
{
    return {widget()->minimumSizeHint().width() + verticalScrollBar()->sizeHint().width(),
            QScrollArea::minimumSizeHint().height()};
}

void DetailsPanel::setContent(const DetailsContent& content, Timestamp now)
{
    if (m_filled && content == m_content) {
        for (SectionCard* section : m_sections) {
            section->setNow(now);
        }
        return;
    }
    const bool another = !m_filled || !(content.key == m_content.key);
    m_content = content;
    m_filled = true;
    m_title->setText(content.title);
    m_subtitle->setText(content.subtitle);
    m_why->setSection(content.why, now);
    m_why->setVisible(!content.why.rows.empty() || !content.actions.empty());
    setActions();
    while (m_sections.size() < content.sections.size()) {
        m_sections.push_back(newSection());
    }
    for (size_t i = 0; i < m_sections.size(); ++i) {
        m_sections[i]->setVisible(i < content.sections.size());
        if (i < content.sections.size()) {
            m_sections[i]->setSection(content.sections[i], now);
        }
    }
    if (another) {
        verticalScrollBar()->setValue(0);
    }
    updateGeometry();
}

void DetailsPanel::setActions()
{
    while (m_buttons.size() < m_content.actions.size()) {
        auto* button = new QPushButton(m_buttonRow);
        m_buttonRow->layout()->addWidget(button);
        const size_t index = m_buttons.size();
        connect(button, &QPushButton::clicked, this,
                [this, index] { emit actionRequested(m_content.actions[index].type, m_content.key); });
        m_buttons.push_back(button);
    }
    QStringList reasons;
    for (size_t i = 0; i < m_buttons.size(); ++i) {
        m_buttons[i]->setVisible(i < m_content.actions.size());
        if (i >= m_content.actions.size()) {
            continue;
        }
        const DetailsAction& action = m_content.actions[i];
        m_buttons[i]->setText(action.text);
        m_buttons[i]->setAccessibleName(action.text);
        m_buttons[i]->setAccessibleDescription(action.whyNot);
        m_buttons[i]->setToolTip(action.whyNot.toHtmlEscaped());
        m_buttons[i]->setEnabled(action.whyNot.isEmpty());
        if (m_buttons[i]->property("role").toString() != lookName(action.look)) {
            m_buttons[i]->setProperty("role", lookName(action.look));
            m_buttons[i]->update();
        }
        if (!action.whyNot.isEmpty() && !reasons.contains(action.whyNot)) {
            reasons.append(action.whyNot);
        }
    }
    m_buttonRow->setVisible(!m_content.actions.empty());
    m_whyNot->setText(reasons.join(u' '));
    m_whyNot->setVisible(!reasons.isEmpty());
}

} // namespace konductor::ui
