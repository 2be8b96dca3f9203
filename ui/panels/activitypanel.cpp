// SPDX-License-Identifier: Apache-2.0
#include "ui/panels/activitypanel.h"

#include "core/base/text.h"
#include "ui/widgets/ink.h"
#include "ui/widgets/outcometext.h"
#include "ui/widgets/painters.h"

#include <QApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPushButton>

namespace konductor::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr int mostEntries = 500;
}

ActivityPanel::ActivityPanel(QWidget* parent) : QTreeWidget(parent), m_close(new QPushButton(tr("Close"), header()))
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
    m_close->setProperty("role", u"link"_s);
    m_close->setObjectName(u"closeActivity"_s);
    m_close->setAccessibleName(tr("Close the activity"));
    header()->installEventFilter(this);
    connect(m_close, &QPushButton::clicked, this, &ActivityPanel::shut);
    hide(); // until there is something to tell
}

void ActivityPanel::shut()
{
    const QWidget* focus = QApplication::focusWidget();
    const bool within = focus && (focus == this || isAncestorOf(focus));
    hide();
    if (within) {
        emit closed();
    }
}

void ActivityPanel::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape) {
        shut();
        return;
    }
    QTreeWidget::keyPressEvent(event);
}

bool ActivityPanel::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == header() && (event->type() == QEvent::Resize || event->type() == QEvent::LayoutDirectionChange)) {
        placeButton();
    }
    return QTreeWidget::eventFilter(watched, event);
}

void ActivityPanel::placeButton()
{
    const QSize size = m_close->sizeHint();
    const QRect room = header()->rect();
    const QRect place(room.right() - size.width() - space::medium, room.center().y() - size.height() / 2 + 1,
                      size.width(), size.height());
    m_close->setGeometry(QStyle::visualRect(layoutDirection(), room, place));
    m_close->raise();
}

void ActivityPanel::add(Timestamp localTime, const QString& title, const action::Outcome& outcome)
{
    tell(localTime, title, outcomeText(outcome), outcomeTone(outcome));
}

void ActivityPanel::tell(Timestamp localTime, const QString& title, const QString& words, Tone tone)
{
    auto* item =
        new QTreeWidgetItem({QString(), visibleText(title), chipText(glyphOf(tone), words.section(u'\n', 0, 0))});
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
