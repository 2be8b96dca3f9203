// SPDX-License-Identifier: Apache-2.0
#include "ui/models/rowfilter.h"

namespace konductor::ui {

bool RowFilter::Pass::accepts(const Row& row)
{
    if (!m_filter.m_namespace.isEmpty() && row.target.ns != m_filter.m_namespace) {
        return false;
    }
    return m_filter.m_query.isEmpty()
        || m_filter.m_query.matches(m_candidate.at(row.target, row.hold ? &*row.hold : nullptr));
}

} // namespace konductor::ui
