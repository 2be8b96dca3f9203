// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/live/clustermirror.h"
#include "core/snapshot/meaning.h"
#include "core/snapshot/opened.h"
#include "ui/dialogs/planrunner.h"

#include <QDateTime>

#include <memory>

namespace konductor::app {

/// The plan sheet's runner on a snapshot: plans can be looked at and copied, and nothing is run.
class SnapshotPlanRunner final : public ui::PlanRunner {
    Q_OBJECT
public:
    using PlanRunner::PlanRunner;

    void dryRun(const action::BulkPlan& plan) override;
    void execute(const action::BulkPlan& plan, action::OnSurprise onSurprise) override;
};

/// A snapshot in the place of a session: a mirror, what pods told, a clock that stands still, a runner that runs
/// nothing.
class OpenedSnapshot {
public:
    /// What was read from the file that was last `written` then.
    OpenedSnapshot(snapshot::Snapshot snapshot, const QString& path, const QDateTime& written);

    /// Read from this file, by whichever path.
    bool isOf(const QString& path) const;
    /// The file has been written to since.
    bool isOutdated() const;

    /// Empty until show(), as a session's is at first.
    live::ClusterMirror& mirror() { return m_mirror; }
    void show() { snapshot::fillMirror(m_snapshot, m_mirror); }
    const snapshot::Snapshot& snapshot() const { return m_snapshot; }
    const QString& path() const { return m_path; } ///< Absolute.
    const insight::HolderVerdicts& verdicts() const { return m_verdicts; }
    Clock& clock() { return m_clock; }
    ui::PlanRunner& runner() { return m_runner; }

private:
    QString m_path;
    QString m_file; ///< Without links.
    QDateTime m_written;
    snapshot::Snapshot m_snapshot;
    snapshot::RecordedVerdicts m_verdicts;
    snapshot::StillClock m_clock;
    live::ClusterMirror m_mirror;
    SnapshotPlanRunner m_runner;
};

} // namespace konductor::app
