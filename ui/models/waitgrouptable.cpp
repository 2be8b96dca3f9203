// SPDX-License-Identifier: Apache-2.0
#include "core/api/waitgroup.h"
#include "ui/models/columns.h"

#include <QCoreApplication>

namespace konductor::ui {

using namespace Qt::StringLiterals;

namespace {
QString tr(const char* text)
{
    return QCoreApplication::translate("Tables", text);
}
} // namespace

TableSpec waitGroupTable()
{
    const Column counter{u"counter"_s,
                         tr("Counter"),
                         [](const RowContext& in) {
                             const auto group = in.object<WaitGroup>();
                             return numberCell(group ? group->status.counter : 0);
                         },
                         10,
                         false,
                         true};
    return {u"waitgroups"_s,
            tr("Wait groups"),
            {Kind::WaitGroup},
            {nameColumn(), namespaceColumn(), phaseColumn(), counter, ageColumn()},
            false,
            [](const ObjectIndex& objects, Timestamp) { return phaseCounts(Kind::WaitGroup, objects); }};
}

} // namespace konductor::ui
