// SPDX-License-Identifier: Apache-2.0
#include "core/action/mergepatch.h"

namespace konductor::action {

QJsonObject mergePatch(const QJsonObject& from, const QJsonObject& to)
{
    QJsonObject patch;
    for (auto member = to.begin(); member != to.end(); ++member) {
        const QJsonValue before = from.value(member.key());
        if (before == *member || member->isNull()) {
            continue;
        }
        if (member->isObject()) {
            patch.insert(member.key(), mergePatch(before.toObject(), member->toObject()));
        } else {
            patch.insert(member.key(), *member);
        }
    }
    for (auto member = from.begin(); member != from.end(); ++member) {
        if (!member->isNull() && (!to.contains(member.key()) || to.value(member.key()).isNull())) {
            patch.insert(member.key(), QJsonValue::Null);
        }
    }
    return patch;
}

} // namespace konductor::action
