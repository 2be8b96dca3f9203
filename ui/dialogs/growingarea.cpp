// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/growingarea.h"

#include <QLayout>
#include <QScrollBar>

namespace konductor::ui {

GrowingArea::GrowingArea(QWidget* contents, QWidget* parent) : QScrollArea(parent)
{
    setWidget(contents);
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::TabFocus); // for the arrow keys
    viewport()->setAutoFillBackground(false);
    contents->setAutoFillBackground(false);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    policy.setVerticalStretch(1);
    setSizePolicy(policy);
}

int GrowingArea::heightForWidth(int width) const
{
    const QLayout* layout = widget()->layout();
    return layout->hasHeightForWidth() ? layout->totalHeightForWidth(width) : layout->totalSizeHint().height();
}

QSize GrowingArea::sizeHint() const
{
    return widget()->sizeHint();
}

QSize GrowingArea::minimumSizeHint() const
{
    return {fontMetrics().averageCharWidth() * 20, fontMetrics().lineSpacing() * 4};
}

} // namespace konductor::ui
