// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/kinds.h"
#include "core/api/objectindex.h"

/// Objects for tests, with just enough in them to be listed.
namespace konductor::test {

inline Timestamp at(const char* text)
{
    return parseTimestamp(QString::fromLatin1(text)).value();
}

inline ObjectMeta meta(const QString& name, const QString& ns = QStringLiteral("team-a"))
{
    ObjectMeta m;
    m.name = name;
    m.ns = ns;
    m.uid = QStringLiteral("uid-") + name;
    m.resourceVersion = QStringLiteral("100");
    m.creationTimestamp = at("2026-11-24T10:00:00Z");
    return m;
}

/// A permit, arrival or request with its label.
template <class T> T childOf(const QString& parent, const QString& name, const QString& holder)
{
    T child;
    child.meta = meta(name);
    child.meta.labels.insert(kindInfo(T::staticKind).parentLabel.toString(), parent);
    child.spec.holder = holder;
    if constexpr (requires { child.spec.semaphore; }) {
        child.spec.semaphore = parent;
    } else if constexpr (requires { child.spec.barrier; }) {
        child.spec.barrier = parent;
    } else {
        child.spec.lease = parent;
    }
    return child;
}

template <class T> void put(ObjectIndex& objects, const T& object)
{
    objects.insert(std::make_shared<T>(object));
}

} // namespace konductor::test
