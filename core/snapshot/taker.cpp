// SPDX-License-Identifier: Apache-2.0
#include "core/snapshot/taker.h"

#include "core/base/words.h"
#include "core/kube/connection.h"
#include "core/live/clustermirror.h"
#include "core/live/livesession.h"
#include "core/live/operatorlook.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPointer>

using namespace Qt::StringLiterals;

namespace konductor::snapshot {

namespace {

using Done = std::function<void(Asked)>;

kube::Request question()
{
    kube::Request request;
    request.verb = kube::Verb::Post;
    request.path = u"/apis/authentication.k8s.io/v1/selfsubjectreviews"_s;
    request.body = R"({"apiVersion":"authentication.k8s.io/v1","kind":"SelfSubjectReview"})";
    request.contentType = "application/json";
    request.subject = spoken("Server", "who we are to the server");
    request.timeout = std::chrono::seconds{10};
    return request;
}

Taker takerOf(const QString& program, const Result<kube::Response>& answer)
{
    Taker taker{program, {}, {}, {}};
    if (!answer) {
        taker.whyUnknown = oneLine(answer.error());
        return taker;
    }
    const QJsonObject user =
        QJsonDocument::fromJson(answer->body).object()["status"_L1].toObject()["userInfo"_L1].toObject();
    taker.user = user["username"_L1].toString();
    for (const QJsonValue& group : user["groups"_L1].toArray()) {
        taker.groups.append(group.toString());
    }
    if (taker.user.isEmpty()) {
        taker.whyUnknown = u"the server's answer names no user"_s;
    }
    return taker;
}

using Found = Result<live::OperatorHealth>;

QCoro::Task<void> ask(QPointer<kube::Connection> connection, QString program, QString ns, QPointer<QObject> context,
                      Done done)
{
    Asked asked{{program, {}, {}, u"there is no connection"_s}, std::nullopt};
    if (connection) {
        QCoro::Task<Found> look = live::lookAtOperator(*connection, ns); // on its way while the other is asked
        const kube::Request request = question();
        const Result<kube::Response> answer = co_await connection->send(request);
        asked.taker = takerOf(program, answer);
        const Found found = co_await std::move(look);
        if (found) {
            asked.operatorHealth = *found;
        }
    }
    if (context) {
        QMetaObject::invokeMethod(
            context, [done, asked] { done(asked); }, Qt::QueuedConnection);
    }
}

} // namespace

void askAround(live::LiveSession& session, const QString& program, QObject* context, Done done)
{
    const QString ns = session.mirror().connection().namespaces.value(0);
    session.post([program, ns, guard = QPointer<QObject>(context),
                  done = std::move(done)](kube::Connection* connection) { ask(connection, program, ns, guard, done); });
}

} // namespace konductor::snapshot
