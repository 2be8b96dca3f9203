// SPDX-License-Identifier: Apache-2.0
#include "tests/replay/unwell.h"

#include <QJsonArray>
#include <QSet>

#include <functional>
#include <vector>

using namespace Qt::StringLiterals;

namespace konductor::test {

namespace {

QJsonObject part(const QJsonObject& object, QLatin1String name)
{
    return object[name].toObject();
}

/// The question of one rule, about one object.
struct Look {
    const ObjectKey& key;
    const QJsonObject& object;
    const RecordedState& state;
    Timestamp now;

    QJsonObject spec() const { return part(object, "spec"_L1); }
    QJsonObject status() const { return part(object, "status"_L1); }
    bool hasPhase(QLatin1String phase) const { return status()["phase"_L1].toString() == phase; }
};

bool isPast(const QJsonValue& time, Timestamp now)
{
    const auto read = parseTimestamp(time.toString());
    return read && *read <= now;
}

/// Of this kind, labelled as parts of this object.
std::vector<QJsonObject> labelled(Kind kind, const Look& look)
{
    std::vector<QJsonObject> found;
    for (const auto& [key, object] : look.state) {
        const QJsonObject labels = object["metadata"_L1]["labels"_L1].toObject();
        if (key.kind == kind && key.ns == look.key.ns
            && labels[kindInfo(kind).parentLabel.toString()].toString() == look.key.name) {
            found.push_back(object);
        }
    }
    return found;
}

/// Every permit counts, granted or not, until its own end.
qint64 countingPermits(const Look& look)
{
    const auto permits = labelled(Kind::Permit, look);
    return std::count_if(permits.begin(), permits.end(), [&](const QJsonObject& permit) {
        return !isPast(permit["status"_L1]["expiresAt"_L1], look.now);
    });
}

bool morePermitsThanThereAre(const Look& look)
{
    return countingPermits(look) > look.spec()["permits"_L1].toInteger();
}

bool labelNamesAnother(const Look& look)
{
    const QString label = kindInfo(look.key.kind).parentLabel.toString();
    return look.object["metadata"_L1]["labels"_L1][label].toString() != look.spec()[label].toString();
}

bool hasNoController(const Look& look)
{
    const QString parent = look.spec()[kindInfo(look.key.kind).parentLabel.toString()].toString();
    for (const QJsonValue& owner : look.object["metadata"_L1]["ownerReferences"_L1].toArray()) {
        if (owner["controller"_L1].toBool() && owner["name"_L1].toString() == parent) {
            const auto primitive = look.state.find({*kindInfo(look.key.kind).parent, look.key.ns, parent});
            return primitive == look.state.end()
                || primitive->second["metadata"_L1]["uid"_L1] != owner["uid"_L1]; // of one that had this name before
        }
    }
    return true;
}

bool someoneArrivedTwice(const Look& look)
{
    QSet<QString> holders;
    const auto arrivals = labelled(Kind::Arrival, look);
    for (const QJsonObject& arrival : arrivals) {
        holders.insert(arrival["spec"_L1]["holder"_L1].toString());
    }
    return holders.size() < std::ssize(arrivals);
}

bool moreArrivedThanExpected(const Look& look)
{
    return std::ssize(labelled(Kind::Arrival, look)) > look.spec()["expected"_L1].toInteger();
}

/// The four that the operator evaluates.
bool hasConditionOutsideTheTable(const Look& look)
{
    const auto conditions = look.spec()["conditions"_L1].toArray();
    return std::any_of(conditions.begin(), conditions.end(), [](const QJsonValue& condition) {
        const QString type = condition["type"_L1].toString();
        const QString state = condition["state"_L1].toString();
        return !((type == "Job"_L1 && state == "Complete"_L1) || (type == "Barrier"_L1 && state == "Open"_L1)
                 || (type == "Lease"_L1 && state == "Available"_L1)
                 || (type == "Semaphore"_L1 && !condition["value"_L1].isUndefined()));
    });
}

/// It wants more permits than the semaphore has, a job that failed, or a barrier past its time.
bool hasConditionThatCannotComeTrue(const Look& look)
{
    const auto conditions = look.spec()["conditions"_L1].toArray();
    return std::any_of(conditions.begin(), conditions.end(), [&](const QJsonValue& condition) {
        const auto kind = kindFromText(condition["type"_L1].toString());
        const auto target =
            kind ? look.state.find({*kind, look.key.ns, condition["name"_L1].toString()}) : look.state.end();
        if (target == look.state.end()) {
            return false;
        }
        const QJsonObject& object = target->second;
        const auto jobConditions = object["status"_L1]["conditions"_L1].toArray();
        return (kind == Kind::Semaphore
                && condition["value"_L1].toInteger() > object["spec"_L1]["permits"_L1].toInteger())
            || (kind == Kind::Barrier && object["status"_L1]["phase"_L1].toString() == "Failed"_L1)
            || (kind == Kind::Job && std::any_of(jobConditions.begin(), jobConditions.end(), [](const QJsonValue& c) {
                    return c["type"_L1].toString() == "Failed"_L1 && c["status"_L1].toString() == "True"_L1;
                }));
    });
}

bool isHeldWithoutARequest(const Look& look)
{
    const QString holder = look.status()["holder"_L1].toString();
    const auto requests = labelled(Kind::LeaseRequest, look);
    return !holder.isEmpty() && std::none_of(requests.begin(), requests.end(), [&](const QJsonObject& request) {
        return request["spec"_L1]["holder"_L1].toString() == holder;
    });
}

/// Granted once, and somebody else has the lease now.
bool competesAgain(const Look& look)
{
    const auto lease =
        look.state.find({Kind::Lease, look.key.ns, look.object["metadata"_L1]["labels"_L1]["lease"_L1].toString()});
    const QString holder = lease == look.state.end() ? QString() : lease->second["status"_L1]["holder"_L1].toString();
    return look.hasPhase("Granted"_L1) && !holder.isEmpty() && holder != look.spec()["holder"_L1].toString();
}

bool hasAReaderTwice(const Look& look)
{
    const auto readers = look.status()["readHolders"_L1].toVariant().toStringList();
    return QSet<QString>(readers.begin(), readers.end()).size() < readers.size();
}

} // namespace

bool isUnwell(const QString& rule, const ObjectKey& key, const RecordedState& state, Timestamp now)
{
    static const std::map<QString, std::function<bool(const Look&)>> looks{
        {u"barrier-failed"_s, [](const Look& look) { return look.hasPhase("Failed"_L1); }},
        {u"child-without-label"_s, labelNamesAnother},
        {u"child-without-owner"_s, hasNoController},
        {u"duplicate-arrival"_s, someoneArrivedTwice},
        {u"expected-below-arrivals"_s, moreArrivedThanExpected},
        {u"gate-failed"_s, [](const Look& look) { return look.hasPhase("Failed"_L1); }},
        {u"gate-impossible-condition"_s, hasConditionThatCannotComeTrue},
        {u"gate-unsupported-condition"_s, hasConditionOutsideTheTable},
        {u"lease-held-without-request"_s, isHeldWithoutARequest},
        {u"rwmutex-reader-twice"_s, hasAReaderTwice},
        {u"semaphore-overcommitted"_s, morePermitsThanThereAre},
        {u"semaphore-permits-below-use"_s, morePermitsThanThereAre},
        {u"zombie-request"_s, competesAgain},
    };
    const auto look = looks.find(rule);
    const auto object = state.find(key);
    return look != looks.end() && object != state.end() && look->second({key, object->second, state, now});
}

} // namespace konductor::test
