// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/columnsheet.h"
#include "ui/pages/tablepage.h"
#include "ui/window/clusterbar.h"
#include "ui/window/deeplink.h"
#include "ui/window/mainwindow.h"
#include "ui/window/savedviews.h"

#include <QApplication>
#include <QClipboard>
#include <QMenu>

/// How the window's pages are looked at, and what is kept of that; the rest of the class is in mainwindow.cpp.
namespace konductor::ui {

using namespace Qt::StringLiterals;

QString MainWindow::query() const
{
    return m_bar->filter();
}

QString MainWindow::ns() const
{
    return m_bar->ns();
}

void MainWindow::setQuery(const QString& query, const QString& ns)
{
    m_bar->setFilter(query);
    m_bar->setNamespace(ns);
}

void MainWindow::buildViews(QMenu& view)
{
    QMenu* columns = view.addMenu(tr("Co&lumns"));
    connect(columns, &QMenu::aboutToShow, this, [this, columns] {
        columns->clear();
        if (TablePage* table = currentTable()) {
            table->fillColumns(*columns);
        }
    });
    connect(&view, &QMenu::aboutToShow, columns, [this, columns] { columns->setEnabled(currentTable() != nullptr); });
    for (TablePage* table : findChildren<TablePage*>()) {
        connect(table, &TablePage::columnWanted, this, [this, table](const QString& id) { askColumn(*table, id); });
    }
    QMenu* saved = view.addMenu(tr("Saved &views"));
    saved->setObjectName(u"savedViews"_s);
    m_views = new SavedViews(*this, *saved);
    connect(m_views, &SavedViews::linkRequested, this, &MainWindow::copyViewLink);
}

void MainWindow::askColumn(TablePage& table, const QString& id)
{
    for (ColumnSheet* before : findChildren<ColumnSheet*>()) {
        before->dismiss();
    }
    const auto examples = [this, kinds = table.spec().kinds](const FieldPath& path) {
        return fieldExamples(path, kinds, m_mirror.objects());
    };
    auto* sheet = new ColumnSheet(table.title(), offeredFields(table.spec().kinds, m_mirror.objects()), examples,
                                  centralWidget());
    if (const auto path = fieldPathOf(id)) {
        sheet->begin(*path, fieldTitleOf(id));
    }
    connect(sheet, &ColumnSheet::chosen, &table, [sheet, &table](const FieldPath& path, const QString& title) {
        if (table.addColumn(path, title) >= 0) {
            sheet->dismiss();
        } else {
            sheet->showNoRoom();
        }
    });
}

void MainWindow::copyViewLink() const
{
    QApplication::clipboard()->setText(toText({m_mirror.connection().contextName, viewOf(*this)}));
}

void MainWindow::copyLink() const
{
    const auto key = currentPage().current();
    if (key && key->kind != Kind::Job) {
        QApplication::clipboard()->setText(toText({m_mirror.connection().contextName, *key}));
    }
}

} // namespace konductor::ui
