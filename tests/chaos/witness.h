// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/live/clustermirror.h"

#include <QHash>
#include <QObject>
#include <QSet>
#include <QStringList>

namespace konductor::test {

/// Watches what a session tells, change by change, and holds it to what may never happen: a change that does not fit
/// what was told before, an object that goes back to an older state, one that is said to be deleted and comes back.
class Witness final : public QObject {
    Q_OBJECT
public:
    explicit Witness(live::ClusterMirror& mirror);

    /// What was wrong so far; empty is good.
    const QStringList& offences() const { return m_offences; }
    /// "uid@resourceVersion" of every state that was told.
    const QSet<QString>& versions() const { return m_versions; }
    qint64 changes() const { return m_count; }
    qint64 batches() const { return m_batches; }

    /// How the mirror, and the changes replayed from nothing, differ from the server's objects of a kind; empty when
    /// they are equal in every object and every value.
    QStringList differences(Kind kind, const std::vector<ObjectPtr>& truth) const;

private:
    void changed(const live::Change& change);
    void offend(const live::Change& change, const char* what);

    live::ClusterMirror& m_mirror;
    QHash<ObjectKey, ObjectPtr> m_replayed;
    QHash<QString, QString> m_newest; ///< By uid.
    QSet<QString> m_deleted; ///< Uids.
    QSet<QString> m_versions;
    QStringList m_offences;
    qint64 m_count = 0;
    qint64 m_batches = 0;
};

} // namespace konductor::test
