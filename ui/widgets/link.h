// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/object.h"

namespace konductor::ui {

/// Where a link leads: an object, or everything of one holder.
struct Link {
    std::optional<Kind> kind; ///< None: a holder.
    QString ns;
    QString name;

    Link() = default;
    Link(const ObjectKey& key) : kind(key.kind), ns(key.ns), name(key.name) { } // NOLINT(google-explicit-constructor)
    static Link toHolder(const QString& ns, const QString& name)
    {
        Link link;
        link.ns = ns;
        link.name = name;
        return link;
    }
    friend bool operator==(const Link&, const Link&) = default;
};

} // namespace konductor::ui
