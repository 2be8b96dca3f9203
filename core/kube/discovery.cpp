// SPDX-License-Identifier: Apache-2.0
#include "core/kube/discovery.h"

#include "core/base/text.h"
#include "core/base/words.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace konductor::kube {

using namespace Qt::StringLiterals;

namespace {

Request get(const QString& path, const Spoken& subject)
{
    Request request;
    request.path = path;
    request.subject = subject;
    request.timeout = std::chrono::seconds{10};
    return request;
}

Error notJson(const Spoken& subject)
{
    return makeError(Error::Kind::Malformed, subject,
                     spoken("Server", "the answer is not what a Kubernetes API server says"),
                     spoken("Server", "Is this the address of a Kubernetes API server?"));
}

} // namespace

QCoro::Task<Result<QString>> serverVersion(Connection& connection, std::chrono::milliseconds deadline,
                                           std::stop_token stop)
{
    Request request = get(u"/version"_s, u"server version"_s);
    request.timeout = deadline;
    const Result<Response> answer = co_await connection.send(request, stop);
    if (!answer) {
        co_return fail(answer.error());
    }
    const QString version = QJsonDocument::fromJson(answer->body).object().value("gitVersion"_L1).toString();
    if (version.isEmpty()) {
        co_return fail(notJson(u"server version"_s));
    }
    co_return elided(version, 60);
}

QCoro::Task<Result<QStringList>> servedVersions(Connection& connection, QString group, std::stop_token stop)
{
    const Spoken subject = spoken("Server", "versions of %1").arg(group);
    const Request request = get(u"/apis/"_s + group, subject);
    const Result<Response> answer = co_await connection.send(request, stop);
    QStringList versions;
    if (!answer && answer.error().kind == Error::Kind::NotFound) {
        co_return versions;
    }
    if (!answer) {
        co_return fail(answer.error());
    }
    const QJsonObject json = QJsonDocument::fromJson(answer->body).object();
    if (!json.value("versions"_L1).isArray()) {
        co_return fail(notJson(subject));
    }
    versions.append(json.value("preferredVersion"_L1).toObject().value("version"_L1).toString());
    for (const auto& version : json.value("versions"_L1).toArray()) {
        versions.append(version.toObject().value("version"_L1).toString());
    }
    versions.removeAll(QString());
    versions.removeDuplicates();
    co_return versions;
}

QCoro::Task<Result<QSet<QString>>> resourcesOf(Connection& connection, QString group, QString version,
                                               std::stop_token stop)
{
    const Spoken subject = spoken("Server", "resources of %1/%2").arg(group, version);
    const Request request = get(u"/apis/%1/%2"_s.arg(group, version), subject);
    const Result<Response> answer = co_await connection.send(request, stop);
    QSet<QString> names;
    if (!answer && answer.error().kind == Error::Kind::NotFound) {
        co_return names;
    }
    if (!answer) {
        co_return fail(answer.error());
    }
    const QJsonObject json = QJsonDocument::fromJson(answer->body).object();
    if (!json.value("resources"_L1).isArray()) {
        co_return fail(notJson(subject));
    }
    const QJsonArray resources = json.value("resources"_L1).toArray();
    for (const QJsonValue& resource : resources) {
        const QString name = resource.toObject().value("name"_L1).toString();
        if (!name.isEmpty() && !name.contains(u'/')) {
            names.insert(name);
        }
    }
    co_return names;
}

} // namespace konductor::kube
