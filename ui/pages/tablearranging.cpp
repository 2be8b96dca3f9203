// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/rowview.h"
#include "ui/pages/tablepage.h"

#include <QHeaderView>
#include <QMenu>

/// Which columns of a table are seen, in which order; the rest of the class is in tablepage.cpp.
namespace konductor::ui {

using namespace Qt::StringLiterals;

int TablePage::columnOf(const QString& id) const
{
    const auto& columns = spec().columns;
    const auto found = std::find_if(columns.begin(), columns.end(), [&id](const Column& c) { return c.id == id; });
    return found == columns.end() ? -1 : static_cast<int>(found - columns.begin());
}

TableArrangement TablePage::arrangement() const
{
    const QHeaderView* header = m_table->horizontalHeader();
    TableArrangement now;
    for (int place = 0; place < header->count(); ++place) {
        const int column = header->logicalIndex(place);
        if (!header->isSectionHidden(column)) {
            now.columns.append(spec().columns[static_cast<size_t>(column)].id);
        }
    }
    const int sorted = header->sortIndicatorSection();
    now.sort = sorted < header->count() ? spec().columns[static_cast<size_t>(sorted)].id : QString();
    now.descending = header->sortIndicatorOrder() == Qt::DescendingOrder;
    return now;
}

void TablePage::arrange(const TableArrangement& wanted)
{
    QHeaderView* header = m_table->horizontalHeader();
    QList<int> shown;
    for (const QString& id : wanted.columns) {
        if (const int column = columnOf(id); column >= 0 && !shown.contains(column)) {
            shown.append(column);
        }
    }
    if (!shown.isEmpty() && !shown.contains(0)) {
        shown.append(0);
    }
    for (int column = 0; !shown.isEmpty() && column < header->count(); ++column) {
        header->setSectionHidden(column, !shown.contains(column));
    }
    for (int place = 0; place < shown.size(); ++place) {
        header->moveSection(header->visualIndex(shown[place]), place);
    }
    if (const int column = columnOf(wanted.sort); column >= 0) {
        m_table->sortByColumn(column, wanted.descending ? Qt::DescendingOrder : Qt::AscendingOrder);
    }
}

void TablePage::fillColumns(QMenu& menu)
{
    QHeaderView* header = m_table->horizontalHeader();
    for (int column = 0; column < header->count(); ++column) {
        QAction* entry = menu.addAction(spec().columns[static_cast<size_t>(column)].title);
        entry->setCheckable(true);
        entry->setChecked(!header->isSectionHidden(column));
        connect(entry, &QAction::toggled, header,
                [header, column](bool seen) { header->setSectionHidden(column, !seen); });
    }
    QAction* first = menu.actions().constFirst();
    first->setEnabled(false);
    first->setProperty("whyNot", tr("The rows are known by it."));
}

void TablePage::showColumnMenu(const QPoint& at)
{
    auto* menu = new QMenu(this);
    menu->setObjectName(u"columns"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    fillColumns(*menu);
    menu->popup(m_table->horizontalHeader()->mapToGlobal(at));
}

} // namespace konductor::ui
