// SPDX-License-Identifier: Apache-2.0
#include "ui/models/rowfilter.h"

namespace konductor::ui {

bool RowFilter::Pass::accepts(const Row& row)
{
    if (!m_filter.m_namespace.isEmpty() && row.target.ns != m_filter.m_namespace) {
        return false;
    }
    if (m_filter.m_query.isEmpty()) {
        return true;
    }
    if (!m_candidate) {
        m_candidate.emplace(m_filter.m_mirror.objects(), m_now, m_filter.m_findings);
        m_candidate->setCluster(m_filter.m_mirror.connection().contextName);
    }
    return m_filter.m_query.matches(m_candidate->at(row.target, row.hold ? &*row.hold : nullptr));
}

} // namespace konductor::ui
