// SPDX-License-Identifier: Apache-2.0
#include "app/console/openedsnapshot.h"

#include "core/base/words.h"

#include <QFileInfo>

namespace konductor::app {

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

action::BulkOutcome notHere(const action::BulkPlan& plan, bool redacted)
{
    action::Outcome outcome;
    outcome.phase = action::Outcome::Phase::Stopped;
    outcome.error = makeError(Error::Kind::Unsupported, {}, spoken("OpenedSnapshot", "a snapshot is no cluster"));
    outcome.explanation = redacted
        ? spoken("OpenedSnapshot",
                 "This is a redacted snapshot: nothing can be run here, and its names are not the cluster's. Whoever "
                 "took it knows those.")
        : spoken("OpenedSnapshot",
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
        this, [this, outcome = notHere(plan, m_redacted)] { emit dryRunFinished(outcome); }, Qt::QueuedConnection);
}

void SnapshotPlanRunner::execute(const action::BulkPlan& plan, action::OnSurprise)
{
    QMetaObject::invokeMethod(
        this, [this, outcome = notHere(plan, m_redacted)] { emit executed(outcome); }, Qt::QueuedConnection);
}

SnapshotContent::SnapshotContent(snapshot::Snapshot taken, const QDateTime& lastWritten)
    : snapshot(std::move(taken))
    , verdicts(snapshot.holders, snapshot.pods)
    , batches(snapshot::batchesOf(snapshot))
    , written(lastWritten)
{
}

OpenedSnapshot::OpenedSnapshot(SnapshotContent content, const QString& path)
    : m_path(QFileInfo(path).absoluteFilePath())
    , m_file(QFileInfo(path).canonicalFilePath())
    , m_content(std::move(content))
    , m_clock(m_content.snapshot.takenAt)
    , m_runner(m_content.snapshot.redacted)
{
}

void OpenedSnapshot::show()
{
    m_goOn = {};
    if (m_shown < m_content.batches.size()) {
        const live::ChangeBatchPtr batch = std::exchange(m_content.batches[m_shown++], nullptr);
        m_mirror.apply(batch);
    }
    if (m_shown < m_content.batches.size()) {
        m_goOn = m_clock.after(0ms, [this] { show(); });
    } else if (const auto done = std::exchange(m_whenShown, nullptr)) {
        done();
    }
}

void OpenedSnapshot::whenShown(std::function<void()> done)
{
    if (m_shown == m_content.batches.size()) {
        done();
    } else {
        m_whenShown = std::move(done);
    }
}

bool OpenedSnapshot::isOf(const QString& path) const
{
    return !m_file.isEmpty() && QFileInfo(path).canonicalFilePath() == m_file;
}

bool OpenedSnapshot::isOutdated() const
{
    return QFileInfo(m_file).lastModified() != m_content.written;
}

} // namespace konductor::app
