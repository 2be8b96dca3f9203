// SPDX-License-Identifier: Apache-2.0
#include "core/api/kinds.h"

namespace konductor {

bool sameValue(const Object& a, const Object& b)
{
    return a.kind == b.kind && visitObject(a, [&](const auto& typed) {
               using T = std::remove_cvref_t<decltype(typed)>;
               return typed == static_cast<const T&>(b);
           });
}

QString phaseText(const Object& object)
{
    return visitObject(object, [](const auto& typed) -> QString {
        if constexpr (requires { typed.status.phase.text(); }) {
            return typed.status.phase.text();
        } else {
            return {};
        }
    });
}

QString parentName(const Object& object)
{
    switch (object.kind) {
    case Kind::Permit:
        return static_cast<const Permit&>(object).spec.semaphore;
    case Kind::Arrival:
        return static_cast<const Arrival&>(object).spec.barrier;
    case Kind::LeaseRequest:
        return static_cast<const LeaseRequest&>(object).spec.lease;
    default:
        return {};
    }
}

std::optional<ObjectKey> parentKey(const Object& object)
{
    const auto parent = kindInfo(object.kind).parent;
    const QString name = parentName(object);
    if (!parent || name.isEmpty()) {
        return std::nullopt;
    }
    return ObjectKey{*parent, object.meta.ns, name};
}

QString specHolder(const Object& object)
{
    return visitObject(object, [](const auto& typed) -> QString {
        if constexpr (requires { typed.spec.holder; }) {
            return typed.spec.holder;
        } else {
            return {};
        }
    });
}

} // namespace konductor
