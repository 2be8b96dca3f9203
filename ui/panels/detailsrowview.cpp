// SPDX-License-Identifier: Apache-2.0
#include "ui/panels/detailsrowview.h"

#include "ui/panels/mendbutton.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/meter.h"
#include "ui/widgets/painters.h"
#include "ui/widgets/spantext.h"

#include <QHBoxLayout>
#include <QLabel>

namespace konductor::ui {

using namespace Qt::StringLiterals;

DetailsRowView::DetailsRowView(QWidget* parent)
    : QWidget(parent)
    , m_layout(new QHBoxLayout(this))
    , m_number(new QLabel(this))
    , m_text(new SpanText(this))
    , m_meter(new Meter(this))
    , m_value(new ElidedLabel(this))
    , m_mend(new MendButton(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(space::medium);
    for (QLabel* label : std::initializer_list<QLabel*>{m_number, m_value}) {
        label->setTextFormat(Qt::PlainText);
        label->setForegroundRole(QPalette::PlaceholderText);
    }
    m_value->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_layout->addWidget(m_number);
    m_layout->addWidget(m_text, 1);
    m_layout->addWidget(m_meter);
    m_layout->addWidget(m_value);
    m_mend->setProperty("role", u"link"_s);
    m_mend->hide();
    m_layout->addWidget(m_mend);
    setTabOrder(m_text, m_mend);
    connect(m_mend, &MendButton::mendRequested, this, &DetailsRowView::mendRequested);
    connect(m_text, &SpanText::linkActivated, this, [this](int part) {
        const auto& link = m_row.text[static_cast<size_t>(part)].link;
        if (link) {
            emit linkActivated(*link);
        }
    });
}

void DetailsRowView::setChip(QWidget*& place, const std::optional<DetailsChip>& chip, int index)
{
    delete place;
    place = nullptr;
    if (chip) {
        place = new Chip(chip->text, chip->tone, false, this); // the content names its own glyph
        m_layout->insertWidget(index, place);
    }
}

void DetailsRowView::setRow(const DetailsRow& row, Timestamp now)
{
    if (row.chip != m_row.chip) {
        setChip(m_chip, row.chip, 1);
    }
    if (row.note != m_row.note) {
        setChip(m_note, row.note, m_layout->indexOf(m_text) + 1);
    }
    m_row = row;
    m_number->setText(row.number);
    m_number->setVisible(!row.number.isEmpty());
    std::vector<SpanText::Part> parts;
    for (const DetailsSpan& span : row.text) {
        parts.push_back({span.text, span.link.has_value()});
    }
    if (row.tone == Tone::Warning && !row.chip && !parts.empty()) {
        parts.front().text.prepend(u"⚠ "); // never colour alone
    }
    m_text->setParts(parts, row.tone);
    setToolTip(row.toolTip.toHtmlEscaped());
    if (row.bar) {
        const Tone tone = row.bar->value > row.bar->whole ? Tone::Bad : Tone::Held;
        m_meter->setCount(row.bar->value, row.bar->whole, tone, row.bar->mark);
    }
    m_meter->setVisible(row.bar.has_value());
    m_value->setText(row.value);
    m_value->setMinimumWidth(row.countdown ? countdownWidth(fontMetrics()) : 0);
    m_mend->setMend(row.mend, row.plainText());
    setNow(now);
    m_value->setVisible(!m_value->text().isEmpty());
}

void DetailsRowView::keepPlaceForMend(bool keep)
{
    QSizePolicy policy = m_mend->sizePolicy();
    policy.setRetainSizeWhenHidden(keep);
    m_mend->setSizePolicy(policy);
}

int DetailsRowView::chipWidth() const
{
    return m_chip ? m_chip->sizeHint().width() : 0;
}

void DetailsRowView::setChipWidth(int width)
{
    if (m_chip) {
        m_chip->setMinimumWidth(width);
    }
}

QWidget& DetailsRowView::first()
{
    return *m_text;
}

QWidget& DetailsRowView::last()
{
    return *m_mend;
}

void DetailsRowView::setNow(Timestamp now)
{
    if (!m_row.countdown) {
        return;
    }
    const CountdownWords words = countdownWords(m_row.countdown->until, m_row.countdown->from, now);
    m_value->setText(words.text);
    m_meter->setVisible(words.fraction >= 0 || m_row.bar.has_value());
    if (words.fraction >= 0) {
        m_meter->setFraction(words.fraction, m_row.countdown->enforced ? words.tone : Tone::Neutral);
    }
}

} // namespace konductor::ui
