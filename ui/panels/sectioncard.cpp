// SPDX-License-Identifier: Apache-2.0
#include "ui/panels/sectioncard.h"

#include "ui/panels/detailsrowview.h"
#include "ui/panels/mendbutton.h"
#include "ui/widgets/card.h"
#include "ui/widgets/spantext.h"

#include <QVBoxLayout>

#include <algorithm>

namespace konductor::ui {

SectionCard::SectionCard(QWidget* parent) : QWidget(parent), m_card(new Card({}, this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_card);
}

void SectionCard::setSection(const DetailsSection& section, Timestamp now)
{
    m_card->setTitle(section.title);
    m_card->setTone(section.tone);
    while (m_rows.size() < section.rows.size()) {
        auto* row = new DetailsRowView(m_card);
        connect(row, &DetailsRowView::linkActivated, this, &SectionCard::linkActivated);
        connect(row, &DetailsRowView::mendRequested, this, &SectionCard::mendRequested);
        m_card->rows().insertWidget(1 + static_cast<int>(m_rows.size()), row);
        // Rows come later than what stands behind them in the window; Tab goes through them where they are read.
        setTabOrder(m_rows.empty() ? static_cast<QWidget*>(m_card) : &m_rows.back()->last(), &row->first());
        m_rows.push_back(row);
    }
    m_shown = section.rows.size();
    const bool mends = std::any_of(section.rows.begin(), section.rows.end(),
                                   [](const DetailsRow& row) { return row.mend.has_value(); });
    int widestChip = 0;
    for (size_t i = 0; i < m_rows.size(); ++i) {
        m_rows[i]->setVisible(i < m_shown);
        if (i < m_shown) {
            m_rows[i]->setRow(section.rows[i], now);
            m_rows[i]->keepPlaceForMend(mends);
            widestChip = std::max(widestChip, m_rows[i]->chipWidth());
        }
    }
    for (size_t i = 0; i < m_shown; ++i) {
        m_rows[i]->setChipWidth(widestChip);
    }
    if (section.mend && !m_mend) {
        m_mend = new MendButton(m_card);
        m_card->rows().addWidget(m_mend, 0, Qt::AlignLeft);
        connect(m_mend, &MendButton::mendRequested, this, &SectionCard::mendRequested);
    }
    if (m_mend) {
        m_mend->setMend(section.mend, section.rows.empty() ? QString() : section.rows.front().plainText());
    }
}

void SectionCard::setNow(Timestamp now)
{
    for (size_t i = 0; i < m_shown; ++i) {
        m_rows[i]->setNow(now);
    }
}

void SectionCard::addBelow(QWidget* widget)
{
    m_card->rows().addWidget(widget);
}

} // namespace konductor::ui
