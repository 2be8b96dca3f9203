// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/insight/querysubject.h"
#include "core/live/clustermirror.h"
#include "ui/models/tablespec.h"

namespace konductor::ui {

/// Which rows a page shows: the query line and the namespace, read against the objects of a mirror, which must
/// outlive it. Makes no cells.
class RowFilter {
public:
    explicit RowFilter(const live::ClusterMirror& mirror) : m_mirror(mirror) { }

    void setText(const QString& text) { m_query = insight::Query::parse(text); }
    const insight::Query& query() const { return m_query; }
    /// Only this namespace; empty: all.
    void setNamespace(const QString& ns) { m_namespace = ns; }
    /// See insight::QueryCandidate.
    void setFindings(std::function<QStringList(const ObjectKey&)> findings) { m_findings = std::move(findings); }

    /// One pass over rows while nothing changes; rows of one target in a row cost one look-up.
    class Pass {
    public:
        Pass(const RowFilter& filter, Timestamp now) : m_filter(filter), m_now(now) { }
        bool accepts(const Row& row);

    private:
        const RowFilter& m_filter;
        Timestamp m_now;
        std::optional<insight::QueryCandidate> m_candidate; ///< Made when a query asks.
    };

private:
    const live::ClusterMirror& m_mirror;
    insight::Query m_query;
    QString m_namespace;
    std::function<QStringList(const ObjectKey&)> m_findings;
};

} // namespace konductor::ui
