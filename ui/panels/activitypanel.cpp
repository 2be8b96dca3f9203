// SPDX-License-Identifier: Apache-2.0
#include "ui/panels/activitypanel.h"

#include "core/base/text.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/clocktime.h"
#include "ui/widgets/outcometext.h"
#include "ui/widgets/painters.h"

#include <QHeaderView>

namespace konductor::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr int mostEntries = 500;
}

ActivityPanel::ActivityPanel(QWidget* parent) : QTreeWidget(parent)
{
    setAccessibleName(tr("Activity"));
    setHeaderLabels({tr("Activity"), tr("What"), tr("What came of it")});
    setRootIsDecorated(false);
    setUniformRowHeights(true);
    setFrameShape(QFrame::NoFrame);
    setSelectionMode(QAbstractItemView::NoSelection);
    setColumnWidth(0, fontMetrics().averageCharWidth() * 13);
    setColumnWidth(1, fontMetrics().averageCharWidth() * 52);
    setMinimumHeight(fontMetrics().height() * 3);
    hide(); // until there is something to tell
}

void ActivityPanel::add(Timestamp localTime, const QString& title, const action::Outcome& outcome)
{
    const QString time = clockTime(localTime);
    const Tone tone = outcomeTone(outcome);
    const QString words = outcomeText(outcome);
    auto* item =
        new QTreeWidgetItem({time, visibleText(title), (tone == Tone::Ok ? u"✓ "_s : glyphOf(tone) + u' ') + words});
    item->setForeground(2, colorsOf(tone, tokensOf(palette())).ink);
    item->setToolTip(2, words.toHtmlEscaped());
    insertTopLevelItem(0, item);
    show();
    while (topLevelItemCount() > mostEntries) {
        delete takeTopLevelItem(topLevelItemCount() - 1);
    }
}

} // namespace konductor::ui
