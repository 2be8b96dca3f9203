// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/fieldpath.h"
#include "ui/models/tablespec.h"

/// Columns that a person adds to a table: any field of the row's object, by its path. On the page of holders that is
/// the primitive which is held. Window's thread.
namespace konductor::ui {

/// A table has no more of them.
inline constexpr int mostFieldColumns = 20;
inline constexpr qsizetype longestFieldTitle = 32;

/// Sorted by numbers, spans and moments as such, also where a text (a label) is a whole number; then texts. What has
/// no such field comes before all others. `title` is the person's; empty: the path's last name.
Column fieldColumn(const FieldPath& path, const std::vector<Kind>& kinds, const QString& title = {});
/// What Column::id is for it: "field:" and FieldPath::text(), between them a title of the person's and "=".
QString fieldColumnId(const FieldPath& path, const QString& title = {});
/// Whether an id means to be one, be it a path or not.
bool isFieldColumn(const QString& id);
/// The path in such an id. Nothing for any other, and where it is none: an id may come from a link.
std::optional<FieldPath> fieldPathOf(const QString& id);
/// The title in it; empty where there is none, or none that can be seen as a whole.
QString fieldTitleOf(const QString& id);
/// Whether both are the column of one path, whatever it is called.
bool isSameColumn(const QString& a, const QString& b);
/// The place of this column among them: one path has many spellings. -1: it is not there.
int columnOf(const std::vector<Column>& columns, const QString& id);
/// What a menu calls a column of the person's own: its title where one was chosen, and its path.
QString fieldColumnName(const Column& column);

/// What can be chosen: the fields of these kinds, and the labels and annotations that some objects have.
QStringList offeredFields(const std::vector<Kind>& kinds, const ObjectIndex& objects);
/// What some of the objects say there: up to three that differ, made visible. Empty: none of those looked at has it.
QStringList fieldExamples(const FieldPath& path, const std::vector<Kind>& kinds, const ObjectIndex& objects);

} // namespace konductor::ui
