// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/columnsheet.h"
#include "ui/models/fieldcolumn.h"
#include "ui/pages/plaintable.h"
#include "ui/window/combinedwindow.h"
#include "ui/window/mainwindow.h"

#include <QHeaderView>
#include <QMenu>
#include <QTableView>

/// Which columns the table over all clusters has; the rest of the class is in combinedwindow.cpp.
namespace konductor::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostExamples = 3;

QString columnsOf(const TableSpec& spec)
{
    QStringList ids;
    for (const Column& column : spec.columns) {
        ids.append(column.id);
    }
    return ids.join(u',');
}

} // namespace

/// As the table has them.
void CombinedWindow::resetHeader()
{
    QHeaderView* header = m_table->horizontalHeader();
    const int character = fontMetrics().averageCharWidth();
    for (int column = 0; column < header->count(); ++column) {
        const Column* own = column == 0 ? nullptr : &m_model->spec().columns[static_cast<size_t>(column) - 1];
        const int width = character * (own ? own->width : 20);
        header->setSectionHidden(column, own && own->spare);
        header->moveSection(header->visualIndex(column), column);
        header->resizeSection(column, own ? std::max(width, chipsWidth(*own, m_table->font())) : width);
    }
}

CombinedWindow::Header CombinedWindow::header() const
{
    return {columnsOf(m_model->spec()), m_table->horizontalHeader()->saveState()};
}

void CombinedWindow::restoreHeader()
{
    const Header kept = m_headers.value(shownTable());
    for (const QString& id : kept.columns.split(u',')) {
        if (const auto path = fieldPathOf(id)) {
            addColumn(*path, fieldTitleOf(id));
        }
    }
    if (kept.columns == columnsOf(m_model->spec())) {
        m_table->horizontalHeader()->restoreState(kept.state);
    }
}

QMap<QString, CombinedWindow::Header> CombinedWindow::headers() const
{
    QMap<QString, Header> all = m_headers;
    all[shownTable()] = header();
    return all;
}

void CombinedWindow::setHeaders(const QMap<QString, Header>& headers)
{
    m_headers = headers;
    restoreHeader();
}

void CombinedWindow::showColumnMenu(const QPoint& at)
{
    QHeaderView* header = m_table->horizontalHeader();
    auto* menu = new QMenu(this);
    menu->setObjectName(u"columns"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (int column = 0; column < header->count(); ++column) {
        const bool own = column >= m_model->firstFurtherColumn();
        QAction* entry = menu->addAction(own ? fieldColumnName(m_model->spec().columns[static_cast<size_t>(column) - 1])
                                             : m_model->headerData(column, Qt::Horizontal).toString());
        entry->setCheckable(true);
        entry->setChecked(!header->isSectionHidden(column));
        entry->setEnabled(column > 1); // the rows are known by cluster and name
        connect(entry, &QAction::toggled, header,
                [header, column](bool seen) { header->setSectionHidden(column, !seen); });
    }
    addOwnColumnEntries(
        *menu, m_model->spec().columns, m_model->firstFurtherColumn() - 1, this,
        [this](const QString& id) { askColumn(id); }, [this](const QString& id) { removeColumn(id); });
    menu->popup(header->mapToGlobal(at));
}

/// Its place among the columns; -1: it is not there.
int CombinedWindow::columnOf(const QString& id) const
{
    const int place = ui::columnOf(m_model->spec().columns, id);
    return place < 0 ? -1 : place + 1; // after the cluster's
}

int CombinedWindow::addColumn(const FieldPath& path, const QString& title)
{
    const Column wanted = fieldColumn(path, m_model->spec().kinds, title);
    int column = columnOf(wanted.id);
    if (column < 0) {
        if (m_model->columnCount() - m_model->firstFurtherColumn() >= mostFieldColumns) {
            return -1;
        }
        column = m_model->addFurtherColumn(wanted);
        m_table->horizontalHeader()->resizeSection(column, wanted.width * fontMetrics().averageCharWidth());
    } else if (!title.isEmpty()) {
        m_model->retitleFurtherColumn(column, wanted);
    }
    m_table->horizontalHeader()->setSectionHidden(column, false);
    return column;
}

void CombinedWindow::removeColumn(const QString& id)
{
    const int column = columnOf(id);
    if (column < m_model->firstFurtherColumn()) {
        return;
    }
    if (m_table->horizontalHeader()->sortIndicatorSection() == column) {
        m_table->sortByColumn(1, Qt::AscendingOrder);
    }
    m_model->removeFurtherColumn(column);
}

/// What can be chosen, and what is there, over all clusters.
void CombinedWindow::askColumn(const QString& id)
{
    for (ColumnSheet* before : findChildren<ColumnSheet*>()) {
        before->dismiss();
    }
    const std::vector<Kind> kinds = m_model->spec().kinds;
    QStringList offered;
    for (const MainWindow* view : m_views) {
        offered += offeredFields(kinds, view->mirror().objects());
    }
    offered.removeDuplicates();
    const auto examples = [this, kinds](const FieldPath& path) {
        QStringList found;
        for (const MainWindow* view : m_views) {
            found += fieldExamples(path, kinds, view->mirror().objects());
        }
        found.removeDuplicates();
        return found.mid(0, mostExamples);
    };
    auto* sheet = new ColumnSheet(m_model->spec().title, offered, examples, this);
    if (const auto path = fieldPathOf(id)) {
        sheet->begin(*path, fieldTitleOf(id));
    }
    connect(sheet, &ColumnSheet::chosen, this, [this, sheet](const FieldPath& path, const QString& title) {
        if (addColumn(path, title) >= 0) {
            sheet->dismiss();
        } else {
            sheet->showNoRoom();
        }
    });
}

} // namespace konductor::ui
