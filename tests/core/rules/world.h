// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/encoder.h"
#include "core/api/kinds.h"
#include "core/rules/operatormodel.h"

namespace konductor::test {

/// A few objects in one namespace at one moment, and what the operator makes of them.
struct World {
    ObjectIndex objects;
    Timestamp now = *parseTimestamp(u"2026-11-24T10:00:00Z");
    rules::TieBreak tieBreak;

    template <class T> static T make(const QString& name)
    {
        T object;
        object.meta.ns = QStringLiteral("team-a");
        object.meta.name = name;
        object.meta.uid = name + QStringLiteral("-uid");
        object.meta.resourceVersion = QStringLiteral("1");
        object.meta.creationTimestamp = *parseTimestamp(u"2026-11-24T09:00:00Z");
        return object;
    }

    /// A child with the label and spec of its parent and the controller owner reference.
    template <class T> static T makeChild(const QString& name, const QString& parent, const QString& holder)
    {
        T child = make<T>(name);
        const KindInfo& info = kindInfo(T::staticKind);
        child.meta.labels[info.parentLabel.toString()] = parent;
        child.spec.holder = holder;
        child.meta.ownerReferences.push_back({QStringLiteral("sync.konductor.io/v1"),
                                              kindInfo(*info.parent).name.toString(), parent,
                                              parent + QStringLiteral("-uid"), true, true});
        return child;
    }

    template <class T> void add(const T& object) { objects.insert(std::make_shared<T>(object)); }

    template <class T> rules::Outcome reconcile(const QString& name) const
    {
        return rules::reconcile({T::staticKind, QStringLiteral("team-a"), name}, objects, now, tieBreak);
    }

    /// The object after the operator's writes of one reconcile, made one after the other.
    template <class T> T after(const QString& name) const
    {
        auto result = objects.find<T>(QStringLiteral("team-a"), name);
        for (const rules::Write& write : reconcile<T>(name).writes) {
            if (write.key == result->key() && !write.refusedBySchema) {
                result = as<T>(write.object);
            }
        }
        return *result;
    }
};

} // namespace konductor::test
