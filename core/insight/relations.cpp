// SPDX-License-Identifier: Apache-2.0
#include "core/insight/relations.h"

#include "core/api/kinds.h"
#include "core/insight/waitgraph.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace konductor::insight {

namespace {

void takeOut(std::set<ObjectKey>& set, const ObjectKey& value)
{
    set.erase(value);
}

void takeOut(QSet<QString>& set, const QString& value)
{
    set.remove(value);
}

template <class Map, class Key, class Value> void take(Map& map, const Key& key, const Value& value)
{
    const auto found = map.find(key);
    if (found != map.end()) {
        takeOut(*found, value);
        if (found->empty()) {
            map.erase(found);
        }
    }
}

bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

std::vector<ObjectKey> keysOf(const std::set<ObjectKey>& set)
{
    return {set.begin(), set.end()};
}

std::vector<QString> sortedNames(const QSet<QString>& names)
{
    std::vector<QString> sorted(names.begin(), names.end());
    std::sort(sorted.begin(), sorted.end());
    return sorted;
}

} // namespace

QStringList possibleJobs(const QString& holder)
{
    const qsizetype dash = holder.lastIndexOf(u'-');
    if (dash <= 0 || holder.size() - dash - 1 != 5) {
        return {};
    }
    QStringList jobs{holder.left(dash)};
    const qsizetype second = holder.lastIndexOf(u'-', dash - 1);
    if (second > 0 && second + 1 < dash && std::all_of(holder.begin() + second + 1, holder.begin() + dash, isDigit)) {
        jobs.append(holder.left(second));
    }
    return jobs;
}

QString namePattern(const QString& holder)
{
    const qsizetype dash = holder.lastIndexOf(u'-');
    if (dash <= 0 || dash + 1 == holder.size()) {
        return {};
    }
    const QStringView suffix = QStringView(holder).mid(dash + 1);
    if (std::all_of(suffix.begin(), suffix.end(), isDigit)) {
        return holder.left(dash + 1) + u'#';
    }
    const bool letters = std::none_of(suffix.begin(), suffix.end(), isDigit);
    return holder.left(dash + 1) + QString(suffix.size(), letters ? u'@' : u'*');
}

std::vector<QString> holdersNamedBy(const Object& object)
{
    QStringList names;
    if (const auto* lease = as<Lease>(&object)) {
        names.append(lease->status.holder);
    } else if (const auto* mutex = as<Mutex>(&object)) {
        names.append(mutex->status.holder);
    } else if (const auto* rw = as<RWMutex>(&object)) {
        names = rw->status.readHolders;
        names.append(rw->status.writeHolder);
    } else if (const auto* once = as<Once>(&object)) {
        names.append(once->status.executor);
    } else {
        names.append(specHolder(object));
    }
    names.removeAll(QString());
    names.removeDuplicates();
    return {names.begin(), names.end()};
}

std::vector<ObjectKey> targetsOf(const Object& object)
{
    std::set<ObjectKey> targets;
    if (const auto* gate = as<Gate>(&object)) {
        for (const GateCondition& condition : gate->spec.conditions) {
            if (const auto kind = kindFromText(condition.type)) {
                targets.insert({*kind, condition.ns.isEmpty() ? gate->meta.ns : condition.ns, condition.name});
            }
        }
    }
    return keysOf(targets);
}

void Relations::mention(const QString& ns, const QString& holder, const ObjectKey& by)
{
    m_mentions[{ns, holder}].insert(by);
    if (const QString pattern = namePattern(holder); !pattern.isEmpty()) {
        m_families[{ns, pattern}].insert(holder);
        if (by.kind == Kind::Arrival) {
            m_familyArrivals[{ns, pattern}].insert(by);
        }
    }
    for (const QString& job : possibleJobs(holder)) {
        m_podsOfJob[{ns, job}].insert(holder);
    }
}

void Relations::unmention(const QString& ns, const QString& holder, const ObjectKey& by)
{
    take(m_mentions, Place(ns, holder), by);
    const QString pattern = namePattern(holder);
    if (by.kind == Kind::Arrival && !pattern.isEmpty()) {
        take(m_familyArrivals, Place(ns, pattern), by);
    }
    if (m_mentions.contains({ns, holder})) {
        return;
    }
    take(m_families, Place(ns, pattern), holder);
    for (const QString& job : possibleJobs(holder)) {
        take(m_podsOfJob, Place(ns, job), holder);
    }
}

void Relations::apply(const ObjectPtr& before, const ObjectPtr& after)
{
    const auto namedBefore = before ? holdersNamedBy(*before) : std::vector<QString>();
    const auto namedAfter = after ? holdersNamedBy(*after) : std::vector<QString>();
    if (!before || !after || namedBefore != namedAfter) { // most changes name whom they named before
        for (const QString& holder : namedBefore) {
            unmention(before->meta.ns, holder, before->key());
        }
        for (const QString& holder : namedAfter) {
            mention(after->meta.ns, holder, after->key());
        }
    }
    if ((after ? after : before)->kind != Kind::Gate) {
        return;
    }
    if (before) {
        for (const ObjectKey& target : targetsOf(*before)) {
            take(m_gates, target, before->key());
        }
    }
    if (after) {
        for (const ObjectKey& target : targetsOf(*after)) {
            m_gates[target].insert(after->key());
        }
    }
}

std::vector<ObjectKey> Relations::mentions(const QString& ns, const QString& holder) const
{
    const auto found = m_mentions.constFind({ns, holder});
    return found == m_mentions.constEnd() ? std::vector<ObjectKey>() : keysOf(*found);
}

std::vector<std::pair<QString, QString>> Relations::holders() const
{
    return {m_mentions.keyBegin(), m_mentions.keyEnd()};
}

std::vector<ObjectKey> Relations::gatesOn(const ObjectKey& target) const
{
    const auto found = m_gates.constFind(target);
    return found == m_gates.constEnd() ? std::vector<ObjectKey>() : keysOf(*found);
}

std::vector<QString> Relations::family(const QString& ns, const QString& holder) const
{
    const auto found = m_families.constFind({ns, namePattern(holder)});
    if (found == m_families.constEnd() || static_cast<size_t>(found->size()) > largestFamily) {
        return {};
    }
    return sortedNames(*found);
}

std::vector<QString> Relations::podsOfJob(const ObjectKey& job) const
{
    return sortedNames(m_podsOfJob.value({job.ns, job.name}));
}

std::vector<ObjectKey> Relations::arrivalsOfFamily(const QString& ns, const QString& holder) const
{
    const Place place(ns, namePattern(holder));
    // One above the limit is a family that has just become too large: its barriers infer no longer.
    const auto members = m_families.constFind(place);
    if (members != m_families.constEnd() && static_cast<size_t>(members->size()) > largestFamily + 1) {
        return {};
    }
    const auto found = m_familyArrivals.constFind(place);
    return found == m_familyArrivals.constEnd() ? std::vector<ObjectKey>() : keysOf(*found);
}

} // namespace konductor::insight
