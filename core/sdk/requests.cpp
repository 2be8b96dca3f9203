// SPDX-License-Identifier: Apache-2.0
#include "core/sdk/requests.h"

#include "core/api/child.h"
#include "core/api/encoder.h"
#include "core/api/kinds.h"
#include "core/api/paths.h"
#include "core/base/json.h"

#include <QCryptographicHash>

using namespace Qt::StringLiterals;

namespace konductor::sdk {

namespace {

constexpr std::chrono::milliseconds patience(10'000);
constexpr qsizetype hashLength = 10;

kube::Request request(kube::Verb verb, const QString& path, const Spoken& subject, const QJsonObject& body = {},
                      const QByteArray& contentType = "application/json")
{
    kube::Request made;
    made.verb = verb;
    made.path = path;
    made.subject = subject;
    made.timeout = patience;
    if (!body.isEmpty()) {
        made.body = compactJson(body);
        made.contentType = contentType;
    }
    return made;
}

QJsonObject guardOf(const Object& seen, bool uidOnly)
{
    QJsonObject guard{{u"uid"_s, seen.meta.uid.toString()}};
    if (!uidOnly) {
        guard.insert(u"resourceVersion"_s, seen.meta.resourceVersion.toString());
    }
    return guard;
}

} // namespace

kube::Request getRequest(const ObjectKey& key)
{
    return request(kube::Verb::Get, objectPath(key), toString(key));
}

kube::Request listRequest(Kind kind, const QString& ns)
{
    return request(kube::Verb::Get, collectionPath(kind, ns), u"%1 in %2"_s.arg(kindInfo(kind).plural, ns));
}

kube::Request createRequest(const Object& object)
{
    QJsonObject json = toJson(object);
    json.remove(u"status"_s);
    return request(kube::Verb::Post, collectionPath(object.kind, object.meta.ns), toString(object.key()), json);
}

kube::Request updateRequest(const Object& object)
{
    QJsonObject json = toJson(object);
    json.remove(u"status"_s);
    return request(kube::Verb::Put, objectPath(object.key()), toString(object.key()), json);
}

kube::Request statusPatch(const Object& seen, const QJsonObject& status, bool uidOnly)
{
    return request(kube::Verb::Patch, objectPath(seen.key(), u"status"), toString(seen.key()),
                   {{u"metadata"_s, guardOf(seen, uidOnly)}, {u"status"_s, status}}, "application/merge-patch+json");
}

kube::Request annotationPatch(const Object& seen, const QJsonObject& annotations)
{
    QJsonObject metadata = guardOf(seen, true);
    metadata.insert(u"annotations"_s, annotations);
    return request(kube::Verb::Patch, objectPath(seen.key()), toString(seen.key()), {{u"metadata"_s, metadata}},
                   "application/merge-patch+json");
}

kube::Request removalRequest(const ObjectKey& key)
{
    return request(kube::Verb::Delete, objectPath(key), toString(key));
}

kube::Request deleteRequest(const Object& seen, bool uidOnly)
{
    return request(
        kube::Verb::Delete, objectPath(seen.key()), toString(seen.key()),
        {{u"apiVersion"_s, u"v1"_s}, {u"kind"_s, u"DeleteOptions"_s}, {u"preconditions"_s, guardOf(seen, uidOnly)}});
}

QString preciseTime(Timestamp time)
{
    const auto second = std::chrono::floor<std::chrono::seconds>(time);
    const auto rest = static_cast<int>((time - second).count());
    return rest == 0 ? formatTimestamp(time)
                     : formatTimestamp(second).chopped(1) + u".%1Z"_s.arg(rest, 3, 10, QLatin1Char('0'));
}

QString childName(const QString& parent, const QString& holder)
{
    const QString plain = parent + u'-' + holder;
    const QString name = dnsName(plain);
    if (name == plain && name.size() <= longestObjectName) {
        return name;
    }
    const QByteArray hash = QCryptographicHash::hash(plain.toUtf8(), QCryptographicHash::Sha256).toHex();
    return dnsName(name.left(longestObjectName - hashLength - 1)) + u'-' + QString::fromLatin1(hash.left(hashLength));
}

} // namespace konductor::sdk
