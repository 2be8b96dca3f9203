// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/objectindex.h"
#include "core/live/change.h"

#include <QObject>

namespace konductor::live {

/// The read-only picture of one cluster on the window's thread, fed batch by batch. Models, details and planners
/// read here; nothing here touches a socket. Between two batches nothing changes.
class ClusterMirror final : public QObject {
    Q_OBJECT
public:
    explicit ClusterMirror(QObject* parent = nullptr);

    const ObjectIndex& objects() const { return m_objects; }
    ScopeState scope(Kind kind) const;
    const ConnectionState& connection() const { return m_connection; }
    /// The resource versions at which objects() of this kind stand; empty when none was listed.
    Versions versions(Kind kind) const;

    /// The server's time for a local one: what countdowns count in.
    Timestamp serverTime(Timestamp local) const { return local + m_connection.clockOffset; }

public slots:
    void apply(const konductor::live::ChangeBatchPtr& batch);
    /// Forgets everything (another cluster will follow).
    void reset();

signals:
    /// Just before the batch enters objects(): the old values can still be read.
    void aboutToApply(const konductor::live::ChangeBatch& batch);
    /// The batch is in. Emitted for each batch, also when only states changed.
    void applied(const konductor::live::ChangeBatch& batch);
    void wasReset();

private:
    void makeRoom(const ChangeBatch& batch);

    ObjectIndex m_objects;
    std::map<Kind, ScopeState> m_scopes;
    std::map<Kind, Versions> m_versions;
    ConnectionState m_connection;
};

} // namespace konductor::live
