// SPDX-License-Identifier: Apache-2.0
#include "ui/models/rowfilter.h"

#include "core/api/kinds.h"

namespace konductor::ui {

RowFilter::RowFilter(const live::ClusterMirror& mirror) : m_mirror(mirror)
{
    for (size_t i = 0; i < m_kinds.size(); ++i) {
        m_kinds[i] = kindInfo(static_cast<Kind>(i)).singular.toString();
    }
}

bool RowFilter::accepts(const Row& row, Timestamp now) const
{
    if (!m_namespace.isEmpty() && row.target.ns != m_namespace) {
        return false;
    }
    if (m_filter.isEmpty()) {
        return true;
    }
    FilterSubject subject{row.target.name, row.target.ns, m_kinds[static_cast<size_t>(row.target.kind)], {}, {}};
    if (const ObjectPtr object = m_mirror.objects().find(row.target)) {
        subject.phase = phaseText(*object);
    }
    if (row.hold) {
        subject.holders = {row.hold->holder};
        return m_filter.matches(subject);
    }
    subject.findHolders = [this, &row, now] {
        QStringList holders;
        for (const insight::Hold& hold : insight::holdsOf(row.target, m_mirror.objects(), now)) {
            holders.append(hold.holder);
        }
        return holders;
    };
    return m_filter.matches(subject);
}

} // namespace konductor::ui
