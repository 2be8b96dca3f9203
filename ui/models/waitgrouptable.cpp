// SPDX-License-Identifier: Apache-2.0
#include "core/api/waitgroup.h"
#include "core/base/words.h"
#include "ui/models/columns.h"

namespace konductor::ui {

using namespace Qt::StringLiterals;

TableSpec waitGroupTable()
{
    const Column counter{u"counter"_s,
                         inWords("Tables", "Counter"),
                         [](const RowContext& in) {
                             const auto group = in.object<WaitGroup>();
                             return numberCell(group ? group->status.counter : 0);
                         },
                         10,
                         false,
                         true};
    return {u"waitgroups"_s,
            inWords("Tables", "Wait groups"),
            {Kind::WaitGroup},
            {nameColumn(), namespaceColumn(), phaseColumn<WaitGroup>(), counter, ageColumn()},
            false,
            [](const ObjectIndex& objects, Timestamp) { return phaseCounts(Kind::WaitGroup, objects); }};
}

} // namespace konductor::ui
