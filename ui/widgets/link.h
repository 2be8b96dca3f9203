// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/object.h"

namespace konductor::ui {

/// Where a link leads: an object, everything of one holder, the log of his pod, or a page.
struct Link {
    std::optional<Kind> kind; ///< None: a holder.
    QString ns;
    QString name;
    bool log = false; ///< The log of the pod of that name.
    QString page; ///< Its id (Page::id); empty: none.

    Link() = default;
    Link(const ObjectKey& key) : kind(key.kind), ns(key.ns), name(key.name) { } // NOLINT(google-explicit-constructor)
    static Link toHolder(const QString& ns, const QString& name)
    {
        Link link;
        link.ns = ns;
        link.name = name;
        return link;
    }
    static Link toLog(const QString& ns, const QString& pod)
    {
        Link link = toHolder(ns, pod);
        link.log = true;
        return link;
    }
    static Link toPage(const QString& id)
    {
        Link link;
        link.page = id;
        return link;
    }
    friend bool operator==(const Link&, const Link&) = default;
};

} // namespace konductor::ui
