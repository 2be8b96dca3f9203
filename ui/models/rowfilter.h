// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/live/clustermirror.h"
#include "ui/models/filter.h"
#include "ui/models/tablespec.h"

namespace konductor::ui {

/// Which rows a page shows: the filter line and the namespace, read against the objects of a mirror, which must
/// outlive it. Makes no cells.
class RowFilter {
public:
    explicit RowFilter(const live::ClusterMirror& mirror);

    void setText(const QString& text) { m_filter = Filter::parse(text); }
    /// Only this namespace; empty: all.
    void setNamespace(const QString& ns) { m_namespace = ns; }

    /// One pass over rows while nothing changes; rows of one target in a row cost one look-up.
    class Pass {
    public:
        Pass(const RowFilter& filter, Timestamp now) : m_filter(filter), m_now(now) { }
        bool accepts(const Row& row);

    private:
        const RowFilter& m_filter;
        Timestamp m_now;
        std::optional<ObjectKey> m_target;
        QString m_phase; ///< Of m_target.
    };

private:
    const live::ClusterMirror& m_mirror;
    Filter m_filter;
    QString m_namespace;
    std::array<QString, kindCount> m_kinds; ///< "lease", for each kind.
};

} // namespace konductor::ui
