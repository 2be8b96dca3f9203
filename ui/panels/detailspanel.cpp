// SPDX-License-Identifier: Apache-2.0
#include "ui/panels/detailspanel.h"

#include <QGroupBox>
#include <QLabel>
#include <QPushButton>
#include <QScrollBar>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace konductor::ui {

namespace {
void addLabel(const QString& text, QVBoxLayout* layout, bool strong = false)
{
    auto* label = new QLabel;
    label->setTextFormat(Qt::PlainText);
    label->setText(text);
    label->setWordWrap(true);
    label->setAccessibleName(text);
    if (strong) {
        QFont font = label->font();
        font.setWeight(QFont::DemiBold);
        label->setFont(font);
    }
    layout->addWidget(label);
}
}

DetailsPanel::DetailsPanel(QWidget* parent) : QScrollArea(parent)
{
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setAccessibleName(tr("Details"));
}

void DetailsPanel::setContent(const DetailsContent& content)
{
    if (widget() && content == m_content) {
        return;
    }
    const int position = content.key == m_content.key ? verticalScrollBar()->value() : 0;
    m_content = content;
    auto* body = new QWidget;
    auto* layout = new QVBoxLayout(body);
    addLabel(content.title, layout, true);
    addLabel(content.subtitle, layout);
    addSection(content.why, layout);
    addActions(layout);
    for (const DetailsSection& section : content.sections) {
        addSection(section, layout);
    }
    layout->addStretch();
    if (QWidget* old = takeWidget()) {
        old->hide();
        old->deleteLater(); // one of its buttons may be the caller
    }
    setWidget(body);
    body->show();
    verticalScrollBar()->setValue(position);
}

void DetailsPanel::addSection(const DetailsSection& section, QVBoxLayout* layout)
{
    auto* box = new QGroupBox;
    box->setAccessibleName(section.title);
    auto* rows = new QVBoxLayout(box);
    addLabel(section.title, rows, true);
    for (const DetailsRow& row : section.rows) {
        addRow(row, rows);
    }
    layout->addWidget(box);
}

void DetailsPanel::addRow(const DetailsRow& row, QVBoxLayout* layout)
{
    addLabel(row.plainText(), layout);
    for (const DetailsSpan& span : row.text) {
        if (!span.link) {
            continue;
        }
        auto* link = new QPushButton(QString(span.text).replace(u'&', u"&&"_s));
        link->setFlat(true);
        link->setAccessibleName(tr("Go to %1").arg(span.text));
        connect(link, &QPushButton::clicked, this, [this, key = *span.link] { emit linkActivated(key); });
        layout->addWidget(link, 0, Qt::AlignLeft);
    }
}

void DetailsPanel::addActions(QVBoxLayout* layout)
{
    for (const DetailsAction& action : m_content.actions) {
        auto* button = new QPushButton(action.text);
        button->setAccessibleName(action.text);
        button->setEnabled(action.whyNot.isEmpty());
        button->setAccessibleDescription(action.whyNot);
        connect(button, &QPushButton::clicked, this,
                [this, type = action.type] { emit actionRequested(type, m_content.key); });
        layout->addWidget(button, 0, Qt::AlignLeft);
        if (!action.whyNot.isEmpty()) {
            addLabel(action.whyNot, layout);
        }
    }
}

} // namespace konductor::ui
