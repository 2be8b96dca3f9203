// SPDX-License-Identifier: Apache-2.0
#include "ui/models/clusterinsight.h"

#include "core/base/text.h"
#include "core/base/words.h"
#include "core/insight/handoverjam.h"

namespace konductor::ui {

using namespace std::chrono_literals;

namespace {
constexpr qsizetype mostToldAtOnce = 2'000;
constexpr std::chrono::milliseconds betweenTellings = 1s;
/// Looking at a cluster once costs less than taking in the slices of its list one by one, if they are this large.
constexpr size_t mostTakenInSingly = 1'000;
constexpr qsizetype large = 5'000;
constexpr std::chrono::milliseconds standsStill = 50ms;
constexpr std::chrono::milliseconds longestBehind = 1s;
constexpr size_t mostWorkedOffAtOnce = 100;
/// Of a frame of 16 ms, what leaves room for the batch and the painting.
constexpr std::chrono::milliseconds atATime = 6ms;
} // namespace

ClusterInsight::ClusterInsight(const live::ClusterMirror& mirror, Clock& clock, QObject* parent)
    : QObject(parent)
    , m_mirror(mirror)
    , m_clock(clock)
    , m_insight(mirror.objects())
{
    m_surroundings.verdicts = m_verdicts;
    lookAtAll();
    connect(&mirror, &live::ClusterMirror::applied, this, &ClusterInsight::take);
    connect(&mirror, &live::ClusterMirror::wasReset, this, &ClusterInsight::lookAtAll);
}

const std::vector<insight::NotedFinding>& ClusterInsight::findings() const
{
    if (!m_findings) {
        m_findings = m_insight.notedFindings();
    }
    return *m_findings;
}

const insight::FindingCounts& ClusterInsight::findingCounts() const
{
    if (!m_counts) {
        m_counts = m_insight.findingCounts();
    }
    return *m_counts;
}

void ClusterInsight::take(const live::ChangeBatch& batch)
{
    const bool elsewhere = (!batch.scopes.empty() || batch.connection) && refreshSurroundings();
    if (isSliceOfAList(batch) || (elsewhere && isLarge())) {
        lookAtAllSoon();
        return;
    }
    if (m_lookAtAll.isPending()) {
        return; // the index holds the batch
    }
    if (elsewhere) {
        lookAtAll();
        return;
    }
    std::vector<insight::ObjectChange> changes;
    changes.reserve(batch.changes.size());
    for (const live::Change& change : batch.changes) {
        changes.push_back({change.before, change.after});
    }
    m_insight.enqueue(changes, now());
    if (changes.size() > mostWorkedOffAtOnce) {
        workLater(); // the other models have taken long enough for such a batch
    } else {
        work();
    }
}

/// Of a kind that is not yet known. A lively cluster can make as many changes while this thread was away; those are
/// taken in, because looking at everything instead would keep it away for longer still.
bool ClusterInsight::isSliceOfAList(const live::ChangeBatch& batch) const
{
    if (batch.changes.size() <= mostTakenInSingly) {
        return false;
    }
    const live::Change& first = batch.changes.front();
    return !m_surroundings.knows((first.after ? first.after : first.before)->kind);
}

bool ClusterInsight::isLarge() const
{
    return m_mirror.objects().count() > large;
}

void ClusterInsight::lookAtAllSoon()
{
    m_goOn = {};
    const std::chrono::milliseconds time = m_clock.monotonic();
    if (!m_lookAtAll.isPending()) {
        m_behindSince = time;
    }
    const auto most = std::max(m_behindSince + longestBehind - time, 0ms);
    m_lookAtAll = m_clock.after(std::min<std::chrono::milliseconds>(standsStill, most), [this] { lookAtAll(); });
}

void ClusterInsight::lookAtAll()
{
    m_lookAtAll = {};
    m_insight.startOver(m_surroundings);
    m_differs = true;
    work();
}

/// For as long as the window can do without its thread; the rest when it has nothing else to do.
void ClusterInsight::work()
{
    m_goOn = {};
    const std::chrono::milliseconds end = m_clock.monotonic() + atATime;
    m_differs = m_insight.catchUp(now(), [&] { return m_clock.monotonic() < end; }) || m_differs;
    if (m_insight.isBehind()) {
        workLater();
    } else {
        lookLater();
    }
    if (m_differs) {
        tellChanged();
    }
}

/// What insight knows from elsewhere than the objects. Absence means something only in kinds that are listed and
/// current. Looking at everything anew is costly, so only when something differs; the clock's offset is an estimate
/// that moves a little all the time.
bool ClusterInsight::refreshSurroundings()
{
    insight::Surroundings surroundings;
    surroundings.verdicts = m_verdicts;
    surroundings.clockOffset = m_surroundings.clockOffset;
    surroundings.clockUncertainty = m_surroundings.clockUncertainty;
    surroundings.operatorState = m_surroundings.operatorState;
    for (int i = 0; i < kindCount; ++i) {
        const live::ScopeState scope = m_mirror.scope(static_cast<Kind>(i));
        surroundings.known[static_cast<size_t>(i)] = scope.phase == live::ScopeState::Phase::Live;
        if (scope.phase == live::ScopeState::Phase::NotInstalled) {
            surroundings.notInstalled.push_back(static_cast<Kind>(i));
        }
    }
    const live::ConnectionState& connection = m_mirror.connection();
    if (std::chrono::abs(connection.clockOffset - m_surroundings.clockOffset) > 1s) {
        surroundings.clockOffset = connection.clockOffset;
        surroundings.clockUncertainty = connection.clockUncertainty;
    }
    if (surroundings.known == m_surroundings.known && surroundings.notInstalled == m_surroundings.notInstalled
        && surroundings.clockOffset == m_surroundings.clockOffset) {
        return false;
    }
    m_surroundings = surroundings;
    return true;
}

void ClusterInsight::setVerdicts(const insight::HolderVerdicts& verdicts)
{
    m_verdicts = &verdicts;
    m_surroundings.verdicts = m_verdicts;
    lookAtAll();
}

void ClusterInsight::setOperator(const insight::OperatorState& state)
{
    if (state == m_surroundings.operatorState) {
        return;
    }
    m_surroundings.operatorState = state;
    if (!m_lookAtAll.isPending()) {
        m_insight.setSurroundings(m_surroundings, now()); // costs nothing: it concerns no object
    }
    tellChanged();
}

void ClusterInsight::takePods(const live::PodBatchPtr& batch)
{
    std::vector<insight::Place> concerned;
    for (const live::PodStep& step : batch->steps) {
        m_book.pod(step.before, step.after, now());
        const std::vector<insight::Place> more = insight::HolderBook::concernedBy(step.before, step.after);
        concerned.insert(concerned.end(), more.begin(), more.end());
    }
    const bool coverageDiffers = !(batch->coverage == m_book.coverage());
    m_book.setCoverage(batch->coverage);
    if (coverageDiffers && isLarge()) {
        lookAtAllSoon();
    } else if (m_lookAtAll.isPending()) {
        return;
    } else if (coverageDiffers) {
        lookAtAll(); // what absence means has changed for everybody
    } else {
        m_insight.enqueueHolders(concerned);
        work();
    }
}

void ClusterInsight::tellChanged()
{
    if (!m_insight.isBehind() && (!m_counts || m_counts->total() <= mostToldAtOnce)) {
        emitChanged();
    } else if (!m_tellLater.isPending()) {
        m_tellLater = m_clock.after(betweenTellings, [this] { emitChanged(); });
    }
}

void ClusterInsight::emitChanged()
{
    m_tellLater.cancel();
    m_differs = false;
    m_findings.reset();
    m_counts.reset();
    emit changed();
}

void ClusterInsight::look()
{
    if (m_lookAtAll.isPending()) {
        return;
    }
    m_insight.enqueue({}, now());
    work();
}

void ClusterInsight::workLater()
{
    m_goOn = m_clock.after(0ms, [this] { work(); });
}

void ClusterInsight::lookLater()
{
    const auto next = m_insight.nextLook();
    if (!next) {
        m_timer.cancel();
        return;
    }
    // A little late rather than a little early; never in a hot loop, should the clocks differ.
    m_timer = m_clock.after(std::clamp<std::chrono::milliseconds>(*next - now() + 5ms, 100ms, 1h), [this] { look(); });
}

QString ClusterInsight::handOverJam(const ObjectKey& lease, const QString& heir) const
{
    const std::vector<insight::WaitNode> way = insight::handOverJam(insight().graph(), lease, heir);
    if (way.empty()) {
        return {};
    }
    const insight::WaitNode& last = way.back();
    const QString name = isolated(visibleText(last.name));
    return last.isHolder()
        ? inWords("Plan",
                  "%1 waits for %2, and %2 for this lease: with %1 as its holder neither gets on. Hand it to %2 first.")
              .arg(isolated(visibleText(heir)), name)
        : inWords("Plan", "%1 waits for %2, and that for this lease: with %1 as its holder neither gets on.")
              .arg(isolated(visibleText(heir)), isolated(kindInfo(*last.kind).name.toString() + u' ' + name));
}

QStringList ClusterInsight::missingAt(const ObjectKey& barrier) const
{
    QStringList names;
    for (const insight::Need& need : insight().graph().needs(insight::WaitNode::of(barrier))) {
        for (const insight::WaitNode& who : need.of) {
            if (need.reason == insight::Need::Reason::MissingArrival && who.isHolder()) {
                names.append(who.name);
            }
        }
    }
    return names;
}

} // namespace konductor::ui
