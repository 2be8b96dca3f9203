// SPDX-License-Identifier: Apache-2.0
#include "app/console/openedsnapshot.h"

#include "core/base/words.h"

#include <QFileInfo>

namespace konductor::app {

using namespace Qt::StringLiterals;

namespace {

action::BulkOutcome notHere(const action::BulkPlan& plan)
{
    action::Outcome outcome;
    outcome.phase = action::Outcome::Phase::Stopped;
    outcome.error = makeError(Error::Kind::Unsupported, {}, inWords("OpenedSnapshot", "a snapshot is no cluster"));
    outcome.explanation =
        inWords("OpenedSnapshot",
                "This is a snapshot: nothing can be run here. Copy the plan as kubectl and run it where the "
                "cluster is.");
    action::BulkOutcome all;
    all.items.assign(plan.items.size(), outcome);
    all.surprises = static_cast<qsizetype>(plan.items.size());
    return all;
}

} // namespace

void SnapshotPlanRunner::dryRun(const action::BulkPlan& plan)
{
    // Queued, as the answer of a server would come.
    QMetaObject::invokeMethod(
        this, [this, outcome = notHere(plan)] { emit dryRunFinished(outcome); }, Qt::QueuedConnection);
}

void SnapshotPlanRunner::execute(const action::BulkPlan& plan, action::OnSurprise)
{
    QMetaObject::invokeMethod(
        this, [this, outcome = notHere(plan)] { emit executed(outcome); }, Qt::QueuedConnection);
}

OpenedSnapshot::OpenedSnapshot(snapshot::Snapshot snapshot, const QString& path, const QDateTime& written)
    : m_path(QFileInfo(path).absoluteFilePath())
    , m_file(QFileInfo(path).canonicalFilePath())
    , m_written(written)
    , m_snapshot(std::move(snapshot))
    , m_verdicts(m_snapshot.holders, m_snapshot.pods)
    , m_clock(m_snapshot.takenAt)
{
}

bool OpenedSnapshot::isOf(const QString& path) const
{
    return !m_file.isEmpty() && QFileInfo(path).canonicalFilePath() == m_file;
}

bool OpenedSnapshot::isOutdated() const
{
    return QFileInfo(m_file).lastModified() != m_written;
}

} // namespace konductor::app
