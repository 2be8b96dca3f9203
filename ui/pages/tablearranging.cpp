// SPDX-License-Identifier: Apache-2.0
#include "core/base/words.h"
#include "ui/pages/plaintable.h"
#include "ui/pages/rowview.h"
#include "ui/pages/tablepage.h"

#include <QHeaderView>
#include <QMenu>
#include <QScopedValueRollback>

/// Which columns of a table are seen, in which order; the rest of the class is in tablepage.cpp.
namespace konductor::ui {

using namespace Qt::StringLiterals;

int TablePage::columnOf(const QString& id) const
{
    return ui::columnOf(spec().columns, id);
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

/// The place of a column; of a person's own also where it is not there yet, or hidden.
int TablePage::ensureColumn(const QString& id)
{
    const auto path = fieldPathOf(id);
    QHeaderView* header = m_table->horizontalHeader();
    const QString title = fieldTitleOf(id);
    if (const int column = columnOf(id); column >= 0 || !path) {
        header->setSectionHidden(column, path ? false : header->isSectionHidden(column));
        if (!title.isEmpty()) {
            m_model->retitleFurtherColumn(column, fieldColumn(*path, spec().kinds, title));
            fitColumns(); // it may need more room
        }
        return column;
    }
    if (!makeRoom()) {
        return -1;
    }
    const int column = m_model->addFurtherColumn(fieldColumn(*path, spec().kinds, title));
    {
        const QScopedValueRollback fitting(m_fitting, true); // not a width of the person's choice
        header->resizeSection(column,
                              spec().columns[static_cast<size_t>(column)].width * fontMetrics().averageCharWidth());
    }
    fitColumns();
    QItemSelectionModel& selected = *m_table->selectionModel(); // a row is selected in all of its columns or is not
    const QItemSelection rows = selected.selection();
    selected.select(rows, QItemSelectionModel::Select | QItemSelectionModel::Rows);
    return column;
}

/// Of the person's own columns those go first that are hidden.
bool TablePage::makeRoom()
{
    int column = m_model->firstFurtherColumn();
    if (m_model->columnCount() - column < mostFieldColumns) {
        return true;
    }
    while (column < m_model->columnCount() && !m_table->isColumnHidden(column)) {
        ++column;
    }
    if (column == m_model->columnCount()) {
        return false;
    }
    removeColumn(spec().columns[static_cast<size_t>(column)].id);
    return true;
}

int TablePage::addColumn(const FieldPath& path, const QString& title)
{
    const int column = ensureColumn(fieldColumnId(path, title));
    if (m_table->isVisible()) { // else it is restored, and nobody looks for it
        m_table->scrollTo(m_model->index(m_table->visibleRows().first, column));
    }
    return column;
}

void TablePage::removeColumn(const QString& id)
{
    const int column = columnOf(id);
    if (column < m_model->firstFurtherColumn()) {
        return;
    }
    if (m_table->horizontalHeader()->sortIndicatorSection() == column) {
        m_table->sortByColumn(0, Qt::AscendingOrder);
    }
    m_model->removeFurtherColumn(column);
    fitColumns();
}

void TablePage::arrange(const TableArrangement& wanted)
{
    QHeaderView* header = m_table->horizontalHeader();
    const auto isKnown = [this](const QString& id) { return columnOf(id) >= 0 || fieldPathOf(id); };
    if (std::any_of(wanted.columns.begin(), wanted.columns.end(), isKnown)) {
        for (int column = m_model->firstFurtherColumn(); column < header->count(); ++column) {
            header->setSectionHidden(column, true); // whichever is wanted is shown again; the others make room
        }
    }
    for (const QString& id : wanted.columns) {
        ensureColumn(id);
    }
    ensureColumn(wanted.sort);
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
        const Column& shown = spec().columns[static_cast<size_t>(column)];
        QAction* entry = menu.addAction(column < m_model->firstFurtherColumn() ? shown.title : fieldColumnName(shown));
        entry->setCheckable(true);
        entry->setChecked(!header->isSectionHidden(column));
        connect(entry, &QAction::toggled, header,
                [header, column](bool seen) { header->setSectionHidden(column, !seen); });
    }
    QAction* first = menu.actions().constFirst();
    first->setEnabled(false);
    first->setProperty("whyNot", tr("The rows are known by it."));
    addOwnColumnEntries(
        menu, spec().columns, m_model->firstFurtherColumn(), this, [this](const QString& id) { emit columnWanted(id); },
        [this](const QString& id) { removeColumn(id); });
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
