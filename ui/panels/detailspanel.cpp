// SPDX-License-Identifier: Apache-2.0
#include "ui/panels/detailspanel.h"

#include "ui/panels/detailsrowview.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/card.h"

#include <QHBoxLayout>
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
    auto* buttons = new QHBoxLayout(m_buttonRow);
    buttons->setContentsMargins(0, 0, 0, 0);
    buttons->setSpacing(space::medium);
    buttons->addStretch(1);
    auto* heading = new QVBoxLayout;
    heading->setSpacing(2);
    heading->addWidget(m_title);
    heading->addWidget(m_subtitle);
    m_layout->addLayout(heading);
    m_layout->addStretch(1);
    setWidget(body);
    m_why = newSection();
    m_why.card->rows().addWidget(m_buttonRow);
    m_why.card->rows().addWidget(m_whyNot);
    m_why.card->hide();
}

DetailsPanel::SectionView DetailsPanel::newSection()
{
    auto* card = new Card({}, widget());
    m_layout->insertWidget(m_layout->count() - 1, card);
    return {card, {}};
}

void DetailsPanel::setContent(const DetailsContent& content, Timestamp now)
{
    if (m_filled && content == m_content) {
        for (SectionView& view : m_sections) {
            for (DetailsRowView* row : view.rows) {
                row->setNow(now);
            }
        }
        return;
    }
    const bool another = !m_filled || !(content.key == m_content.key);
    m_content = content;
    m_filled = true;
    m_title->setText(content.title);
    m_subtitle->setText(content.subtitle);
    setSection(m_why, content.why, now);
    m_why.card->setVisible(!content.why.rows.empty() || !content.actions.empty());
    setActions();
    while (m_sections.size() < content.sections.size()) {
        m_sections.push_back(newSection());
    }
    for (size_t i = 0; i < m_sections.size(); ++i) {
        m_sections[i].card->setVisible(i < content.sections.size());
        if (i < content.sections.size()) {
            setSection(m_sections[i], content.sections[i], now);
        }
    }
    if (another) {
        verticalScrollBar()->setValue(0);
    }
}

void DetailsPanel::setSection(SectionView& view, const DetailsSection& section, Timestamp now)
{
    view.card->setTitle(section.title);
    view.card->setTone(section.tone);
    while (view.rows.size() < section.rows.size()) {
        auto* row = new DetailsRowView(view.card);
        connect(row, &DetailsRowView::linkActivated, this, &DetailsPanel::linkActivated);
        view.card->rows().insertWidget(1 + static_cast<int>(view.rows.size()), row);
        view.rows.push_back(row);
    }
    for (size_t i = 0; i < view.rows.size(); ++i) {
        view.rows[i]->setVisible(i < section.rows.size());
        if (i < section.rows.size()) {
            view.rows[i]->setRow(section.rows[i], now);
        }
    }
}

void DetailsPanel::setActions()
{
    auto* layout = static_cast<QHBoxLayout*>(m_buttonRow->layout());
    while (m_buttons.size() < m_content.actions.size()) {
        auto* button = new QPushButton(m_buttonRow);
        layout->insertWidget(static_cast<int>(m_buttons.size()), button);
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
