// SPDX-License-Identifier: Apache-2.0
#include "app/inspect/podreader.h"

#include "core/kube/connection.h"
#include "core/live/livesession.h"

#include <QPointer>

using namespace Qt::StringLiterals;

namespace konductor::inspect {

namespace {

constexpr int mostPages = 20;
using Pods = std::shared_ptr<insight::HolderBook>;
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

/// Adds the page's pods; the token of the next one, or nothing when it cannot be read.
std::optional<QString> addPage(const QByteArray& body, insight::HolderBook& book)
{
    const Result<PodPage> page = podPageFromJson(body);
    if (!page) {
        return std::nullopt;
    }
    for (const PodPtr& pod : page->pods) {
        book.pod(nullptr, pod, {});
    }
    return page->continueToken;
}

QCoro::Task<void> listPods(QPointer<kube::Connection> connection, QStringList namespaces, QPointer<QObject> context,
                           Done done)
{
    const Pods pods = std::make_shared<insight::HolderBook>();
    PodCoverage coverage;
    for (const QString& ns : namespaces) {
        QString token;
        for (int page = 0; page < mostPages && connection; ++page) {
            const Result<kube::Response> answer = co_await connection->send(pageOf(ns, token));
            if (!answer) {
                coverage.namespaces[ns] = answer.error().kind == Error::Kind::Forbidden ? PodCoverage::State::Forbidden
                                                                                        : PodCoverage::State::Unknown;
                break;
            }
            const std::optional<QString> next = addPage(answer->body, *pods);
            if (!next || next->isEmpty()) {
                coverage.namespaces[ns] = next ? PodCoverage::State::Current : PodCoverage::State::Unknown;
                break;
            }
            token = *next;
        }
    }
    pods->setCoverage(coverage);
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
