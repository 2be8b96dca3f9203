// SPDX-License-Identifier: Apache-2.0
#include "ui/panels/activitypanel.h"

#include "core/base/text.h"
#include "ui/widgets/ink.h"
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
    tell(localTime, title, outcomeText(outcome), outcomeTone(outcome));
}

void ActivityPanel::tell(Timestamp localTime, const QString& title, const QString& words, Tone tone)
{
    const QString glyph = tone == Tone::Ok ? u"✓"_s : glyphOf(tone);
    auto* item = new QTreeWidgetItem({QString(), visibleText(title), glyph + u' ' + words.section(u'\n', 0, 0)});
    item->setToolTip(2, words.toHtmlEscaped());
    item->setData(0, Qt::UserRole, QVariant::fromValue<qint64>(localTime.time_since_epoch().count()));
    showTime(*item);
    insertTopLevelItem(0, item);
    setInk(*item, 2, [tone](const Tokens& colors) { return colorsOf(tone, colors).ink; });
    show();
    while (topLevelItemCount() > mostEntries) {
        delete takeTopLevelItem(topLevelItemCount() - 1);
    }
}

void ActivityPanel::setTimes(const TimeStyle& times)
{
    m_times = times;
    for (int i = 0; i < topLevelItemCount(); ++i) {
        showTime(*topLevelItem(i));
    }
}

void ActivityPanel::showTime(QTreeWidgetItem& item) const
{
    const Timestamp time{std::chrono::milliseconds(item.data(0, Qt::UserRole).toLongLong())};
    item.setText(0, clockTime(time, m_times));
    item.setToolTip(0, exactTime(time, m_times));
}

} // namespace konductor::ui
