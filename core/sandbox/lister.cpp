// SPDX-License-Identifier: Apache-2.0
#include "core/sandbox/lister.h"

#include "core/base/json.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace konductor::sandbox {

namespace {

constexpr std::chrono::minutes defaultWatch(45); // between kube-apiserver's 30 and 60 minutes

QString continueToken(quint64 version, const Stored& last)
{
    const QJsonObject json{{u"v"_s, QString::number(version)}, {u"ns"_s, last.ns()}, {u"name"_s, last.name()}};
    return QString::fromLatin1(
        compactJson(json).toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

Answer<quint64> parseVersion(const QString& text)
{
    bool isNumber = false;
    const quint64 version = text.toULongLong(&isNumber);
    if (!isNumber && !text.isEmpty()) {
        return refuse(badRequest(u"Invalid value: \"%1\": resourceVersion: Invalid value"_s.arg(text)));
    }
    return version;
}

Refusal forbiddenParameter(const QString& field, const QString& why)
{
    return {422, u"Invalid"_s, u"ListOptions.meta.k8s.io \"\" is invalid: %1: Forbidden: %2"_s.arg(field, why)};
}

/// One page out of everything: what it holds, and whether more follows.
struct Page {
    std::vector<const Stored*> items;
    bool more = false;
    qint64 remaining = 0;
};

Page cutPage(const std::vector<StoredPtr>& all, const Store::Place& after, const Selector& selector, qint64 limit)
{
    Page page;
    const bool resumed = after != Store::Place();
    for (const StoredPtr& object : all) {
        if (resumed && Store::Place(object->ns(), object->name()) <= after) {
            continue;
        }
        if (!selector.matches(*object)) {
            continue;
        }
        if (limit > 0 && static_cast<qint64>(page.items.size()) >= limit) {
            page.more = true;
            ++page.remaining;
            continue;
        }
        page.items.push_back(object.get());
    }
    return page;
}

QByteArray listBytes(const Resource& resource, const Page& page, const QJsonObject& listMeta)
{
    qsizetype size = 256;
    for (const Stored* object : page.items) {
        size += object->bytes.size() + 1;
    }
    QByteArray body;
    body.reserve(size);
    body += "{\"kind\":\"" + resource.kind.toUtf8() + "List\",\"apiVersion\":\"" + resource.groupVersion().toUtf8()
        + "\",\"metadata\":" + compactJson(listMeta) + ",\"items\":[";
    for (size_t i = 0; i < page.items.size(); ++i) {
        if (i > 0) {
            body += ',';
        }
        body += page.items[i]->bytes;
    }
    body += "]}\n";
    return body;
}

} // namespace

Answer<Lister::Position> Lister::continued(const QString& token) const
{
    const auto decoded = QByteArray::fromBase64Encoding(
        token.toLatin1(), QByteArray::Base64UrlEncoding | QByteArray::AbortOnBase64DecodingErrors);
    const QJsonObject json = QJsonDocument::fromJson(decoded.decoded).object();
    const quint64 version = json["v"_L1].toString().toULongLong();
    if (version == 0) {
        return refuse(badRequest(u"continue key is not valid: invalid continue token"_s));
    }
    if (version < m_store.oldestVersion()) {
        return refuse(
            expired(u"The provided continue parameter is too old to display a consistent list result. You can start "
                    "a new list without the continue parameter."_s));
    }
    return Position{version, {json["ns"_L1].toString(), json["name"_L1].toString()}};
}

Answer<Lister::Position> Lister::position(const Query& query) const
{
    const QString text = query.value(u"resourceVersion");
    const QString match = query.value(u"resourceVersionMatch");
    const auto asked = parseVersion(text);
    if (!asked) {
        return refuse(asked.error());
    }
    if (const QString token = query.value(u"continue"); !token.isEmpty()) {
        if (*asked > 0) {
            return refuse(badRequest(u"specifying resource version is not allowed when using continue"_s));
        }
        return continued(token);
    }
    if (!match.isEmpty() && text.isEmpty()) {
        return refuse(forbiddenParameter(u"resourceVersionMatch"_s,
                                         u"resourceVersionMatch is forbidden unless resourceVersion is provided"_s));
    }
    if (*asked > m_store.version()) {
        return refuse(tooLargeVersion(text, QString::number(m_store.version())));
    }
    const bool exact = match == "Exact"_L1 || (match.isEmpty() && *asked > 0 && query.has(u"limit"));
    if (!exact) {
        return Position{m_store.version(), {}};
    }
    if (*asked < m_store.oldestVersion()) {
        return refuse(expired(u"The resourceVersion for the provided list is too old."_s));
    }
    return Position{*asked, {}};
}

Answer<std::vector<StoredPtr>> Lister::select(const ApiPath& path, const Query& query)
{
    const auto selector = Selector::parse(*path.resource, query.value(u"labelSelector"), query.value(u"fieldSelector"));
    if (!selector) {
        return refuse(selector.error());
    }
    auto objects = *m_store.at(*path.resource, path.ns, m_store.version());
    std::erase_if(objects, [&](const StoredPtr& object) { return !selector->matches(*object); });
    return objects;
}

Answer<QByteArray> Lister::list(const ApiPath& path, const Query& query, TableStyle style)
{
    const auto selector = Selector::parse(*path.resource, query.value(u"labelSelector"), query.value(u"fieldSelector"));
    if (!selector) {
        return refuse(selector.error());
    }
    const auto from = position(query);
    if (!from) {
        return refuse(from.error());
    }
    qint64 limit = query.value(u"limit").toLongLong();
    if (m_maxPage > 0 && (limit <= 0 || limit > m_maxPage)) {
        limit = m_maxPage;
    }
    const auto all = m_store.at(*path.resource, path.ns, from->version);
    if (!all) {
        return refuse(expired(u"The resourceVersion for the provided list is too old."_s));
    }
    const Page page = cutPage(*all, from->after, *selector, limit);
    QJsonObject listMeta{{u"resourceVersion"_s, QString::number(from->version)}};
    if (page.more) {
        listMeta[u"continue"_s] = continueToken(from->version, *page.items.back());
        if (selector->isEmpty()) {
            listMeta[u"remainingItemCount"_s] = page.remaining;
        }
    }
    return style == TableStyle::None ? listBytes(*path.resource, page, listMeta)
                                     : compactJson(tableOf(*path.resource, page.items, listMeta, style, m_clock.now()));
}

Answer<std::unique_ptr<ResponseStream>> Lister::watch(const ApiPath& path, const Query& query, TableStyle style)
{
    const auto selector = Selector::parse(*path.resource, query.value(u"labelSelector"), query.value(u"fieldSelector"));
    if (!selector) {
        return refuse(selector.error());
    }
    const QString match = query.value(u"resourceVersionMatch");
    const bool streamingList = query.isSet(u"sendInitialEvents");
    if (query.has(u"sendInitialEvents") && match != "NotOlderThan"_L1) {
        return refuse(forbiddenParameter(u"resourceVersionMatch"_s,
                                         u"sendInitialEvents requires setting resourceVersionMatch to NotOlderThan"_s));
    }
    if (!query.has(u"sendInitialEvents") && !match.isEmpty()) {
        return refuse(
            forbiddenParameter(u"resourceVersionMatch"_s,
                               u"resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided"_s));
    }
    const auto version = parseVersion(query.value(u"resourceVersion"));
    if (!version) {
        return refuse(version.error());
    }
    if (streamingList && *version > m_store.version()) {
        return refuse(tooLargeVersion(QString::number(*version), QString::number(m_store.version())));
    }
    WatchOptions options;
    options.ns = path.ns;
    options.selector = *selector;
    options.fromVersion = *version;
    // Without a version a watch begins with what there is, unless that was declined.
    options.initialEvents = streamingList || (*version == 0 && !query.has(u"sendInitialEvents"));
    options.bookmarks = query.isSet(u"allowWatchBookmarks");
    options.initialEventsEnd = streamingList && options.bookmarks;
    if (*version == 0) {
        options.fromVersion = m_store.version();
    }
    const qint64 seconds = query.value(u"timeoutSeconds").toLongLong();
    options.timeout = seconds > 0 ? std::chrono::seconds(seconds) : std::chrono::seconds(defaultWatch);
    options.style = style;
    return std::make_unique<WatchStream>(m_hub, m_store, *path.resource, std::move(options), m_clock);
}

} // namespace konductor::sandbox
