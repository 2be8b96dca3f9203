// SPDX-License-Identifier: Apache-2.0
#include "core/sandbox/resource.h"

#include "core/sandbox/yaml.h"

#include <QDir>
#include <QFile>

using namespace Qt::StringLiterals;

namespace konductor::sandbox {

namespace {

QString text(const QJsonObject& json, QLatin1StringView name)
{
    return json[name].toString();
}

Result<Resource> readCrd(const QString& file)
{
    QFile source(file);
    if (!source.open(QIODevice::ReadOnly)) {
        return fail(makeError(Error::Kind::Config, file, source.errorString()));
    }
    const auto document = yamlToJson(source.readAll());
    if (!document) {
        return fail(document.error());
    }
    const QJsonObject spec = document->toObject()["spec"_L1].toObject();
    const QJsonObject names = spec["names"_L1].toObject();
    const QJsonObject version = spec["versions"_L1].toArray().first().toObject();

    Resource resource;
    resource.group = text(spec, "group"_L1);
    resource.version = text(version, "name"_L1);
    resource.kind = text(names, "kind"_L1);
    resource.plural = text(names, "plural"_L1);
    resource.singular = text(names, "singular"_L1);
    resource.shortNames = names["shortNames"_L1].toVariant().toStringList();
    resource.known = kindFromText(resource.kind);
    resource.openApi = version["schema"_L1].toObject()["openAPIV3Schema"_L1].toObject();
    const auto schema = Schema::read(resource.openApi);
    if (!schema) {
        return fail(schema.error());
    }
    resource.schema = *schema;
    for (const QJsonValue& column : version["additionalPrinterColumns"_L1].toArray()) {
        const QJsonObject json = column.toObject();
        resource.columns.push_back({text(json, "name"_L1), text(json, "type"_L1), text(json, "jsonPath"_L1)});
    }
    return resource;
}

PrinterColumn age()
{
    return {u"Age"_s, u"date"_s, u".metadata.creationTimestamp"_s};
}

Resource builtIn(const QString& group, const QString& kind, const QString& plural, const QStringList& shortNames)
{
    Resource resource;
    resource.group = group;
    resource.version = u"v1"_s;
    resource.kind = kind;
    resource.plural = plural;
    resource.singular = kind.toLower();
    resource.shortNames = shortNames;
    return resource;
}

} // namespace

Result<Catalog> Catalog::load()
{
    Catalog catalog;
    Resource namespaces = builtIn({}, u"Namespace"_s, u"namespaces"_s, {u"ns"_s});
    namespaces.namespaced = false;
    namespaces.columns = {{u"Status"_s, u"string"_s, u".status.phase"_s}, age()};
    Resource pods = builtIn({}, u"Pod"_s, u"pods"_s, {u"po"_s});
    pods.columns = {{u"Status"_s, u"string"_s, u".status.phase"_s}, age()};
    Resource jobs = builtIn(u"batch"_s, u"Job"_s, u"jobs"_s, {});
    jobs.known = Kind::Job;
    jobs.columns = {{u"Completions"_s, u"integer"_s, u".status.succeeded"_s}, age()};
    Resource events = builtIn({}, u"Event"_s, u"events"_s, {u"ev"_s});
    events.columns = {{u"Last Seen"_s, u"date"_s, u".lastTimestamp"_s},
                      {u"Type"_s, u"string"_s, u".type"_s},
                      {u"Reason"_s, u"string"_s, u".reason"_s},
                      {u"Object"_s, u"string"_s, u".involvedObject.name"_s},
                      {u"Message"_s, u"string"_s, u".message"_s}};
    catalog.m_resources = {std::move(namespaces), std::move(pods), std::move(jobs), std::move(events)};

    const QDir folder(u":/konductor/crds"_s);
    for (const QString& name : folder.entryList(QDir::Files, QDir::Name)) {
        auto resource = readCrd(folder.filePath(name));
        if (!resource) {
            return fail(resource.error());
        }
        catalog.m_resources.push_back(std::move(*resource));
    }
    for (size_t i = 0; i < catalog.m_resources.size(); ++i) {
        catalog.m_resources[i].index = i;
    }
    return catalog;
}

const Resource* Catalog::find(const QString& group, const QString& version, const QString& plural) const
{
    for (const Resource& resource : m_resources) {
        if (resource.plural == plural && resource.group == group && resource.version == version) {
            return &resource;
        }
    }
    return nullptr;
}

const Resource* Catalog::byKind(const QString& apiVersion, const QString& kind) const
{
    for (const Resource& resource : m_resources) {
        if (resource.kind == kind && (apiVersion.isEmpty() || resource.groupVersion() == apiVersion)) {
            return &resource;
        }
    }
    return nullptr;
}

const Resource& Catalog::of(Kind kind) const
{
    for (const Resource& resource : m_resources) {
        if (resource.known == kind) {
            return resource;
        }
    }
    Q_UNREACHABLE();
}

const Resource& Catalog::namespaces() const
{
    return m_resources.front();
}

} // namespace konductor::sandbox
