// SPDX-License-Identifier: Apache-2.0
#include "app/console/cuttext.h"

#include "ui/widgets/elidedlabel.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QLabel>

namespace konductor::app {

using namespace Qt::StringLiterals;

namespace {

bool isCut(const QLabel& label)
{
    if (label.text().isEmpty() || qobject_cast<const ui::ElidedLabel*>(&label)) {
        return false;
    }
    if (label.wordWrap()) {
        return label.height() < label.heightForWidth(label.width());
    }
    return label.width() < label.sizeHint().width() || label.height() < label.sizeHint().height();
}

/// Seen as a whole by whoever scrolls there; a widget that its parent cuts off is cut too.
bool isSeen(const QWidget& widget)
{
    return widget.isVisible() && !widget.visibleRegion().isEmpty();
}

QString told(const QWidget& widget, const QString& text)
{
    return u"%1 %2 (%3 of %4 wide, %5 of %6 high): %7"_s
        .arg(QLatin1String(widget.metaObject()->className()), widget.objectName())
        .arg(widget.width())
        .arg(widget.sizeHint().width())
        .arg(widget.height())
        .arg(widget.sizeHint().height())
        .arg(text.simplified());
}

} // namespace

QStringList cutTexts(const QWidget& window)
{
    QStringList cut;
    for (const QLabel* label : window.findChildren<QLabel*>()) {
        if (isSeen(*label) && isCut(*label)) {
            cut.append(told(*label, label->text()));
        }
    }
    for (const QAbstractButton* button : window.findChildren<QAbstractButton*>()) {
        if (isSeen(*button) && !button->text().isEmpty() && button->width() < button->sizeHint().width()) {
            cut.append(told(*button, button->text()));
        }
    }
    for (const QComboBox* box : window.findChildren<QComboBox*>()) {
        if (isSeen(*box) && !box->isEditable() && box->width() < box->minimumSizeHint().width()) {
            cut.append(told(*box, box->currentText()));
        }
    }
    return cut;
}

} // namespace konductor::app
