// SPDX-License-Identifier: Apache-2.0
#include "ui/models/lessons.h"

#include "core/api/kinds.h"
#include "core/live/clustermirror.h"
#include "ui/models/clusterinsight.h"

#include <algorithm>

namespace konductor::ui {

using namespace Qt::StringLiterals;

namespace {

using Standing = Lesson::Standing;
const QString ns = u"team-a"_s;

/// Lease db has passed from worker-a, whose pod is gone, to somebody who waits.
Standing handedOver(const ObjectIndex& objects, const insight::Insight&)
{
    const auto lease = objects.find<Lease>(ns, u"db"_s);
    if (!lease || lease->status.holder.isEmpty()) {
        return Standing::Unknown;
    }
    return lease->status.holder == u"worker-a" ? Standing::ToDo : Standing::Done;
}

Standing nobodyWaitsInACircle(const ObjectIndex& objects, const insight::Insight& insight)
{
    if (!objects.find<Lease>(ns, u"books"_s) || !objects.find<Lease>(ns, u"rates"_s)) {
        return Standing::Unknown;
    }
    return insight.deadlocks().empty() ? Standing::Done : Standing::ToDo;
}

Standing isOpen(const ObjectIndex& objects, const QString& name)
{
    const auto gate = objects.find<Gate>(ns, name);
    return !gate ? Standing::Unknown : gate->status.phase == GatePhase::Open ? Standing::Done : Standing::ToDo;
}

/// Down to the root: a gate that opens over a lease which is stuck still would close behind the next one.
Standing releaseIsOpen(const ObjectIndex& objects, const insight::Insight& insight)
{
    const Standing lease = handedOver(objects, insight);
    return lease == Standing::Done ? isOpen(objects, u"release"_s) : lease;
}

Standing bulkIsOpen(const ObjectIndex& objects, const insight::Insight&)
{
    return isOpen(objects, u"bulk"_s);
}

Standing quotaAddsUp(const ObjectIndex& objects, const insight::Insight& insight)
{
    const ObjectKey key{Kind::Semaphore, ns, u"quota"_s};
    if (!objects.find(key)) {
        return Standing::Unknown;
    }
    const std::vector<insight::Finding> findings = insight.findingsOf(key);
    const bool tooMany = std::any_of(findings.begin(), findings.end(), [](const insight::Finding& finding) {
        return finding.rule == u"semaphore-overcommitted";
    });
    return tooMany ? Standing::ToDo : Standing::Done;
}

Lesson lostHolder()
{
    return {u"lease-without-ttl-held-by-vanished-pod"_s,
            LessonCourse::tr("Hand a lease over"),
            LessonCourse::tr(
                "The pod of worker-a is gone, but lease db is still its. See to it that one who waits gets the lease."),
            {LessonCourse::tr("Open Leases and choose db: the details say who holds it, who waits and in which order."),
             LessonCourse::tr(
                 "The request of worker-a still exists and has the highest priority: if the lease only expires, "
                 "worker-a wins again."),
             LessonCourse::tr(
                 "Press “Mend…” or choose Hand over in the menu of the lease, look at the calls, then carry them "
                 "out.")},
            LessonCourse::tr(
                "A lease without a TTL never comes back by itself, and who is gone goes on competing until its "
                "request is deleted."),
            handedOver};
}

Lesson circle()
{
    return {u"two-leases-taken-in-opposite-order"_s,
            LessonCourse::tr("Find the deadlock"),
            LessonCourse::tr(
                "ledger-1 and loader-1 have stood still for twenty minutes. Find what each of them waits for, and "
                "break the circle."),
            {LessonCourse::tr("Wait graph draws who waits for whom; what waits in a circle is framed."),
             LessonCourse::tr(
                 "Each holds one of the leases books and rates and waits for the other. One of them has to let go."),
             LessonCourse::tr(
                 "Open Findings, choose the deadlock and press “Mend…”: it releases one lease together with its "
                 "holder's request.")},
            LessonCourse::tr(
                "No expiry breaks a deadlock for good. Taking locks in the same order everywhere keeps it from "
                "coming back."),
            nobodyWaitsInACircle};
}

Lesson overcommitted()
{
    return {u"semaphore-with-more-permits-granted-than-it-has"_s,
            LessonCourse::tr("Permits that do not add up"),
            LessonCourse::tr(
                "The numbers of semaphore quota have not moved for minutes. Find out why, and make them true again."),
            {LessonCourse::tr("Semaphores shows more permits than there are: the bar runs past its end."),
             LessonCourse::tr(
                 "The operator cannot write a negative number of free permits, so the status stands still until "
                 "there are as many permits as were granted, or fewer granted."),
             LessonCourse::tr("Change the semaphore's permits to 6, or release one of the two permits of etl-9.")},
            LessonCourse::tr(
                "The operator grants every permit. A semaphore holds only as long as all who take from it look "
                "first."),
            quotaAddsUp};
}

Lesson closedForEver()
{
    return {u"gate-wants-more-permits-than-there-are"_s,
            LessonCourse::tr("A gate that can never open"),
            LessonCourse::tr("Gate bulk has waited for an hour although nobody holds anything. Get it open."),
            {LessonCourse::tr("Open Gates and choose bulk: each condition says what it wants and what there is."),
             LessonCourse::tr("It wants eight free permits of semaphore slots, which has six."),
             LessonCourse::tr(
                 "Change the semaphore's permits to 8, or the value in the gate's YAML. The operator looks again "
                 "within ten seconds.")},
            LessonCourse::tr("A gate says nothing of conditions that cannot be met: it waits. Findings name them."),
            bulkIsOpen};
}

Lesson toTheRoot()
{
    return {
        u"gate-behind-barrier-behind-lease"_s,
        LessonCourse::tr("From the gate to the root"),
        LessonCourse::tr("Gate release stays closed. Find who is at the root of it, mend that, and get the gate open."),
        {LessonCourse::tr("Choose the gate and follow the sentences of its details, link by link."),
         LessonCourse::tr(
             "The barrier misses worker-c, which waits for lease db, whose holder's pod is gone. Hand the lease "
             "over first."),
         LessonCourse::tr(
             "Nobody drives worker-c in this lesson: choose Arrive at barrier extract and arrive as worker-c.")},
        LessonCourse::tr(
            "What stands in front is rarely what is broken. Follow the links until something waits for nothing."),
        releaseIsOpen};
}

} // namespace

std::vector<Lesson> lessons()
{
    return {lostHolder(), circle(), closedForEver(), overcommitted(), toTheRoot()};
}

LessonCourse::LessonCourse(Lesson lesson, const live::ClusterMirror& mirror, const ClusterInsight& insight,
                           QObject* parent)
    : QObject(parent)
    , m_lesson(std::move(lesson))
    , m_mirror(mirror)
    , m_insight(insight)
{
    connect(&mirror, &live::ClusterMirror::applied, this, &LessonCourse::look);
    connect(&insight, &ClusterInsight::changed, this, &LessonCourse::look);
    look();
}

void LessonCourse::look()
{
    const Standing standing = m_lesson.standing(m_mirror.objects(), m_insight.insight());
    m_begun = m_begun || standing == Standing::ToDo;
    if (m_begun && !m_solved && standing == Standing::Done) {
        m_solved = true;
        emit solved();
    }
}

} // namespace konductor::ui
