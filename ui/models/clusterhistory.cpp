// SPDX-License-Identifier: Apache-2.0
#include "ui/models/clusterhistory.h"

namespace konductor::ui {

ClusterHistory::ClusterHistory(const live::ClusterMirror& mirror, const Clock& clock, QObject* parent)
    : QObject(parent)
    , m_mirror(mirror)
    , m_clock(clock)
{
    connect(&mirror, &live::ClusterMirror::applied, this, &ClusterHistory::take);
    connect(&mirror, &live::ClusterMirror::wasReset, this, [this] {
        m_chronicle.clear();
        m_listed.clear();
        m_since.reset();
        emit changed();
    });
}

void ClusterHistory::take(const live::ChangeBatch& batch)
{
    const Timestamp now = m_mirror.serverTime(m_clock.now());
    bool added = false;
    for (const live::Change& change : batch.changes) {
        if (m_listed.contains(change.after ? change.after->kind : change.before->kind)) {
            added |= m_chronicle.add(change.before, change.after, now);
        }
    }
    for (const auto& [kind, scope] : batch.scopes) {
        if (scope.phase == live::ScopeState::Phase::Live && m_listed.insert(kind).second && !m_since) {
            m_since = now;
        }
    }
    if (added) {
        emit changed();
    }
}

} // namespace konductor::ui
