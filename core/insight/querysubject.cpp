// SPDX-License-Identifier: Apache-2.0
#include "core/insight/querysubject.h"

#include "core/api/kinds.h"

namespace konductor::insight {

namespace {

double seconds(Timestamp from, Timestamp until)
{
    return std::chrono::duration<double>(until - from).count();
}

} // namespace

QueryCandidate::QueryCandidate(const ObjectIndex& objects, Timestamp now,
                               std::function<QStringList(const ObjectKey&)> findings)
    : m_objects(objects)
    , m_now(now)
    , m_findings(std::move(findings))
{
    m_subject.findHolders = [this] {
        QStringList holders;
        if (kindInfo(m_target->kind).parent) {
            const ObjectPtr member = m_objects.find(*m_target);
            return member ? QStringList{specHolder(*member)} : holders;
        }
        for (const Hold& hold : holds()) {
            holders.append(hold.holder);
        }
        return holders;
    };
    m_subject.labels = [this] {
        QStringList labels;
        if (const ObjectPtr object = m_objects.find(*m_target)) {
            for (const auto& [key, value] : object->meta.labels.asKeyValueRange()) {
                labels << key << key + u'=' + value;
            }
        }
        return labels;
    };
    m_subject.measure = [this](Measure measure) { return values(measure); };
    if (m_findings) {
        m_subject.findings = [this] { return m_findings(*m_target); };
    }
}

void QueryCandidate::setCluster(const QString& name)
{
    m_cluster = name;
    m_subject.cluster = m_cluster;
}

const QuerySubject& QueryCandidate::at(const ObjectKey& target, const Hold* hold)
{
    if (!m_target || !(*m_target == target)) {
        const ObjectPtr object = m_objects.find(target);
        m_phase = object ? phaseText(*object) : QString();
        m_target = target;
        m_subject.name = m_target->name;
        m_subject.ns = m_target->ns;
        m_subject.kind = kindInfo(target.kind).singular;
        m_subject.phase = m_phase;
    }
    m_hold = hold;
    m_subject.holder = hold ? QStringView(hold->holder) : QStringView();
    return m_subject;
}

std::vector<Hold> QueryCandidate::holds() const
{
    return m_hold ? std::vector{*m_hold} : holdsOf(*m_target, m_objects, m_now);
}

std::vector<double> QueryCandidate::values(Measure measure) const
{
    if (measure == Measure::Age) {
        const ObjectPtr object = m_objects.find(*m_target);
        return object && object->meta.creationTimestamp ? std::vector{seconds(*object->meta.creationTimestamp, m_now)}
                                                        : std::vector<double>();
    }
    if (measure == Measure::Waiters) {
        return {static_cast<double>(waitersAt(*m_target, m_objects, m_now).count)};
    }
    std::vector<double> found;
    for (const Hold& hold : holds()) {
        if (measure == Measure::Ttl && hold.until && !hold.waits()) {
            found.push_back(seconds(m_now, *hold.until));
        } else if (measure == Measure::Held && hold.since && !hold.waits()) {
            found.push_back(seconds(*hold.since, m_now));
        } else if (measure == Measure::Waited && hold.since && hold.waits()) {
            found.push_back(seconds(*hold.since, m_now));
        }
    }
    return found;
}

} // namespace konductor::insight
