// SPDX-License-Identifier: Apache-2.0
#include "core/live/operatorlook.h"

#include "core/api/paths.h"
#include "core/base/text.h"
#include "core/base/words.h"
#include "core/live/livesession.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPointer>

namespace konductor::live {

using namespace Qt::StringLiterals;

namespace {

kube::Request get(const QString& path, const Spoken& subject)
{
    kube::Request request;
    request.path = path;
    request.subject = subject;
    request.timeout = std::chrono::seconds{10};
    return request;
}

QJsonObject objectOf(const kube::Response& answer)
{
    return QJsonDocument::fromJson(answer.body).object();
}

/// Nobody to ask any more, or nobody who answers: not a matter of rights.
bool endsIt(const Error& error)
{
    switch (error.kind) {
    case Error::Kind::Offline:
    case Error::Kind::Timeout:
    case Error::Kind::Tls:
    case Error::Kind::Unauthorized:
    case Error::Kind::Cancelled:
        return true;
    default:
        return false;
    }
}

void takeDeployment(const Result<kube::Response>& answer, OperatorHealth& health)
{
    if (!answer) {
        // A server without the whole API says not found, too, but not of this object.
        const bool absent = answer.error().kind == Error::Kind::NotFound
            && answer.error().message.kept.contains(OperatorHealth::deployment);
        health.presence = absent ? OperatorHealth::Presence::Absent : OperatorHealth::Presence::Unknown;
        return;
    }
    const QJsonObject deployment = objectOf(*answer);
    health.presence = OperatorHealth::Presence::Present;
    health.wanted = deployment.value("spec"_L1).toObject().value("replicas"_L1).toInt(1);
    health.ready = deployment.value("status"_L1).toObject().value("readyReplicas"_L1).toInt();
}

void takeLease(const Result<kube::Response>& answer, OperatorHealth& health)
{
    if (!answer) {
        return;
    }
    const QJsonObject spec = objectOf(*answer).value("spec"_L1).toObject();
    health.leader = spec.value("holderIdentity"_L1).toString();
    health.leaseDuration = std::chrono::seconds(spec.value("leaseDurationSeconds"_L1).toInt());
    if (const auto renewed = parseTimestamp(spec.value("renewTime"_L1).toString())) {
        health.renewed = *renewed;
    }
}

/// A status that a person wrote, with kubectl, koncli or from here, is no sign of the operator.
bool isTool(const QString& manager)
{
    return manager.startsWith("kubectl"_L1) || manager.startsWith("koncli"_L1)
        || manager.startsWith("konductor-console"_L1); // of konductor-inspect as well
}

void takeWrites(const Result<kube::Response>& answer, OperatorHealth& health)
{
    if (!answer) {
        return;
    }
    for (const auto& item : objectOf(*answer).value("items"_L1).toArray()) {
        const QJsonArray managers = item.toObject().value("metadata"_L1).toObject().value("managedFields"_L1).toArray();
        for (const auto& entry : managers) {
            const QJsonObject manager = entry.toObject();
            const auto at = parseTimestamp(manager.value("time"_L1).toString());
            const QString writer = manager.value("manager"_L1).toString();
            if (manager.value("subresource"_L1).toString() == u"status" && at && !isTool(writer)
                && (!health.lastWrite || *health.lastWrite < *at)) {
                health.lastWrite = *at;
                health.lastWriter = elided(writer, 60);
            }
        }
    }
}

} // namespace

QCoro::Task<Result<OperatorHealth>> lookAtOperator(kube::Connection& connection, QString ns, std::stop_token stop)
{
    OperatorHealth health;
    const kube::Request deployment =
        get(u"/apis/apps/v1/namespaces/%1/deployments/%2"_s.arg(OperatorHealth::ns, OperatorHealth::deployment),
            spoken("Server", "operator"));
    const Result<kube::Response> deployed = co_await connection.send(deployment, stop);
    if (!deployed && endsIt(deployed.error())) {
        co_return fail(deployed.error());
    }
    takeDeployment(deployed, health);
    const kube::Request lease =
        get(u"/apis/coordination.k8s.io/v1/namespaces/%1/leases/konductor.io"_s.arg(OperatorHealth::ns),
            spoken("Server", "operator's lease"));
    const Result<kube::Response> led = co_await connection.send(lease, stop);
    if (!led && endsIt(led.error())) {
        co_return fail(led.error());
    }
    takeLease(led, health);
    for (const Kind kind : {Kind::Semaphore, Kind::Barrier, Kind::Lease, Kind::Gate}) {
        kube::Request list = get(collectionPath(kind, ns), kindInfo(kind).plural.toString());
        list.query.addQueryItem(u"limit"_s, u"50"_s);
        const Result<kube::Response> page = co_await connection.send(list, stop);
        if (!page && endsIt(page.error())) {
            co_return fail(page.error());
        }
        takeWrites(page, health);
    }
    co_return health;
}

namespace {

using Done = std::function<void(const Result<OperatorHealth>&)>;

/// On the engine's thread.
QCoro::Task<void> lookFor(kube::Connection& connection, QString ns, QPointer<QObject> context, Done done)
{
    const Result<OperatorHealth> health = co_await lookAtOperator(connection, ns);
    if (context) {
        QMetaObject::invokeMethod(
            context, [done, health] { done(health); }, Qt::QueuedConnection);
    }
}

} // namespace

void askOperator(LiveSession& session, const QString& ns, QObject* context, Done done)
{
    session.post([ns, guard = QPointer<QObject>(context), done = std::move(done)](kube::Connection* connection) {
        if (connection) {
            lookFor(*connection, ns, guard, done);
        }
    });
}

} // namespace konductor::live
