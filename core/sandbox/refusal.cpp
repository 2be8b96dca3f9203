// SPDX-License-Identifier: Apache-2.0
#include "core/sandbox/refusal.h"

#include "core/sandbox/resource.h"

#include <QStringList>

using namespace Qt::StringLiterals;

namespace konductor::sandbox {

namespace {

QJsonObject detailsOf(const Resource& resource, const QString& name)
{
    QJsonObject details{{u"name"_s, name}, {u"kind"_s, resource.plural}};
    if (!resource.group.isEmpty()) {
        details[u"group"_s] = resource.group;
    }
    return details;
}

} // namespace

QJsonObject statusOf(const Refusal& refusal)
{
    QJsonObject status{{u"kind"_s, u"Status"_s},    {u"apiVersion"_s, u"v1"_s},      {u"metadata"_s, QJsonObject()},
                       {u"status"_s, u"Failure"_s}, {u"message"_s, refusal.message}, {u"code"_s, refusal.code}};
    if (!refusal.reason.isEmpty()) {
        status[u"reason"_s] = refusal.reason;
    }
    if (!refusal.details.isEmpty()) {
        status[u"details"_s] = refusal.details;
    }
    return status;
}

QJsonObject successStatus(const Resource& resource, const QJsonObject& deleted)
{
    const QJsonObject metadata = deleted["metadata"_L1].toObject();
    QJsonObject details = detailsOf(resource, metadata["name"_L1].toString());
    details[u"uid"_s] = metadata["uid"_L1];
    return {{u"kind"_s, u"Status"_s},
            {u"apiVersion"_s, u"v1"_s},
            {u"metadata"_s, QJsonObject()},
            {u"status"_s, u"Success"_s},
            {u"details"_s, details}};
}

Refusal badRequest(const QString& message)
{
    return {400, u"BadRequest"_s, message};
}

Refusal notFound(const Resource& resource, const QString& name)
{
    return {404, u"NotFound"_s, u"%1 \"%2\" not found"_s.arg(resource.qualified(), name), detailsOf(resource, name)};
}

Refusal pathNotFound()
{
    return {404, u"NotFound"_s, u"the server could not find the requested resource"_s};
}

Refusal alreadyExists(const Resource& resource, const QString& name)
{
    return {409, u"AlreadyExists"_s, u"%1 \"%2\" already exists"_s.arg(resource.qualified(), name),
            detailsOf(resource, name)};
}

Refusal conflict(const Resource& resource, const QString& name, const QString& message)
{
    return {409, u"Conflict"_s,
            u"Operation cannot be fulfilled on %1 \"%2\": %3"_s.arg(resource.qualified(), name, message),
            detailsOf(resource, name)};
}

Refusal invalid(const Resource& resource, const QString& name, const std::vector<FieldError>& errors)
{
    QStringList words;
    QJsonArray causes;
    for (const FieldError& error : errors) {
        words.append(error.field + u": "_s + error.message);
        causes.append(
            QJsonObject{{u"reason"_s, error.reason}, {u"message"_s, error.message}, {u"field"_s, error.field}});
    }
    const QString kind = resource.group.isEmpty() ? resource.kind : resource.kind + u'.' + resource.group;
    const QString all = words.size() == 1 ? words.first() : u'[' + words.join(u", "_s) + u']';
    QJsonObject details = detailsOf(resource, name);
    details[u"kind"_s] = resource.kind;
    details[u"causes"_s] = causes;
    return {422, u"Invalid"_s, u"%1 \"%2\" is invalid: %3"_s.arg(kind, name, all), details};
}

Refusal methodNotAllowed()
{
    return {405, u"MethodNotAllowed"_s, u"the server does not allow this method on the requested resource"_s};
}

Refusal unsupportedMediaType(const QString& accepted)
{
    return {415, u"UnsupportedMediaType"_s,
            u"the body of the request was in an unknown format - accepted media types include: %1"_s.arg(accepted)};
}

Refusal notAcceptable()
{
    return {406, u"NotAcceptable"_s, u"only the following media types are accepted: application/json"_s};
}

Refusal expired(const QString& message)
{
    return {410, u"Expired"_s, message};
}

Refusal tooLargeVersion(const QString& asked, const QString& current)
{
    const QJsonObject cause{{u"reason"_s, u"ResourceVersionTooLarge"_s},
                            {u"message"_s, u"Too large resource version"_s}};
    return {504, u"Timeout"_s, u"Timeout: Too large resource version: %1, current: %2"_s.arg(asked, current),
            QJsonObject{{u"causes"_s, QJsonArray{cause}}, {u"retryAfterSeconds"_s, 1}}};
}

} // namespace konductor::sandbox
