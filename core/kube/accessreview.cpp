// SPDX-License-Identifier: Apache-2.0
#include "core/kube/accessreview.h"

#include "core/base/json.h"
#include "core/base/words.h"

#include <QJsonDocument>

namespace konductor::kube {

using namespace Qt::StringLiterals;

namespace {

const QString authentication = u"authentication.k8s.io"_s;
const QString authorization = u"authorization.k8s.io"_s;

Request review(const QString& group, const QString& kind, const QJsonObject& spec, const Spoken& subject)
{
    QJsonObject body{{u"kind"_s, kind}, {u"apiVersion"_s, group + u"/v1"_s}};
    if (!spec.isEmpty()) {
        body.insert(u"spec"_s, spec);
    }
    Request request;
    request.verb = Verb::Post;
    request.review = true;
    request.path = u"/apis/%1/v1/%2s"_s.arg(group, kind.toLower());
    request.body = compactJson(body);
    request.contentType = "application/json";
    request.subject = subject;
    request.timeout = std::chrono::seconds{10};
    return request;
}

QJsonObject objectOf(const Response& answer)
{
    return QJsonDocument::fromJson(answer.body).object();
}

Error notAReview(const Spoken& subject)
{
    return makeError(Error::Kind::Malformed, subject, spoken("Server", "the answer is not a review"));
}

} // namespace

QCoro::Task<Result<Identity>> whoAmI(Connection& connection, std::stop_token stop)
{
    const Request request = review(authentication, u"SelfSubjectReview"_s, {}, spoken("Server", "signing in"));
    const Result<Response> answer = co_await connection.send(request, stop);
    if (!answer) {
        co_return fail(answer.error());
    }
    const QJsonObject user = objectOf(*answer).value("status"_L1).toObject().value("userInfo"_L1).toObject();
    Identity identity{user.value("username"_L1).toString(), {}};
    for (const auto& group : user.value("groups"_L1).toArray()) {
        identity.groups.append(group.toString());
    }
    if (identity.user.isEmpty()) {
        co_return fail(notAReview(spoken("Server", "signing in")));
    }
    co_return identity;
}

QCoro::Task<Result<AccessRules>> rulesIn(Connection& connection, QString ns, std::stop_token stop)
{
    const Request request = review(authorization, u"SelfSubjectRulesReview"_s, QJsonObject{{u"namespace"_s, ns}},
                                   spoken("Server", "rights in %1").arg(ns));
    const Result<Response> answer = co_await connection.send(request, stop);
    if (!answer) {
        co_return fail(answer.error());
    }
    co_return AccessRules::read(objectOf(*answer));
}

QCoro::Task<Result<bool>> mayWe(Connection& connection, AccessQuestion question, std::stop_token stop)
{
    QJsonObject attributes{{u"verb"_s, question.verb},
                           {u"group"_s, question.group},
                           {u"resource"_s, question.resource.section(u'/', 0, 0)},
                           {u"subresource"_s, question.resource.section(u'/', 1)}};
    if (!question.ns.isEmpty()) {
        attributes.insert(u"namespace"_s, question.ns);
    }
    const Request request =
        review(authorization, u"SelfSubjectAccessReview"_s, QJsonObject{{u"resourceAttributes"_s, attributes}},
               spoken("Server", "the right to %1").arg(toString(question)));
    const Result<Response> answer = co_await connection.send(request, stop);
    if (!answer) {
        co_return fail(answer.error());
    }
    const QJsonValue allowed = objectOf(*answer).value("status"_L1).toObject().value("allowed"_L1);
    if (!allowed.isBool()) {
        co_return fail(notAReview(request.subject));
    }
    co_return allowed.toBool();
}

} // namespace konductor::kube
