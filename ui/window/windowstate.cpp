// SPDX-License-Identifier: Apache-2.0
#include "ui/window/windowstate.h"

#include "ui/pages/tablepage.h"
#include "ui/window/combinedwindow.h"
#include "ui/window/mainwindow.h"

#include <QSettings>
#include <QSplitter>

namespace konductor::ui {

using namespace Qt::StringLiterals;

namespace {

const QString geometryKey = u"window/geometry"_s;
const QString combinedGroup = u"window/combined/"_s;

/// Columns as they were when a header's state was saved: it is of use to exactly these.
QString columnsOf(const TablePage& page)
{
    QStringList ids;
    for (const Column& column : page.spec().columns) {
        ids.append(column.id);
    }
    return ids.join(u',');
}

QString tableKey(const TablePage& page, const QString& what)
{
    return u"window/tables/%1/%2"_s.arg(page.id(), what);
}

} // namespace

void saveWindow(const MainWindow& window, QSettings& settings)
{
    settings.setValue(geometryKey, window.window()->saveGeometry());
    saveView(window, settings);
}

void saveView(const MainWindow& window, QSettings& settings)
{
    settings.setValue(u"window/page"_s, window.currentPage().id());
    for (const QSplitter* splitter : window.findChildren<QSplitter*>()) {
        settings.setValue(u"window/splitters/"_s + splitter->objectName(), splitter->saveState());
    }
    for (const TablePage* page : window.findChildren<TablePage*>()) {
        settings.setValue(tableKey(*page, u"columns"_s), columnsOf(*page));
        settings.setValue(tableKey(*page, u"header"_s), page->headerState());
    }
}

void saveCombined(const CombinedWindow& window, QSettings& settings)
{
    settings.setValue(combinedGroup + u"geometry"_s, window.saveGeometry());
    settings.setValue(combinedGroup + u"table"_s, window.shownTable());
    const auto headers = window.headers();
    for (auto header = headers.begin(); header != headers.end(); ++header) {
        settings.setValue(combinedGroup + header.key() + u"/columns"_s, header->columns);
        settings.setValue(combinedGroup + header.key() + u"/header"_s, header->state);
    }
}

void restoreCombined(CombinedWindow& window, const QSettings& settings)
{
    QMap<QString, CombinedWindow::Header> headers;
    const QStringList ids = window.tableIds();
    for (const QString& id : ids) {
        headers.insert(id,
                       {settings.value(combinedGroup + id + u"/columns"_s).toString(),
                        settings.value(combinedGroup + id + u"/header"_s).toByteArray()});
    }
    window.setHeaders(headers);
    window.showTable(settings.value(combinedGroup + u"table"_s).toString());
    window.restoreGeometry(settings.value(combinedGroup + u"geometry"_s).toByteArray());
}

bool restoreWindow(MainWindow& window, const QSettings& settings)
{
    restoreView(window, settings);
    return restoreGeometry(*window.window(), settings);
}

bool restoreGeometry(QWidget& window, const QSettings& settings)
{
    return window.restoreGeometry(settings.value(geometryKey).toByteArray());
}

void restoreView(MainWindow& window, const QSettings& settings)
{
    for (QSplitter* splitter : window.findChildren<QSplitter*>()) {
        splitter->restoreState(settings.value(u"window/splitters/"_s + splitter->objectName()).toByteArray());
    }
    for (TablePage* page : window.findChildren<TablePage*>()) {
        const QString columns = settings.value(tableKey(*page, u"columns"_s)).toString();
        for (const QString& id : columns.split(u',')) {
            if (const auto path = fieldPathOf(id)) {
                page->addColumn(*path, fieldTitleOf(id));
            }
        }
        if (columns == columnsOf(*page)) {
            page->restoreHeaderState(settings.value(tableKey(*page, u"header"_s)).toByteArray());
        }
    }
    window.showPage(settings.value(u"window/page"_s).toString());
}

} // namespace konductor::ui
