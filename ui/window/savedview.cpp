// SPDX-License-Identifier: Apache-2.0
#include "ui/window/savedview.h"

#include "core/base/words.h"
#include "ui/pages/tablepage.h"
#include "ui/window/mainwindow.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace konductor::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestName = 100;
constexpr qsizetype longestQuery = 1'000;
constexpr qsizetype longestNamespace = 63;
constexpr qsizetype longestId = 32;
constexpr qsizetype longestFieldId = 600;
constexpr qsizetype mostColumns = 40;
constexpr qsizetype longestDocument = 1'000'000;
constexpr int version = 1;

/// Of pages and columns: letters and digits.
bool isId(const QString& text)
{
    return text.size() <= longestId
        && std::all_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < 128 && c.isLetterOrNumber(); });
}

bool isPlain(const QString& text, qsizetype longest)
{
    return text.size() <= longest && text.isValidUtf16() && std::all_of(text.begin(), text.end(), [](QChar c) {
               return c.category() != QChar::Other_Control && c.category() != QChar::Other_Format;
           });
}

/// A column's own id, or a field that is to be one: whether that is a path is seen when it is shown.
bool isColumn(const QString& id)
{
    return isFieldColumn(id) ? isPlain(id, longestFieldId) : isId(id);
}

QJsonObject jsonOf(const SavedView& view)
{
    return {{u"name"_s, view.name},
            {u"page"_s, view.page},
            {u"query"_s, view.query},
            {u"namespace"_s, view.ns},
            {u"columns"_s, QJsonArray::fromStringList(view.table.columns)},
            {u"sort"_s, view.table.sort},
            {u"descending"_s, view.table.descending}};
}

SavedView viewFrom(const QJsonObject& json)
{
    SavedView view{.name = json[u"name"_s].toString(),
                   .page = json[u"page"_s].toString(),
                   .query = json[u"query"_s].toString(),
                   .ns = json[u"namespace"_s].toString(),
                   .table = {.sort = json[u"sort"_s].toString(), .descending = json[u"descending"_s].toBool()}};
    for (const QJsonValue& column : json[u"columns"_s].toArray()) {
        view.table.columns.append(column.toString());
    }
    return view;
}

Error malformed(const QString& what)
{
    return makeError(Error::Kind::Malformed, {}, what);
}

} // namespace

SavedView viewOf(const MainWindow& window)
{
    SavedView view{.page = window.currentPage().id(), .query = window.query(), .ns = window.ns()};
    if (const TablePage* table = window.currentTable()) {
        view.table = table->arrangement();
    }
    return view;
}

void showView(MainWindow& window, const SavedView& view)
{
    window.showPage(view.page);
    if (window.currentPage().id() != view.page) {
        return;
    }
    window.setQuery(view.query, view.ns);
    if (TablePage* table = window.currentTable()) {
        table->arrange(view.table);
    }
}

Result<void> checkView(const SavedView& view)
{
    if (!isPlain(view.name, longestName)) {
        return fail(
            malformed(inWords("SavedView", "A view's name is too long or has characters that cannot be seen.")));
    }
    if (view.page.isEmpty() || !isId(view.page)) {
        return fail(malformed(inWords("SavedView", "A view's page is none.")));
    }
    if (!isPlain(view.query, longestQuery) || !isPlain(view.ns, longestNamespace)) {
        return fail(malformed(
            inWords("SavedView", "A view's query or namespace is too long or has characters that cannot be seen.")));
    }
    const bool columns = view.table.columns.size() <= mostColumns
        && std::all_of(view.table.columns.begin(), view.table.columns.end(),
                       [](const QString& id) { return !id.isEmpty() && isColumn(id); });
    if (!columns || !isColumn(view.table.sort)) {
        return fail(malformed(inWords("SavedView", "A view's columns are none.")));
    }
    return {};
}

QByteArray writeViews(const std::vector<SavedView>& views)
{
    QJsonArray list;
    for (const SavedView& view : views) {
        list.append(jsonOf(view));
    }
    return QJsonDocument({{u"format"_s, u"konductor-views"_s}, {u"version"_s, version}, {u"views"_s, list}}).toJson();
}

Result<std::vector<SavedView>> readViews(const QByteArray& document)
{
    const QJsonObject json =
        document.size() <= longestDocument ? QJsonDocument::fromJson(document).object() : QJsonObject();
    if (json[u"format"_s].toString() != u"konductor-views") {
        return fail(malformed(inWords("SavedView", "This is no file of saved views.")));
    }
    if (json[u"version"_s].toInt() != version) {
        return fail(malformed(inWords("SavedView", "These views were saved by a newer version of this program.")));
    }
    const QJsonArray list = json[u"views"_s].toArray();
    if (list.size() > mostViews) {
        return fail(malformed(inWords("SavedView", "There are more than %1 views in it.").arg(mostViews)));
    }
    std::vector<SavedView> views;
    for (const QJsonValue& entry : list) {
        SavedView view = viewFrom(entry.toObject());
        if (const Result<void> sound = checkView(view); !sound) {
            return fail(sound.error());
        }
        if (view.name.isEmpty()) {
            return fail(malformed(inWords("SavedView", "A view has no name.")));
        }
        views.push_back(std::move(view));
    }
    return views;
}

} // namespace konductor::ui
