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

bool RowFilter::Pass::accepts(const Row& row)
{
    if (!m_filter.m_namespace.isEmpty() && row.target.ns != m_filter.m_namespace) {
        return false;
    }
    if (m_filter.m_filter.isEmpty()) {
        return true;
    }
    const ObjectIndex& objects = m_filter.m_mirror.objects();
    if (m_target != row.target) {
        const ObjectPtr object = objects.find(row.target);
        m_phase = object ? phaseText(*object) : QString();
        m_target = row.target;
    }
    FilterSubject subject{
        row.target.name, row.target.ns, m_filter.m_kinds[static_cast<size_t>(row.target.kind)], m_phase, {}, {}};
    if (row.hold) {
        subject.holder = row.hold->holder;
    } else {
        subject.findHolders = [&] {
            QStringList holders;
            for (const insight::Hold& hold : insight::holdsOf(row.target, objects, m_now)) {
                holders.append(hold.holder);
            }
            return holders;
        };
    }
    return m_filter.m_filter.matches(subject);
}

} // namespace konductor::ui
