// SPDX-License-Identifier: Apache-2.0
#include "core/action/comparison.h"

#include "core/action/difference.h"
#include "core/action/prediction.h"
#include "core/api/encoder.h"
#include "core/base/joined.h"
#include "core/base/text.h"
#include "core/base/words.h"

#include <QJsonArray>

#include <algorithm>
#include <set>

using namespace Qt::StringLiterals;

namespace konductor::action {

namespace {

/// Without times: the model's clock is not the operator's. Lists of holders have no order.
QJsonObject comparableStatus(const Object& object)
{
    QJsonObject status = statusJson(object);
    for (const QString& name : status.keys()) {
        if (name.endsWith(u"At"_s)) {
            status.insert(name, u"a time"_s);
        }
    }
    if (status.contains(u"arrivals"_s)) {
        QStringList holders;
        for (const QJsonValue& holder : status.value(u"arrivals"_s).toArray()) {
            holders.append(holder.toString());
        }
        holders.sort();
        status.insert(u"arrivals"_s, QJsonArray::fromStringList(holders));
    }
    return status;
}

bool isTie(const QString& field, const QJsonValue& predicted, const QJsonValue& seen, const Prediction& prediction)
{
    return field == "holder"_L1 && prediction.tied.contains(predicted.toString())
        && prediction.tied.contains(seen.toString());
}

std::vector<Spoken> statusDeviations(const Object& predicted, const Object& seen, const Prediction& prediction)
{
    const QJsonObject a = comparableStatus(predicted);
    const QJsonObject b = comparableStatus(seen);
    QStringList names = a.keys() + b.keys();
    names.removeDuplicates();
    names.sort();
    std::vector<Spoken> lines;
    for (const QString& name : names) {
        if (a.value(name) != b.value(name) && !isTie(name, a.value(name), b.value(name), prediction)) {
            lines.push_back(spoken("Plan", "%1: status.%2: predicted %3, seen %4")
                                .arg(toString(seen.key()), name, valueText(a.value(name)), valueText(b.value(name))));
        }
    }
    return lines;
}

/// Which request of a tie is granted is open too; and without sight of jobs nobody can say what a gate will be.
bool cannotBeTold(const ObjectPtr& object, const Prediction& prediction)
{
    return (object->kind == Kind::LeaseRequest && !prediction.tied.isEmpty())
        || (object->kind == Kind::Gate && prediction.after.count(Kind::Job) == 0);
}

void compareOne(Comparison& comparison, const ObjectKey& key, const Prediction& prediction, const ObjectIndex& before,
                const ObjectIndex& seenObjects)
{
    const ObjectPtr predicted = prediction.after.find(key);
    const ObjectPtr seen = seenObjects.find(key);
    std::vector<Spoken> lines;
    if (!predicted != !seen) {
        comparison.disturbed = true;
        lines.push_back(
            (predicted ? spoken("Plan", "%1: predicted, not seen") : spoken("Plan", "%1: predicted to be gone, seen"))
                .arg(toString(key)));
    } else if (predicted && seen && !cannotBeTold(seen, prediction)) {
        const bool another = !predicted->meta.uid.isEmpty() && predicted->meta.uid != seen->meta.uid;
        if (another || specJson(*predicted) != specJson(*seen)) {
            comparison.disturbed = true;
            lines.push_back(spoken("Plan", "%1: somebody else changed it").arg(toString(key)));
        }
        const std::vector<Spoken> ofStatus = statusDeviations(*predicted, *seen, prediction);
        lines.insert(lines.end(), ofStatus.begin(), ofStatus.end());
    }
    if (lines.empty()) {
        return;
    }
    comparison.deviations.insert(comparison.deviations.end(), lines.begin(), lines.end());
    for (const auto& [objects, list] :
         {std::pair{&before, &comparison.before}, std::pair{&prediction.after, &comparison.predicted},
          std::pair{&seenObjects, &comparison.seen}}) {
        if (const ObjectPtr object = objects->find(key)) {
            list->push_back(object);
        }
    }
}

} // namespace

Spoken Comparison::told() const
{
    return deviations.empty() ? Spoken() : spoken("Plan", "Not as predicted: %1.").arg(joined(deviations, u"; "_s));
}

Comparison compare(const Prediction& prediction, const ObjectKey& target, const std::vector<ObjectKey>& keys,
                   const ObjectIndex& before, const ObjectIndex& seen)
{
    std::set<ObjectKey> compared(keys.begin(), keys.end());
    // Not woken: the operator looks within a minute, which nobody waits for.
    if (prediction.targetWoken) {
        compared.insert(target);
    }
    // Of what is deleted, the cluster's garbage collector takes the children, in its own time.
    const bool stays = prediction.after.find(target) != nullptr;
    for (const ObjectIndex* objects :
         stays ? std::vector{&prediction.after, &seen} : std::vector<const ObjectIndex*>()) {
        for (const ObjectPtr& child : objects->children(target)) {
            compared.insert(child->key());
        }
    }
    Comparison comparison;
    for (const ObjectKey& key : compared) {
        compareOne(comparison, key, prediction, before, seen);
    }
    return comparison;
}

} // namespace konductor::action
