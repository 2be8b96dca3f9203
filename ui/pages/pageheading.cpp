// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/pageheading.h"

#include "ui/widgets/ink.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace konductor::ui {

PageHeading::PageHeading(const QString& title, QWidget* parent)
    : QWidget(parent)
    , m_line(new QHBoxLayout)
    , m_title(new QLabel(title, this))
    , m_summary(new QLabel(this))
    , m_band(new QLabel(this))
{
    QFont titleFont = font();
    titleFont.setPointSizeF(titleFont.pointSizeF() + 3);
    titleFont.setWeight(QFont::DemiBold);
    m_title->setFont(titleFont);
    for (QLabel* label : {m_title, m_summary, m_band}) {
        label->setTextFormat(Qt::PlainText);
    }
    m_summary->setForegroundRole(QPalette::PlaceholderText);
    m_band->setWordWrap(true);
    m_band->setAutoFillBackground(true);
    m_band->setBackgroundRole(QPalette::Base);
    setInk(
        *m_band, [](const Tokens& colors) { return colors.warning.tint; }, QPalette::Base);
    setInk(*m_band, [](const Tokens& colors) { return colors.warning.ink; });
    m_band->setContentsMargins(space::huge, space::medium, space::huge, space::medium);
    m_band->hide();
    m_line->setContentsMargins(space::huge, space::large, space::huge, space::large);
    m_line->setSpacing(space::large);
    m_line->addWidget(m_title);
    m_line->addWidget(m_summary, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(m_line);
    layout->addWidget(m_band);
}

void PageHeading::addTool(QWidget* tool)
{
    m_line->addWidget(tool);
}

void PageHeading::setTitle(const QString& title)
{
    m_title->setText(title);
}

void PageHeading::setSummary(const QString& summary)
{
    m_summary->setText(summary);
}

void PageHeading::setBand(const QString& text)
{
    m_band->setText(text);
    m_band->setVisible(!text.isEmpty());
}

} // namespace konductor::ui
