// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/labels.h"

#include "core/base/words.h"
#include "ui/widgets/ink.h"

#include <QLabel>

namespace konductor::ui {

using namespace Qt::StringLiterals;

QLabel* plainLabel(const QString& text, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

QLabel* headingLabel(const QString& text, QWidget* parent)
{
    QLabel* label = plainLabel(text, parent);
    QFont font = label->font();
    font.setPointSizeF(font.pointSizeF() + 3);
    font.setWeight(QFont::DemiBold);
    label->setFont(font);
    return label;
}

QLabel* quietLabel(const QString& text, QWidget* parent)
{
    QLabel* label = plainLabel(text, parent);
    label->setForegroundRole(QPalette::PlaceholderText);
    return label;
}

QLabel* problemLabel(QWidget* parent)
{
    QLabel* label = plainLabel({}, parent);
    setInk(*label, [](const Tokens& colors) { return colors.bad.ink; });
    label->hide();
    return label;
}

QString onwards()
{
    return runsRightToLeft() ? u"←"_s : u"→"_s;
}

} // namespace konductor::ui
