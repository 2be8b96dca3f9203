// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/plaintable.h"

#include "ui/models/fieldcolumn.h"
#include "ui/pages/tablepage.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/painters.h"

#include <QHeaderView>
#include <QMenu>
#include <QTableView>

#include <algorithm>
#include <cmath>

namespace konductor::ui {

using namespace Qt::StringLiterals;

void makePlain(QTableView& table, const QString& accessibleName)
{
    table.setAccessibleName(accessibleName);
    table.setSelectionBehavior(QAbstractItemView::SelectRows);
    table.setEditTriggers(QAbstractItemView::NoEditTriggers);
    table.setContextMenuPolicy(Qt::CustomContextMenu);
    table.setShowGrid(false);
    table.setWordWrap(false);
    table.setTabKeyNavigation(false);
    table.setFrameShape(QFrame::NoFrame);
    table.setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    table.verticalHeader()->hide();
    table.verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table.verticalHeader()->setDefaultSectionSize(table.fontMetrics().height() * 2);
    table.horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table.horizontalHeader()->setHighlightSections(false);
}

int chipsWidth(const Column& column, const QFont& font)
{
    double widest = 0;
    for (const QString& words : column.chips) {
        widest = std::max(widest, chipSize(chipText(u"⚠"_s, words), font).width() + 2 * space::medium);
    }
    return static_cast<int>(std::ceil(widest));
}

std::vector<QStringList> textOf(const QTableView& table, const std::vector<int>& rows)
{
    if (rows.empty()) {
        return {};
    }
    const QHeaderView& header = *table.horizontalHeader();
    const QAbstractItemModel& model = *table.model();
    std::vector<QStringList> text(rows.size() + 1);
    for (int place = 0; place < header.count(); ++place) {
        const int column = header.logicalIndex(place);
        if (header.isSectionHidden(column)) {
            continue;
        }
        text.front().append(model.headerData(column, Qt::Horizontal).toString());
        for (size_t i = 0; i < rows.size(); ++i) {
            text[i + 1].append(model.index(rows[i], column).data().toString());
        }
    }
    return text;
}

void addOwnColumnEntries(QMenu& menu, const std::vector<Column>& columns, int first, const QObject* owner,
                         const std::function<void(const QString& id)>& wanted,
                         const std::function<void(const QString& id)>& unwanted)
{
    menu.addSeparator();
    menu.addAction(TablePage::tr("&Add a column…"), owner, [wanted] { wanted({}); })->setObjectName(u"addColumn"_s);
    for (auto own = columns.begin() + first; own != columns.end(); ++own) {
        const QString name = fieldColumnName(*own);
        menu.addAction(TablePage::tr("Title of %1…").arg(name), owner, [wanted, id = own->id] { wanted(id); });
        menu.addAction(TablePage::tr("Remove %1").arg(name), owner, [unwanted, id = own->id] { unwanted(id); });
    }
}

} // namespace konductor::ui
