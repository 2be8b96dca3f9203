// SPDX-License-Identifier: Apache-2.0
#include "core/live/clustermirror.h"

#include <algorithm>

namespace konductor::live {

ClusterMirror::ClusterMirror(QObject* parent) : QObject(parent) { }

ScopeState ClusterMirror::scope(Kind kind) const
{
    const auto found = m_scopes.find(kind);
    return found == m_scopes.end() ? ScopeState() : found->second;
}

Versions ClusterMirror::versions(Kind kind) const
{
    const auto found = m_versions.find(kind);
    return found == m_versions.end() ? Versions() : found->second;
}

void ClusterMirror::apply(const ChangeBatchPtr& batch)
{
    emit aboutToApply(*batch);
    makeRoom(*batch);
    for (const Change& change : batch->changes) {
        if (change.after) {
            m_objects.insert(change.after);
        } else {
            m_objects.remove(change.before->key());
        }
    }
    for (const auto& [kind, state] : batch->scopes) {
        m_scopes[kind] = state;
    }
    for (const auto& [kind, versions] : batch->versions) {
        m_versions[kind] = versions;
    }
    if (batch->connection) {
        m_connection = *batch->connection;
    }
    emit applied(*batch);
}

/// For what a list has announced, within reason: it is only what the server says.
void ClusterMirror::makeRoom(const ChangeBatch& batch)
{
    constexpr qint64 most = 1'000'000;
    for (const auto& [kind, state] : batch.scopes) {
        if (state.phase == ScopeState::Phase::Loading && state.expected) {
            m_objects.reserve(kind, std::clamp<qint64>(*state.expected, 0, most));
        }
    }
}

void ClusterMirror::reset()
{
    m_objects.clear();
    m_scopes.clear();
    m_versions.clear();
    m_connection = {};
    emit wasReset();
}

} // namespace konductor::live
