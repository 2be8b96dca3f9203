// SPDX-License-Identifier: Apache-2.0
#include "core/sandbox/apiserver.h"

#include "core/base/json.h"
#include "core/sandbox/discovery.h"
#include "core/sandbox/jsonpatch.h"
#include "core/sandbox/podlog.h"
#include "core/sandbox/yaml.h"

using namespace Qt::StringLiterals;

namespace konductor::sandbox {

namespace {

HttpResponse jsonResponse(int status, const QJsonObject& json)
{
    HttpResponse response;
    response.status = status;
    response.body = compactJson(json) + '\n';
    return response;
}

HttpResponse textResponse(int status, const QByteArray& text)
{
    HttpResponse response;
    response.status = status;
    response.contentType = "text/plain; charset=utf-8";
    response.body = text;
    return response;
}

HttpResponse refusalResponse(const Refusal& refusal)
{
    HttpResponse response = jsonResponse(refusal.code, statusOf(refusal));
    response.retryAfter = refusal.details["retryAfterSeconds"_L1].toInt();
    return response;
}

/// The header carries a name and perhaps a port. Anything but loopback is another site's page that reached this port
/// through a name of its own.
bool isLoopback(const QByteArray& host)
{
    const qsizetype colon = host.lastIndexOf(':');
    const bool hasPort = colon > host.lastIndexOf(']') && colon > 0;
    const QByteArray name = (hasPort ? host.left(colon) : host).toLower();
    return name == "127.0.0.1" || name == "localhost" || name == "[::1]";
}

QByteArray mediaType(const QByteArray& contentType)
{
    return contentType.split(';').first().trimmed().toLower();
}

bool acceptsJson(const QByteArray& accept)
{
    if (accept.isEmpty()) {
        return true;
    }
    for (const QByteArray& part : accept.split(',')) {
        const QByteArray type = mediaType(part);
        if (type == "application/json" || type == "*/*" || type == "application/*") {
            return true;
        }
    }
    return false;
}

Answer<QJsonValue> readBody(const HttpRequest& request)
{
    const QByteArray type = mediaType(request.contentType);
    if (type == "application/yaml") {
        const auto yaml = yamlToJson(request.body);
        return yaml ? Answer<QJsonValue>(*yaml) : refuse(badRequest(yaml.error().message.kept));
    }
    if (!type.isEmpty() && !type.endsWith("json")) {
        return refuse(unsupportedMediaType(u"application/json, application/yaml"_s));
    }
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(request.body, &error);
    if (document.isNull()) {
        return refuse(badRequest(u"error decoding the body: %1"_s.arg(error.errorString())));
    }
    return document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object());
}

Answer<WriteOptions> writeOptions(const Query& query)
{
    WriteOptions options;
    const QString dryRun = query.value(u"dryRun");
    if (!dryRun.isEmpty() && dryRun != "All"_L1) {
        return refuse(
            Refusal{422, u"Invalid"_s, u"dryRun: Unsupported value: \"%1\": supported values: \"All\""_s.arg(dryRun)});
    }
    options.dryRun = !dryRun.isEmpty();
    options.fieldValidation = query.value(u"fieldValidation");
    return options;
}

/// Reviews of what the caller may do: on the sandbox, everything.
HttpResponse accessReview(QJsonObject body)
{
    body[u"kind"_s] = u"SelfSubjectAccessReview"_s;
    body[u"apiVersion"_s] = u"authorization.k8s.io/v1"_s;
    body[u"status"_s] = QJsonObject{{u"allowed"_s, true}, {u"reason"_s, u"the sandbox allows everything"_s}};
    return jsonResponse(201, body);
}

HttpResponse rulesReview(QJsonObject body)
{
    const QJsonArray all{u"*"_s};
    body[u"kind"_s] = u"SelfSubjectRulesReview"_s;
    body[u"apiVersion"_s] = u"authorization.k8s.io/v1"_s;
    body[u"status"_s] = QJsonObject{
        {u"resourceRules"_s, QJsonArray{QJsonObject{{u"verbs"_s, all}, {u"apiGroups"_s, all}, {u"resources"_s, all}}}},
        {u"nonResourceRules"_s, QJsonArray()},
        {u"incomplete"_s, false}};
    return jsonResponse(201, body);
}

HttpResponse selfReview(QJsonObject body)
{
    body[u"kind"_s] = u"SelfSubjectReview"_s;
    body[u"apiVersion"_s] = u"authentication.k8s.io/v1"_s;
    const QJsonObject user{{u"username"_s, u"sandbox"_s}, {u"groups"_s, QJsonArray{u"system:authenticated"_s}}};
    body[u"status"_s] = QJsonObject{{u"userInfo"_s, user}};
    return jsonResponse(201, body);
}

} // namespace

