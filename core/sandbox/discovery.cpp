// SPDX-License-Identifier: Apache-2.0
#include "core/sandbox/discovery.h"

using namespace Qt::StringLiterals;

namespace konductor::sandbox {

namespace {

const QString authorizationGroup = u"authorization.k8s.io"_s;
const QString authenticationGroup = u"authentication.k8s.io"_s;

QJsonObject version()
{
    return {{u"major"_s, u"1"_s},
            {u"minor"_s, u"36"_s},
            {u"gitVersion"_s, u"v1.36.0+konductor-sandbox"_s},
            {u"platform"_s, u"linux/amd64"_s}};
}

QStringList groups(const Catalog& catalog)
{
    QStringList found{authenticationGroup, authorizationGroup};
    for (const Resource& resource : catalog.all()) {
        if (!resource.group.isEmpty() && !found.contains(resource.group)) {
            found.append(resource.group);
        }
    }
    return found;
}

QJsonObject groupJson(const QString& group)
{
    const QJsonObject only{{u"groupVersion"_s, group + u"/v1"_s}, {u"version"_s, u"v1"_s}};
    return {{u"name"_s, group}, {u"versions"_s, QJsonArray{only}}, {u"preferredVersion"_s, only}};
}

QJsonObject groupList(const Catalog& catalog)
{
    QJsonArray list;
    for (const QString& group : groups(catalog)) {
        list.append(groupJson(group));
    }
    return {{u"kind"_s, u"APIGroupList"_s}, {u"apiVersion"_s, u"v1"_s}, {u"groups"_s, list}};
}

QJsonObject review(const QString& plural, const QString& kind)
{
    return {{u"name"_s, plural},
            {u"singularName"_s, kind.toLower()},
            {u"namespaced"_s, false},
            {u"kind"_s, kind},
            {u"verbs"_s, QJsonArray{u"create"_s}}};
}

void appendResource(QJsonArray& list, const Resource& resource)
{
    const QJsonArray verbs{u"create"_s, u"delete"_s, u"deletecollection"_s, u"get"_s,
                           u"list"_s,   u"patch"_s,  u"update"_s,           u"watch"_s};
    QJsonObject json{{u"name"_s, resource.plural},
                     {u"singularName"_s, resource.singular},
                     {u"namespaced"_s, resource.namespaced},
                     {u"kind"_s, resource.kind},
                     {u"verbs"_s, verbs}};
    if (!resource.shortNames.isEmpty()) {
        json[u"shortNames"_s] = QJsonArray::fromStringList(resource.shortNames);
    }
    list.append(json);
    list.append(QJsonObject{{u"name"_s, resource.plural + u"/status"_s},
                            {u"singularName"_s, QString()},
                            {u"namespaced"_s, resource.namespaced},
                            {u"kind"_s, resource.kind},
                            {u"verbs"_s, QJsonArray{u"get"_s, u"patch"_s, u"update"_s}}});
    if (resource.kind == "Pod"_L1) {
        list.append(QJsonObject{{u"name"_s, u"pods/log"_s},
                                {u"singularName"_s, QString()},
                                {u"namespaced"_s, true},
                                {u"kind"_s, u"Pod"_s},
                                {u"verbs"_s, QJsonArray{u"get"_s}}});
    }
}

Answer<QJsonObject> resourceList(const Catalog& catalog, const QString& group, const QString& v)
{
    QJsonArray list;
    if (group == authorizationGroup) {
        list.append(review(u"selfsubjectaccessreviews"_s, u"SelfSubjectAccessReview"_s));
        list.append(review(u"selfsubjectrulesreviews"_s, u"SelfSubjectRulesReview"_s));
    } else if (group == authenticationGroup) {
        list.append(review(u"selfsubjectreviews"_s, u"SelfSubjectReview"_s));
    }
    for (const Resource& resource : catalog.all()) {
        if (resource.group == group) {
            appendResource(list, resource);
        }
    }
    if (list.isEmpty() || v != "v1"_L1) {
        return refuse(pathNotFound());
    }
    return QJsonObject{{u"kind"_s, u"APIResourceList"_s},
                       {u"apiVersion"_s, u"v1"_s},
                       {u"groupVersion"_s, group.isEmpty() ? v : group + u'/' + v},
                       {u"resources"_s, list}};
}

QString openApiName(const QString& group, const QString& v)
{
    return group.isEmpty() ? u"api/"_s + v : u"apis/%1/%2"_s.arg(group, v);
}

QJsonObject openApiIndex(const Catalog& catalog, const QString& prefix)
{
    QJsonObject paths;
    for (const Resource& resource : catalog.all()) {
        const QString name = openApiName(resource.group, resource.version);
        paths[name] = QJsonObject{{u"serverRelativeURL"_s, prefix + u"/openapi/v3/"_s + name + u"?hash=1"_s}};
    }
    return {{u"paths"_s, paths}};
}

/// kubectl asks here whether the server validates fields and dry-runs: it looks for those parameters of PATCH.
QJsonObject patchOperation(const QJsonObject& groupVersionKind)
{
    QJsonArray parameters;
    for (const char16_t* name : {u"dryRun", u"fieldManager", u"fieldValidation"}) {
        parameters.append(QJsonObject{{u"name"_s, QString::fromUtf16(name)},
                                      {u"in"_s, u"query"_s},
                                      {u"schema"_s, QJsonObject{{u"type"_s, u"string"_s}}}});
    }
    return {{u"parameters"_s, parameters},
            {u"responses"_s, QJsonObject{{u"200"_s, QJsonObject{{u"description"_s, u"OK"_s}}}}},
            {u"x-kubernetes-action"_s, u"patch"_s},
            {u"x-kubernetes-group-version-kind"_s, groupVersionKind}};
}

Answer<QJsonObject> openApi(const Catalog& catalog, const QString& name)
{
    QJsonObject paths;
    QJsonObject schemas;
    for (const Resource& resource : catalog.all()) {
        if (openApiName(resource.group, resource.version) != name) {
            continue;
        }
        const QJsonObject gvk{
            {u"group"_s, resource.group}, {u"version"_s, resource.version}, {u"kind"_s, resource.kind}};
        const QString path = u"/%1%2/%3/{name}"_s.arg(
            name, resource.namespaced ? u"/namespaces/{namespace}"_s : QString(), resource.plural);
        paths[path] = QJsonObject{{u"patch"_s, patchOperation(gvk)}};
        QJsonObject schema = resource.schema ? resource.openApi : QJsonObject{{u"type"_s, u"object"_s}};
        schema[u"x-kubernetes-group-version-kind"_s] = QJsonArray{gvk};
        schemas[u"%1.%2.%3"_s.arg(resource.group.isEmpty() ? u"core"_s : resource.group, resource.version,
                                  resource.kind)] = schema;
    }
    if (paths.isEmpty()) {
        return refuse(pathNotFound());
    }
    return QJsonObject{{u"openapi"_s, u"3.0.0"_s},
                       {u"info"_s, QJsonObject{{u"title"_s, u"Konductor sandbox"_s}, {u"version"_s, u"v1"_s}}},
                       {u"paths"_s, paths},
                       {u"components"_s, QJsonObject{{u"schemas"_s, schemas}}}};
}

} // namespace

Answer<QJsonObject> discoveryDocument(const Catalog& catalog, const QStringList& path, const QString& prefix)
{
    const QString first = path.value(0);
    const qsizetype depth = path.size();
    if (first == "version"_L1 && depth == 1) {
        return version();
    }
    if (first == "openapi"_L1 && path.value(1) == "v3"_L1) {
        return depth == 2 ? Answer<QJsonObject>(openApiIndex(catalog, prefix))
                          : openApi(catalog, path.mid(2).join(u'/'));
    }
    if (first == "api"_L1 && depth <= 2) {
        return depth == 2
            ? resourceList(catalog, {}, path[1])
            : Answer<QJsonObject>(QJsonObject{{u"kind"_s, u"APIVersions"_s}, {u"versions"_s, QJsonArray{u"v1"_s}}});
    }
    if (first == "apis"_L1 && depth == 1) {
        return groupList(catalog);
    }
    if (first == "apis"_L1 && depth == 2 && groups(catalog).contains(path[1])) {
        QJsonObject group = groupJson(path[1]);
        group[u"kind"_s] = u"APIGroup"_s;
        group[u"apiVersion"_s] = u"v1"_s;
        return group;
    }
    if (first == "apis"_L1 && depth == 3) {
        return resourceList(catalog, path[1], path[2]);
    }
    return refuse(pathNotFound());
}

} // namespace konductor::sandbox
