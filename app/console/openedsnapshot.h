// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/live/clustermirror.h"
#include "core/snapshot/meaning.h"
#include "core/snapshot/opened.h"
#include "ui/dialogs/planrunner.h"

#include <QDateTime>

#include <functional>
#include <memory>

namespace konductor::app {

/// The plan sheet's runner on a snapshot: plans can be looked at and copied, and nothing is run.
class SnapshotPlanRunner final : public ui::PlanRunner {
    Q_OBJECT
public:
    /// `redacted`: the names in a plan are aliases, so it can be run nowhere.
    explicit SnapshotPlanRunner(bool redacted) : m_redacted(redacted) { }

    void dryRun(const action::BulkPlan& plan) override;
    void execute(const action::BulkPlan& plan, action::OnSurprise onSurprise) override;

private:
    bool m_redacted;
};

/// What is made of a snapshot's file away from the window's thread.
struct SnapshotContent {
    SnapshotContent(snapshot::Snapshot taken, const QDateTime& written);

    snapshot::Snapshot snapshot;
    snapshot::RecordedVerdicts verdicts;
    std::vector<live::ChangeBatchPtr> batches;
    QDateTime written; ///< When the file was last written to before it was read: what is written meanwhile is newer.
};

/// A snapshot in the place of a session: a mirror, what pods told, a clock that stands still, a runner that runs
/// nothing. Window's thread.
class OpenedSnapshot {
public:
    OpenedSnapshot(SnapshotContent content, const QString& path);

    /// Read from this file, by whichever path.
    bool isOf(const QString& path) const;
    /// The file has been written to since.
    bool isOutdated() const;

    /// Empty until show(), as a session's is at first.
    live::ClusterMirror& mirror() { return m_mirror; }
    /// Fills the mirror: at once where there is little, else batch by batch, between which the window does what else
    /// there is to do.
    void show();
    /// Calls it once everything is in the mirror; now, where it is. The latest is called.
    void whenShown(std::function<void()> done);
    const snapshot::Snapshot& snapshot() const { return m_content.snapshot; }
    const QString& path() const { return m_path; } ///< Absolute.
    const insight::HolderVerdicts& verdicts() const { return m_content.verdicts; }
    Clock& clock() { return m_clock; }
    ui::PlanRunner& runner() { return m_runner; }

private:
    QString m_path;
    QString m_file; ///< Without links.
    SnapshotContent m_content; ///< Its batches go as they are shown.
    snapshot::StillClock m_clock;
    live::ClusterMirror m_mirror;
    SnapshotPlanRunner m_runner;
    size_t m_shown = 0; ///< Batches that are in the mirror.
    std::function<void()> m_whenShown;
    TimerHandle m_goOn; ///< Pending: there is more to show.
};

} // namespace konductor::app