ApiServer::ApiServer(ObjectApi& api, Lister& lister, QString prefix)
    : m_api(api)
    , m_lister(lister)
    , m_prefix(std::move(prefix))
{
}

HttpResponse ApiServer::handle(const HttpRequest& request)
{
    if (!isLoopback(request.host)) {
        return textResponse(403, "403 the sandbox answers on loopback only\n");
    }
    const Target target = splitTarget(request.target);
    if (target.segments.value(0) != m_prefix.mid(1)) {
        return textResponse(404, "404 page not found\n");
    }
    auto response = route(request, target.segments.mid(1), Query(target.query));
    return response ? std::move(*response) : refusalResponse(response.error());
}

Answer<HttpResponse> ApiServer::route(const HttpRequest& request, const QStringList& segments, const Query& query)
{
    const QString first = segments.value(0);
    if (first == "healthz"_L1 || first == "livez"_L1 || first == "readyz"_L1) {
        return textResponse(200, "ok");
    }
    if (!acceptsJson(request.accept)) {
        return refuse(notAcceptable());
    }
    const QString review = segments.value(3);
    if (review == "selfsubjectaccessreviews"_L1 || review == "selfsubjectrulesreviews"_L1
        || review == "selfsubjectreviews"_L1) {
        // kubectl asks in protobuf; the answer is the same whatever the question was.
        const bool readable = mediaType(request.contentType) != "application/vnd.kubernetes.protobuf";
        const auto body = readable ? readBody(request) : Answer<QJsonValue>(QJsonObject());
        if (request.method != "POST" || !body) {
            return refuse(body ? methodNotAllowed() : body.error());
        }
        return review == "selfsubjectreviews"_L1     ? selfReview(body->toObject())
            : review == "selfsubjectrulesreviews"_L1 ? rulesReview(body->toObject())
                                                     : accessReview(body->toObject());
    }
    if (request.method == "GET") {
        if (auto document = discoveryDocument(m_api.catalog(), segments, m_prefix)) {
            return jsonResponse(200, *document);
        }
    }
    const auto path = readPath(m_api.catalog(), segments);
    if (!path) {
        return refuse(path.error());
    }
    const bool collection = path->name.isEmpty();
    if (request.method == "GET") {
        return path->log ? log(*path, query) : read(request, *path, query);
    }
    if (path->log) {
        return refuse(methodNotAllowed());
    }
    if (request.method == "POST" && collection) {
        return create(request, *path, query);
    }
    if (request.method == "PUT" && !collection) {
        return update(request, *path, query);
    }
    if (request.method == "PATCH" && !collection) {
        return patch(request, *path, query);
    }
    if (request.method == "DELETE" && !path->status) {
        return collection ? removeAll(request, *path, query) : remove(request, *path, query);
    }
    return refuse(methodNotAllowed());
}

Answer<HttpResponse> ApiServer::object(const HttpRequest& request, const Query& query, const Resource& resource,
                                       const Stored& stored, int status, const QStringList& warnings) const
{
    const TableStyle style = tableStyle(request.accept, query.value(u"includeObject"));
    HttpResponse response;
    if (style == TableStyle::None) {
        response.body = stored.bytes + '\n';
    } else {
        const QJsonObject listMeta{{u"resourceVersion"_s, stored.metadata()["resourceVersion"_L1]}};
        response.body = compactJson(tableOf(resource, {&stored}, listMeta, style, m_api.now()));
    }
    response.status = status;
    response.warnings = warnings;
    return response;
}

Answer<HttpResponse> ApiServer::read(const HttpRequest& request, const ApiPath& path, const Query& query)
{
    const TableStyle style = tableStyle(request.accept, query.value(u"includeObject"));
    if (!path.name.isEmpty()) {
        const StoredPtr stored = m_api.store().find(*path.resource, path.ns, path.name);
        return stored ? object(request, query, *path.resource, *stored, 200)
                      : refuse(notFound(*path.resource, path.name));
    }
    HttpResponse response;
    if (query.isSet(u"watch")) {
        auto stream = m_lister.watch(path, query, style);
        if (!stream) {
            return refuse(stream.error());
        }
        response.stream = std::move(*stream);
        return response;
    }
    auto list = m_lister.list(path, query, style);
    if (!list) {
        return refuse(list.error());
    }
    response.body = std::move(*list);
    return response;
}

Answer<HttpResponse> ApiServer::log(const ApiPath& path, const Query& query)
{
    const StoredPtr pod = m_api.store().find(*path.resource, path.ns, path.name);
    if (!pod) {
        return refuse(notFound(*path.resource, path.name));
    }
    const auto text = podLog(m_api.catalog(), m_api.store(), *pod, query);
    return text ? Answer<HttpResponse>(textResponse(200, *text)) : refuse(text.error());
}

