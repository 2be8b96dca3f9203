// SPDX-License-Identifier: Apache-2.0
#include "core/sandbox/objectapi.h"

#include "core/sandbox/jsonpatch.h"

#include <QRegularExpression>
#include <QUuid>

using namespace Qt::StringLiterals;

namespace konductor::sandbox {

namespace {

const QString namePattern = u"[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*"_s;
constexpr qsizetype longestName = 253;

QString modifiedMessage()
{
    return u"the object has been modified; please apply your changes to the latest version and try again"_s;
}

std::optional<FieldError> nameProblem(const QString& name)
{
    static const QRegularExpression expression(u'^' + namePattern + u'$');
    if (name.isEmpty()) {
        return FieldError{u"FieldValueRequired"_s, u"metadata.name"_s,
                          u"Required value: name or generateName is required"_s};
    }
    if (name.size() > longestName) {
        return FieldError{u"FieldValueInvalid"_s, u"metadata.name"_s,
                          u"Invalid value: \"%1\": must be no more than 253 bytes"_s.arg(name)};
    }
    if (!expression.match(name).hasMatch()) {
        return FieldError{
            u"FieldValueInvalid"_s, u"metadata.name"_s,
            u"Invalid value: \"%1\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric "
            u"characters, "
            "'-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for "
            "validation is '%2')"_s.arg(name, namePattern)};
    }
    return std::nullopt;
}

/// What a server keeps of metadata; the rest (managedFields above all) is dropped.
QJsonObject keptMetadata(const QJsonObject& metadata)
{
    static const QStringList kept{u"name"_s,        u"generateName"_s, u"namespace"_s,      u"labels"_s,
                                  u"annotations"_s, u"finalizers"_s,   u"ownerReferences"_s};
    QJsonObject result;
    for (const QString& field : kept) {
        const QJsonValue value = metadata[field];
        const bool empty = value.isNull() || value.isUndefined() || value == QJsonObject() || value == QJsonArray();
        if (!empty && value != QString()) {
            result[field] = value;
        }
    }
    return result;
}

/// Everything but metadata and status: what raises metadata.generation.
QJsonObject desiredState(QJsonObject object)
{
    object.remove(u"metadata"_s);
    object.remove(u"status"_s);
    object.remove(u"kind"_s);
    object.remove(u"apiVersion"_s);
    return object;
}

void setOrRemove(QJsonObject& object, const QString& field, const QJsonValue& value)
{
    if (value.isUndefined()) {
        object.remove(field);
    } else {
        object[field] = value;
    }
}

std::optional<Refusal> mistaken(const Resource& resource, const QJsonObject& body)
{
    const QString kind = body["kind"_L1].toString();
    const QString apiVersion = body["apiVersion"_L1].toString();
    if (kind != resource.kind || apiVersion != resource.groupVersion()) {
        return badRequest(u"the object provided is unrecognized (must be of type %1 in %2, not %3 in %4)"_s.arg(
            resource.kind, resource.groupVersion(), kind.isEmpty() ? u"\"\""_s : kind,
            apiVersion.isEmpty() ? u"\"\""_s : apiVersion));
    }
    return std::nullopt;
}

} // namespace

ObjectApi::ObjectApi(const Catalog& catalog, Store& store, const Clock& clock, std::function<quint64()> random)
    : m_catalog(catalog)
    , m_store(store)
    , m_clock(clock)
    , m_random(std::move(random))
{
}

QString ObjectApi::newUid()
{
    std::array<quint64, 2> bits{m_random(), m_random()};
    auto bytes = QByteArray(reinterpret_cast<const char*>(bits.data()), sizeof bits);
    bytes[6] = static_cast<char>((bytes[6] & 0x0f) | 0x40); // version 4
    bytes[8] = static_cast<char>((bytes[8] & 0x3f) | 0x80);
    return QUuid::fromRfc4122(bytes).toString(QUuid::WithoutBraces);
}

std::optional<Refusal> ObjectApi::shape(const Resource& resource, const QString& name, QJsonObject& object,
                                        const WriteOptions& options) const
{
    if (!resource.schema) {
        return std::nullopt;
    }
    const QStringList dropped = resource.schema->prune(object);
    if (!dropped.isEmpty() && options.fieldValidation == "Strict"_L1) {
        QStringList words;
        for (const QString& path : dropped) {
            words.append(u"unknown field \"%1\""_s.arg(path));
        }
        return badRequest(u"%1 in version \"%2\" cannot be handled as a %1: strict decoding error: %3"_s.arg(
            resource.kind, resource.version, words.join(u", "_s)));
    }
    if (options.warnings && options.fieldValidation != "Ignore"_L1) {
        for (const QString& path : dropped) {
            options.warnings->append(u"unknown field \"%1\""_s.arg(path));
        }
    }
    resource.schema->applyDefaults(object);
    const auto errors = resource.schema->validate(object);
    return errors.empty() ? std::nullopt : std::optional(invalid(resource, name, errors));
}

Answer<QString> ObjectApi::checkedName(const Resource& resource, const QString& ns, QJsonObject& metadata)
{
    QString name = metadata.value("name"_L1).toString();
    if (name.isEmpty() && !metadata.value("generateName"_L1).toString().isEmpty()) {
        static constexpr QLatin1StringView letters("bcdfghjklmnpqrstvwxz2456789");
        name = metadata.value("generateName"_L1).toString();
        for (int i = 0; i < 5; ++i) {
            name += QChar(letters.at(static_cast<qsizetype>(m_random() % static_cast<quint64>(letters.size()))));
        }
        metadata[u"name"_s] = name;
    }
    if (const auto problem = nameProblem(name)) {
        return refuse(invalid(resource, name, {*problem}));
    }
    if (!resource.namespaced) {
        return name;
    }
    const QString named = metadata.value("namespace"_L1).toString();
    if (!named.isEmpty() && named != ns) {
        return refuse(
            badRequest(u"the namespace of the provided object does not match the namespace sent on the request"_s));
    }
    metadata[u"namespace"_s] = ns;
    if (!m_store.find(m_catalog.namespaces(), {}, ns)) {
        return refuse(notFound(m_catalog.namespaces(), ns));
    }
    return name;
}

Answer<StoredPtr> ObjectApi::create(const Resource& resource, const QString& ns, QJsonObject body,
                                    const WriteOptions& options)
{
    if (const auto wrong = mistaken(resource, body)) {
        return refuse(*wrong);
    }
    QJsonObject metadata = keptMetadata(body.value("metadata"_L1).toObject());
    const auto name = checkedName(resource, ns, metadata);
    if (!name) {
        return refuse(name.error());
    }
    if (m_store.find(resource, metadata["namespace"_L1].toString(), *name)) {
        return refuse(alreadyExists(resource, *name));
    }
    metadata[u"uid"_s] = newUid();
    metadata[u"creationTimestamp"_s] = formatTimestamp(now());
    metadata[u"generation"_s] = 1;
    body[u"metadata"_s] = metadata;
    body.remove(u"status"_s);
    if (resource.plural == "namespaces"_L1) {
        body[u"status"_s] = QJsonObject{{u"phase"_s, u"Active"_s}};
    }
    if (const auto wrong = shape(resource, *name, body, options)) {
        return refuse(*wrong);
    }
    return options.dryRun ? m_store.imagine(resource, body) : m_store.put(resource, body);
}

Answer<StoredPtr> ObjectApi::update(const Resource& resource, const QString& ns, const QString& name, QJsonObject body,
                                    bool status, const WriteOptions& options)
{
    const StoredPtr before = m_store.find(resource, ns, name);
    if (!before) {
        return refuse(notFound(resource, name));
    }
    if (const auto wrong = mistaken(resource, body)) {
        return refuse(*wrong);
    }
    const QJsonObject metadata = body.value("metadata"_L1).toObject();
    if (const QString given = metadata["name"_L1].toString(); given != name) {
        return refuse(
            badRequest(u"the name of the object (%1) does not match the name on the URL (%2)"_s.arg(given, name)));
    }
    if (resource.schema && metadata["resourceVersion"_L1].toString().isEmpty()) {
        return refuse(invalid(resource, name,
                              {{u"FieldValueInvalid"_s, u"metadata.resourceVersion"_s,
                                u"Invalid value: 0: must be specified for an update"_s}}));
    }
    return save(resource, before, std::move(body), status, options);
}

Answer<StoredPtr> ObjectApi::patch(const Resource& resource, const QString& ns, const QString& name, PatchType type,
                                   const QJsonValue& patch, bool status, const WriteOptions& options)
{
    const StoredPtr before = m_store.find(resource, ns, name);
    if (!before) {
        return refuse(notFound(resource, name));
    }
    if (type == PatchType::Merge ? !patch.isObject() : !patch.isArray()) {
        return refuse(badRequest(u"error decoding patch: not a valid patch document"_s));
    }
    Answer<QJsonValue> after = type == PatchType::Merge ? Answer<QJsonValue>(mergePatch(before->json, patch))
                                                        : jsonPatch(before->json, patch.toArray());
    if (!after) {
        return refuse(after.error());
    }
    return save(resource, before, after->toObject(), status, options);
}

Answer<StoredPtr> ObjectApi::save(const Resource& resource, const StoredPtr& before, QJsonObject after, bool status,
                                  const WriteOptions& options)
{
    const QString name = before->name();
    const QJsonObject old = before->metadata();
    const QJsonObject given = after.value("metadata"_L1).toObject();
    const QString version = given["resourceVersion"_L1].toString();
    if (!version.isEmpty() && version != old["resourceVersion"_L1].toString()) {
        return refuse(conflict(resource, name, modifiedMessage()));
    }
    if (const QString uid = given["uid"_L1].toString(); !uid.isEmpty() && uid != before->uid()) {
        return refuse(conflict(
            resource, name,
            u"Precondition failed: UID in precondition: %1, UID in object meta: %2"_s.arg(uid, before->uid())));
    }
    QJsonObject metadata = old;
    if (status) {
        const QJsonValue newStatus = after.value("status"_L1);
        after = before->json;
        setOrRemove(after, u"status"_s, newStatus);
    } else {
        setOrRemove(after, u"status"_s, before->json["status"_L1]);
        metadata = keptMetadata(given);
        for (const char16_t* field : {u"name", u"namespace", u"uid", u"creationTimestamp", u"deletionTimestamp",
                                      u"deletionGracePeriodSeconds", u"generation", u"resourceVersion"}) {
            setOrRemove(metadata, QString::fromUtf16(field), old[QString::fromUtf16(field)]);
        }
    }
    after[u"metadata"_s] = metadata;
    if (const auto wrong = shape(resource, name, after, options)) {
        return refuse(*wrong);
    }
    if (!status && desiredState(after) != desiredState(before->json)) {
        metadata[u"generation"_s] = old["generation"_L1].toInteger() + 1;
        after[u"metadata"_s] = metadata;
    }
    if (after == before->json) {
        return before; // as a real server: no new version for an update that changes nothing
    }
    if (options.dryRun) {
        return m_store.imagine(resource, after);
    }
    if (metadata.contains("deletionTimestamp"_L1) && !metadata.contains("finalizers"_L1)) {
        m_store.remove(resource, before);
        return before;
    }
    return m_store.put(resource, after);
}

Answer<StoredPtr> ObjectApi::remove(const Resource& resource, const QString& ns, const QString& name,
                                    const DeleteOptions& options)
{
    const StoredPtr object = m_store.find(resource, ns, name);
    if (!object) {
        return refuse(notFound(resource, name));
    }
    if (!options.uid.isEmpty() && options.uid != object->uid()) {
        return refuse(
            conflict(resource, name,
                     u"the UID in the precondition (%1) does not match the UID in record (%2). The object might "
                     "have been deleted and then recreated"_s.arg(options.uid, object->uid())));
    }
    QJsonObject metadata = object->metadata();
    const QString version = metadata["resourceVersion"_L1].toString();
    if (!options.resourceVersion.isEmpty() && options.resourceVersion != version) {
        return refuse(
            conflict(resource, name,
                     u"the ResourceVersion in the precondition (%1) does not match the ResourceVersion in record "
                     "(%2). The object might have been modified"_s.arg(options.resourceVersion, version)));
    }
    if (options.dryRun) {
        return object;
    }
    if (options.orphan) {
        orphanDependents(object->uid());
    }
    if (metadata.contains("finalizers"_L1)) {
        if (metadata.contains("deletionTimestamp"_L1)) {
            return object;
        }
        metadata[u"deletionTimestamp"_s] = formatTimestamp(now());
        metadata[u"deletionGracePeriodSeconds"_s] = 0;
        QJsonObject json = object->json;
        json[u"metadata"_s] = metadata;
        return m_store.put(resource, json);
    }
    m_store.remove(resource, object);
    return object;
}

void ObjectApi::orphanDependents(const QString& uid)
{
    for (const Resource& resource : m_catalog.all()) {
        const Store::Objects objects = m_store.objects(resource);
        for (const auto& [place, object] : objects) {
            QJsonObject metadata = object->metadata();
            QJsonArray kept;
            const QJsonArray owners = metadata.value("ownerReferences"_L1).toArray();
            for (const QJsonValue& owner : owners) {
                if (owner["uid"_L1].toString() != uid) {
                    kept.append(owner);
                }
            }
            if (kept.size() == owners.size()) {
                continue;
            }
            setOrRemove(metadata, u"ownerReferences"_s,
                        kept.isEmpty() ? QJsonValue(QJsonValue::Undefined) : QJsonValue(kept));
            QJsonObject json = object->json;
            json[u"metadata"_s] = metadata;
            m_store.put(resource, json);
        }
    }
}

Answer<StoredPtr> ObjectApi::plant(const Resource& resource, QJsonObject object)
{
    const QJsonObject given = object.value("metadata"_L1).toObject();
    QJsonObject metadata = keptMetadata(given);
    metadata[u"uid"_s] = given.contains("uid"_L1) ? given["uid"_L1].toString() : newUid();
    metadata[u"creationTimestamp"_s] =
        given.contains("creationTimestamp"_L1) ? given["creationTimestamp"_L1].toString() : formatTimestamp(now());
    metadata[u"generation"_s] = 1;
    const QString name = metadata["name"_L1].toString();
    if (const auto problem = nameProblem(name)) {
        return refuse(invalid(resource, name, {*problem}));
    }
    object[u"metadata"_s] = metadata;
    WriteOptions strict;
    strict.fieldValidation = u"Strict"_s;
    if (const auto wrong = shape(resource, name, object, strict)) {
        return refuse(*wrong);
    }
    return m_store.put(resource, object);
}

} // namespace konductor::sandbox
