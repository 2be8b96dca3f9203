// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/insight/chronicle.h"
#include "core/live/clustermirror.h"

#include <QObject>

#include <set>

namespace konductor::ui {

/// What happened since the window was opened, kept beside a mirror. What the first list of a kind brings is no event,
/// nor is what a relist after a dead stream brings together: that is told as it is found. Window's thread.
class ClusterHistory final : public QObject {
    Q_OBJECT
public:
    /// Both must outlive it.
    ClusterHistory(const live::ClusterMirror& mirror, const Clock& clock, QObject* parent = nullptr);

    const insight::Chronicle& chronicle() const { return m_chronicle; }
    /// Since when there is something to tell; none before the first kind is listed.
    std::optional<Timestamp> since() const { return m_since; }

signals:
    /// At most once a batch.
    void changed();

private:
    void take(const live::ChangeBatch& batch);

    const live::ClusterMirror& m_mirror;
    const Clock& m_clock;
    insight::Chronicle m_chronicle;
    std::set<Kind> m_listed;
    std::optional<Timestamp> m_since;
};

} // namespace konductor::ui