Answer<HttpResponse> ApiServer::create(const HttpRequest& request, const ApiPath& path, const Query& query)
{
    if (path.resource->namespaced && path.ns.isEmpty()) {
        return refuse(methodNotAllowed());
    }
    const auto body = readBody(request);
    auto options = writeOptions(query);
    if (!body || !options) {
        return refuse(body ? options.error() : body.error());
    }
    QStringList warnings;
    options->warnings = &warnings;
    const auto created = m_api.create(*path.resource, path.ns, body->toObject(), *options);
    return created ? object(request, query, *path.resource, **created, 201, warnings) : refuse(created.error());
}

Answer<HttpResponse> ApiServer::update(const HttpRequest& request, const ApiPath& path, const Query& query)
{
    const auto body = readBody(request);
    auto options = writeOptions(query);
    if (!body || !options) {
        return refuse(body ? options.error() : body.error());
    }
    QStringList warnings;
    options->warnings = &warnings;
    const auto updated = m_api.update(*path.resource, path.ns, path.name, body->toObject(), path.status, *options);
    return updated ? object(request, query, *path.resource, **updated, 200, warnings) : refuse(updated.error());
}

Answer<HttpResponse> ApiServer::patch(const HttpRequest& request, const ApiPath& path, const Query& query)
{
    const QByteArray type = mediaType(request.contentType);
    // Strategic merge is for built-in kinds only; for the plain ones here it comes to the same as a merge.
    const bool merge = type == "application/merge-patch+json"
        || (type == "application/strategic-merge-patch+json" && !path.resource->schema);
    if (!merge && type != "application/json-patch+json") {
        return refuse(unsupportedMediaType(u"application/json-patch+json, application/merge-patch+json"_s));
    }
    const auto body = readBody(request);
    auto options = writeOptions(query);
    if (!body || !options) {
        return refuse(body ? options.error() : body.error());
    }
    QStringList warnings;
    options->warnings = &warnings;
    const auto patched = m_api.patch(*path.resource, path.ns, path.name, merge ? PatchType::Merge : PatchType::Json,
                                     *body, path.status, *options);
    return patched ? object(request, query, *path.resource, **patched, 200, warnings) : refuse(patched.error());
}

namespace {

Answer<DeleteOptions> deleteOptions(const HttpRequest& request, const Query& query)
{
    DeleteOptions options;
    QString policy = query.value(u"propagationPolicy");
    options.dryRun = !query.value(u"dryRun").isEmpty();
    if (!request.body.isEmpty()) {
        const auto body = readBody(request);
        if (!body) {
            return refuse(body.error());
        }
        const QJsonObject json = body->toObject();
        const QJsonObject preconditions = json["preconditions"_L1].toObject();
        options.uid = preconditions["uid"_L1].toString();
        options.resourceVersion = preconditions["resourceVersion"_L1].toString();
        options.dryRun = options.dryRun || !json["dryRun"_L1].toArray().isEmpty();
        policy = json["propagationPolicy"_L1].toString(policy);
        options.orphan = json["orphanDependents"_L1].toBool();
    }
    options.orphan = options.orphan || policy == "Orphan"_L1;
    return options;
}

} // namespace

Answer<HttpResponse> ApiServer::remove(const HttpRequest& request, const ApiPath& path, const Query& query)
{
    const auto options = deleteOptions(request, query);
    if (!options) {
        return refuse(options.error());
    }
    const auto removed = m_api.remove(*path.resource, path.ns, path.name, *options);
    if (!removed) {
        return refuse(removed.error());
    }
    return jsonResponse(200, successStatus(*path.resource, (*removed)->json));
}

Answer<HttpResponse> ApiServer::removeAll(const HttpRequest& request, const ApiPath& path, const Query& query)
{
    const auto options = deleteOptions(request, query);
    const auto chosen = m_lister.select(path, query);
    if (!options || !chosen) {
        return refuse(options ? chosen.error() : options.error());
    }
    QJsonArray items;
    for (const StoredPtr& object : *chosen) {
        if (m_api.remove(*path.resource, object->ns(), object->name(), *options)) {
            items.append(object->json);
        }
    }
    return jsonResponse(200,
                        {{u"kind"_s, path.resource->kind + u"List"_s},
                         {u"apiVersion"_s, path.resource->groupVersion()},
                         {u"metadata"_s, QJsonObject{{u"resourceVersion"_s, QString::number(m_api.store().version())}}},
                         {u"items"_s, items}});
}

} // namespace konductor::sandbox
