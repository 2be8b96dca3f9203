// SPDX-License-Identifier: Apache-2.0
#include "tests/replay/checker.h"

#include "core/api/encoder.h"

#include <QJsonArray>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace konductor::test {

namespace {

using rules::Write;
using std::chrono::milliseconds;

/// How long before its write came back a reconcile may have read its clock.
constexpr milliseconds longestRead(500);
constexpr std::array readBefore{milliseconds(0),   milliseconds(2),   milliseconds(5),
                                milliseconds(10),  milliseconds(25),  milliseconds(50),
                                milliseconds(100), milliseconds(250), longestRead};
constexpr size_t mostStates = 64;

/// A status as both sides can be compared: arrivals come in no particular order, and an empty text, which the operator
/// may write where the schema wants one, is as good as none.
QJsonObject comparable(QJsonObject status)
{
    for (const QString& name : status.keys()) {
        if (status.value(name) == QJsonValue(QString())) {
            status.remove(name);
        }
    }
    const auto arrivals = status.constFind("arrivals"_L1);
    if (arrivals != status.constEnd() && arrivals->isArray()) {
        QStringList holders = arrivals->toVariant().toStringList();
        holders.sort();
        status["arrivals"_L1] = QJsonArray::fromStringList(holders);
    }
    return status;
}

QJsonObject statusOf(const QJsonObject& json)
{
    return comparable(json["status"_L1].toObject());
}

/// The model's status for the object, with what was in it and is no field of the model's.
QJsonObject modelStatus(const Write& write, const QJsonObject& before)
{
    QJsonObject status = statusJson(*write.object);
    if (const QJsonValue conditions = before["status"_L1]["conditions"_L1]; !conditions.isUndefined()) {
        status["conditions"_L1] = conditions;
    }
    return comparable(status);
}

const Write* writeTo(const ObjectKey& key, const rules::Outcome& outcome)
{
    const auto found = std::find_if(outcome.writes.begin(), outcome.writes.end(),
                                    [&key](const Write& write) { return write.key == key && !write.refusedBySchema; });
    return found == outcome.writes.end() ? nullptr : &*found;
}

/// The status that comes closest to the operator's among those that the model would write.
struct Nearest {
    std::optional<QJsonObject> status;
    size_t wrong = SIZE_MAX;

    void consider(const TraceEvent& event, const rules::Outcome& outcome)
    {
        const Write* write = writeTo(event.key, outcome);
        if (write && write->type == Write::Type::UpdateStatus && wrong > 0) {
            const QJsonObject model = modelStatus(*write, event.beforeJson);
            if (const size_t count = differences(statusOf(event.json), model, {}).size(); count < wrong) {
                wrong = count;
                status = model;
            }
        }
    }
};

/// The object is gone, or is to go once its finalizers are done.
bool isDeletion(const TraceEvent& event)
{
    return event.type == TraceEvent::Type::Deleted
        || (event.object->meta.deletionTimestamp && event.before && !event.before->meta.deletionTimestamp);
}

} // namespace

Checker::Checker(const Track& track, const Trace& trace, const Paces& paces)
    : m_track(track)
    , m_trace(trace)
    , m_paces(paces)
    , m_wakes(wakesOf(track, trace, paces))
{
}

std::optional<Divergence> Checker::checkWrite(size_t step)
{
    const TraceEvent& event = *m_track.steps()[step].event;
    Nearest nearest;
    Timestamp earliest = Timestamp::max();
    for (size_t count = step; step - count < mostStates; --count) {
        // The write is guarded by the version it was decided at, so that one is certain; the rest may be older.
        ObjectIndex seen = m_track.state(count);
        if (event.before) {
            seen.insert(event.before);
        }
        for (const milliseconds ago : readBefore) {
            const Timestamp now = event.time - ago;
            const bool made =
                now >= m_clock && anyOutcome(m_track.key(), seen, now, [&](const rules::Outcome& outcome) {
                    nearest.consider(event, outcome);
                    return wokenFor(event, now, step) && makes(outcome, step);
                });
            earliest = made ? std::min(earliest, now) : earliest;
        }
        if (count == 0 || m_track.steps()[count - 1].event->time < event.time - longestRead) {
            break;
        }
    }
    if (earliest == Timestamp::max()) {
        return notMade(step, nearest.status);
    }
    m_clock = m_clocks[step] = earliest;
    return std::nullopt;
}

