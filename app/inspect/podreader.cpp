// SPDX-License-Identifier: Apache-2.0
#include "app/inspect/podreader.h"

#include "core/kube/connection.h"
#include "core/live/livesession.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPointer>

using namespace Qt::StringLiterals;

namespace konductor::inspect {

namespace {

constexpr int mostPages = 20;
using Pods = std::shared_ptr<insight::PodList>;
using Done = std::function<void(Pods)>;

kube::Request pageOf(const QString& ns, const QString& continueToken)
{
    kube::Request request;
    request.path = u"/api/v1/namespaces/%1/pods"_s.arg(ns);
    request.query.addQueryItem(u"limit"_s, u"500"_s);
    if (!continueToken.isEmpty()) {
        request.query.addQueryItem(u"continue"_s, QString::fromLatin1(QUrl::toPercentEncoding(continueToken)));
    }
    request.subject = u"pods in "_s + ns;
    request.timeout = std::chrono::seconds{10};
    request.bulk = true;
    return request;
}

/// Adds the page's pods; the token of the next one.
QString addPage(const QByteArray& body, const QString& ns, insight::PodList& pods)
{
    const QJsonObject list = QJsonDocument::fromJson(body).object();
    for (const QJsonValue& item : list.value("items"_L1).toArray()) {
        pods.add(ns, item["metadata"_L1]["name"_L1].toString(), item["status"_L1]["phase"_L1].toString());
    }
    return list.value("metadata"_L1).toObject().value("continue"_L1).toString();
}

QCoro::Task<void> listPods(QPointer<kube::Connection> connection, QStringList namespaces, QPointer<QObject> context,
                           Done done)
{
    const Pods pods = std::make_shared<insight::PodList>();
    for (const QString& ns : namespaces) {
        QString token;
        for (int page = 0; page < mostPages && connection; ++page) {
            const Result<kube::Response> answer = co_await connection->send(pageOf(ns, token));
            if (!answer) {
                break;
            }
            token = addPage(answer->body, ns, *pods);
            if (token.isEmpty()) {
                pods->complete(ns);
                break;
            }
        }
    }
    if (context) {
        QMetaObject::invokeMethod(
            context, [done, pods] { done(pods); }, Qt::QueuedConnection);
    }
}

} // namespace

void readPods(live::LiveSession& session, const QStringList& namespaces, QObject* context, Done done)
{
    session.post([namespaces, guard = QPointer<QObject>(context), done = std::move(done)](
                     kube::Connection* connection) { listPods(connection, namespaces, guard, done); });
}

} // namespace konductor::inspect
