// SPDX-License-Identifier: Apache-2.0
#include "core/history/records.h"

#include "core/api/encoder.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QSysInfo>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace konductor::history {

namespace {

QString verbWord(kube::Verb verb)
{
    return verb == kube::Verb::Post ? u"POST"_s : verb == kube::Verb::Patch ? u"PATCH"_s : u"DELETE"_s;
}

QJsonArray callsJson(const action::Plan& plan)
{
    QJsonArray calls;
    for (const action::Call& call : plan.calls) {
        const kube::Request request = call.request(false);
        calls.append(
            QJsonObject{{u"verb"_s, verbWord(request.verb)}, {u"path"_s, request.path}, {u"body"_s, call.body}});
    }
    return calls;
}

QString phaseWord(action::Outcome::Phase phase)
{
    switch (phase) {
    case action::Outcome::Phase::Done:
        return u"done"_s;
    case action::Outcome::Phase::NoReaction:
        return u"no reaction"_s;
    case action::Outcome::Phase::Stopped:
        return u"stopped"_s;
    case action::Outcome::Phase::Accepted:
        return u"accepted"_s;
    }
    Q_UNREACHABLE();
}

QJsonArray objectsJson(const std::vector<ObjectPtr>& objects)
{
    QJsonArray array;
    for (const ObjectPtr& object : objects) {
        array.append(toJson(*object));
    }
    return array;
}

QJsonArray deviationsJson(const action::Comparison& comparison)
{
    QJsonArray json;
    for (const Spoken& deviation : comparison.deviations) {
        json.append(deviation.kept);
    }
    return json;
}

} // namespace

Actor actorOf(const kube::ConnectionSettings& settings)
{
    // The password of a URL is a credential; the sandbox's path is one too.
    const QUrl::FormattingOptions bare = QUrl::RemoveUserInfo | QUrl::RemovePath | QUrl::RemoveQuery;
    return {qEnvironmentVariable("USER", qEnvironmentVariable("LOGNAME")),
            QSysInfo::machineHostName(),
            QCoreApplication::applicationName(),
            settings.contextName,
            settings.server.toString(bare),
            settings.userName};
}

QJsonObject begunRecord(const Actor& actor, const action::Plan& plan, Timestamp at)
{
    return {{u"type"_s, u"begun"_s},
            {u"at"_s, formatTimestamp(at)},
            {u"who"_s,
             QJsonObject{{u"person"_s, actor.person},
                         {u"machine"_s, actor.machine},
                         {u"program"_s, actor.program},
                         {u"clusterUser"_s, actor.clusterUser}}},
            {u"where"_s, QJsonObject{{u"context"_s, actor.context}, {u"server"_s, actor.server}}},
            {u"what"_s, plan.kept.title},
            {u"target"_s, toString(plan.target)},
            {u"holder"_s, plan.holder},
            {u"why"_s, plan.reason},
            {u"calls"_s, callsJson(plan)},
            {u"predicted"_s, QJsonArray::fromStringList(plan.kept.consequences)}};
}

QJsonObject endedRecord(qint64 begun, const action::Outcome& outcome, Timestamp at)
{
    QJsonObject json{{u"type"_s, u"ended"_s},
                     {u"at"_s, formatTimestamp(at)},
                     {u"begun"_s, begun},
                     {u"result"_s, phaseWord(outcome.phase)},
                     {u"callsMade"_s, outcome.callsMade},
                     {u"tookMs"_s, static_cast<qint64>(outcome.took.count())},
                     {u"explanation"_s, outcome.explanation.kept}};
    if (outcome.error) {
        json.insert(u"error"_s, oneLine(*outcome.error));
    }
    if (!outcome.comparison.deviations.empty()) {
        json.insert(u"deviations"_s, deviationsJson(outcome.comparison));
    }
    return json;
}

QJsonObject differenceRecord(qint64 begun, const action::Plan& plan, const action::Outcome& outcome, Timestamp at)
{
    return {{u"type"_s, u"difference"_s},
            {u"at"_s, formatTimestamp(at)},
            {u"begun"_s, begun},
            {u"what"_s, plan.kept.title},
            {u"target"_s, toString(plan.target)},
            {u"deviations"_s, deviationsJson(outcome.comparison)},
            {u"before"_s, objectsJson(outcome.comparison.before)},
            {u"predicted"_s, objectsJson(outcome.comparison.predicted)},
            {u"seen"_s, objectsJson(outcome.comparison.seen)}};
}

} // namespace konductor::history