/// Whether the outcome has the step's write, and every write before it in the same reconcile has been made. Permits
/// are granted in no particular order, so that only the last write, the primitive's own, has a place.
bool Checker::makes(const rules::Outcome& outcome, size_t step) const
{
    const TraceEvent& event = *m_track.steps()[step].event;
    const Write* write = writeTo(event.key, outcome);
    if (!write || (write->type == Write::Type::Delete) != isDeletion(event)) {
        return false;
    }
    if (write->type == Write::Type::UpdateStatus && statusOf(event.json) != modelStatus(*write, event.beforeJson)) {
        return false;
    }
    return event.key != m_track.key()
        || std::all_of(outcome.writes.begin(), outcome.writes.end(),
                       [&](const Write& earlier) { return earlier.key == event.key || made(earlier, step); });
}

bool Checker::made(const Write& write, size_t step) const
{
    const Timestamp since = m_track.steps()[step].event->time - longestRead;
    bool latest = true;
    for (size_t i = step; i-- > 0;) {
        const TraceEvent& event = *m_track.steps()[i].event;
        if (event.key != write.key) {
            continue;
        }
        if (!latest && event.time < since) {
            return false;
        }
        if (statusJson(*event.object) == statusJson(*write.object)) {
            return true;
        }
        latest = false;
    }
    return false;
}

bool Checker::wokenFor(const TraceEvent& event, Timestamp now, size_t step) const
{
    return std::any_of(m_wakes.begin(), m_wakes.end(), [&](const Wake& wake) {
        return wake.steps <= step && wake.from - Pace::early <= now && event.time <= wake.to + paceAt(wake.to).bound;
    });
}

Divergence Checker::notMade(size_t step, const std::optional<QJsonObject>& nearest) const
{
    const TraceEvent& event = *m_track.steps()[step].event;
    Divergence divergence{Divergence::Type::NotMade, event.key, event.time, event.line, {}, {}};
    if (isDeletion(event)) {
        divergence.what = u"the operator deletes it, the model does not"_s;
    } else if (!nearest) {
        divergence.what = u"the operator writes it, the model has nothing to write"_s;
        divergence.fields = differences(statusOf(event.json), statusOf(event.beforeJson), u"status"_s);
    } else {
        divergence.fields = differences(statusOf(event.json), *nearest, u"status"_s);
        divergence.what = !divergence.fields.empty() ? u"the operator and the model write different things"_s
            : wokenFor(event, event.time, step)
            ? u"the operator writes it before what it writes first in the same reconcile"_s
            : u"the operator writes what the model would, but nothing has woken it"_s;
    }
    return divergence;
}

std::vector<Divergence> Checker::checkDue(int& checks)
{
    std::vector<Divergence> found;
    const auto check = [&](Wake wake) {
        const auto clock = m_clocks.lower_bound(wake.steps);
        wake.notBefore = clock == m_clocks.begin() ? wake.notBefore : std::prev(clock)->second;
        if (isExcused(wake)) {
            return;
        }
        ++checks;
        if (auto divergence = missing(wake)) {
            found.push_back(std::move(*divergence));
        }
    };
    for (const Wake& wake : m_wakes) {
        check(wake);
    }
    // A reconcile that wrote a child goes on to its next write, whether the child wakes it or not.
    for (size_t i = 0; i < m_track.steps().size(); ++i) {
        const Step& step = m_track.steps()[i];
        if (step.event->byOperator && !step.own && writer(*step.event->object) == m_track.key()) {
            check({step.event->time, step.event->time, i + 1, true, u"its write to "_s + toString(step.event->key)});
        }
    }
    return found;
}

bool Checker::isExcused(const Wake& wake) const
{
    const Timestamp last = wake.to + paceAt(wake.to).bound;
    return !wake.certain || last > m_trace.end
        || std::any_of(m_trace.pauses.begin(), m_trace.pauses.end(),
                       [&](const Pause& pause) { return pause.from <= last && wake.from < pause.to; });
}

std::optional<Divergence> Checker::missing(const Wake& wake) const
{
    const auto due = unmet(m_track, wake, m_paces);
    if (!due) {
        return std::nullopt;
    }
    Divergence divergence{Divergence::Type::Missing, due->write.key, wake.from, 0, {}, {}};
    const bool deletes = due->write.type == Write::Type::Delete;
    divergence.what = u"%1 is due because of %2; the operator has not made it within %3 ms"_s
                          .arg(deletes ? u"its deletion"_s : u"a write"_s, wake.cause)
                          .arg(paceAt(wake.to).bound.count());
    if (due->found && !deletes) {
        divergence.fields = differences(statusJson(*due->found), statusJson(*due->write.object), u"status"_s);
    }
    return divergence;
}

} // namespace konductor::test
