// SPDX-License-Identifier: Apache-2.0
#include "app/inspect/output/writers.h"
#include "core/base/text.h"

using namespace Qt::StringLiterals;

namespace konductor::inspect {

QByteArray nameOutput(const Listing& listing)
{
    QString text;
    for (const Kind kind : listing.kinds) {
        const KindInfo& info = kindInfo(kind);
        for (const ObjectPtr& object : listing.of(kind)) {
            text += u"%1.%2/%3\n"_s.arg(info.singular, info.group, visibleText(object->meta.name));
        }
    }
    return text.toUtf8();
}

} // namespace konductor::inspect
