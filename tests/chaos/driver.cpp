// SPDX-License-Identifier: Apache-2.0
#include "tests/chaos/driver.h"

#include "core/api/decoder.h"
#include "core/api/paths.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace konductor::test {

namespace {

const QStringList namespaces{u"default"_s, u"team-a"_s};
constexpr int names = 5;

QJsonObject specOf(Kind kind, int serial)
{
    switch (kind) {
    case Kind::Semaphore:
        return {{u"permits"_s, 1 + serial % 50}};
    case Kind::Permit:
        return {{u"semaphore"_s, u"n%1"_s.arg(serial % names)}, {u"holder"_s, u"h%1"_s.arg(serial)}};
    default:
        return {{u"ttl"_s, u"%1s"_s.arg(10 + serial)}};
    }
}

QJsonObject statusOf(Kind kind, int serial)
{
    switch (kind) {
    case Kind::Semaphore:
        return {{u"phase"_s, u"Ready"_s}, {u"inUse"_s, serial % 7}, {u"available"_s, serial % 5}};
    case Kind::Permit:
        return {{u"phase"_s, serial % 2 == 0 ? u"Granted"_s : u"Pending"_s}};
    default:
        return {{u"phase"_s, u"Held"_s}, {u"holder"_s, u"h%1"_s.arg(serial)}};
    }
}

QString textOf(const ObjectKey& key)
{
    return u"%1 %2/%3"_s.arg(kindInfo(key.kind).plural, key.ns, key.name);
}

kube::Request requestFor(kube::Verb verb, const QString& path, const QJsonObject& body, const char* contentType)
{
    kube::Request request;
    request.verb = verb;
    request.path = path;
    request.body = QJsonDocument(body).toJson(QJsonDocument::Compact);
    request.contentType = contentType;
    return request;
}

} // namespace

QCoro::Task<Result<void>> Driver::send(kube::Request request)
{
    const Result<kube::Response> answer = co_await m_connection.send(request);
    if (!answer) {
        co_return fail(answer.error());
    }
    const QJsonObject meta = QJsonDocument::fromJson(answer->body).object()["metadata"_L1].toObject();
    if (meta.contains("uid"_L1)) {
        m_versions.insert(meta["uid"_L1].toString() + u'@' + meta["resourceVersion"_L1].toString());
    }
    co_return Result<void>();
}

QCoro::Task<Result<void>> Driver::burst(int writes)
{
    for (int i = 0; i < writes; ++i) {
        const Result<void> written = co_await write();
        if (!written) {
            co_return fail(written.error());
        }
    }
    co_return Result<void>();
}

QCoro::Task<Result<void>> Driver::write()
{
    const ObjectKey key{chaosKinds[m_random() % chaosKinds.size()], namespaces[static_cast<int>(m_random() % 2)],
                        u"n%1"_s.arg(m_random() % names)};
    const quint64 drawn = m_random() % 100;
    if (!m_present.contains(textOf(key))) {
        co_return co_await create(key);
    }
    if (drawn < 50) {
        co_return co_await change(key, false);
    }
    if (drawn < 75) {
        co_return co_await change(key, true);
    }
    const Result<void> removed = co_await remove(key);
    if (removed && drawn < 85) {
        co_return co_await create(key); // at once, under a new uid
    }
    co_return removed;
}

QCoro::Task<Result<void>> Driver::create(ObjectKey key)
{
    const KindInfo& info = kindInfo(key.kind);
    const QString version = u"%1/%2"_s.arg(info.group, info.version);
    const QJsonObject body{{u"apiVersion"_s, version},
                           {u"kind"_s, info.name.toString()},
                           {u"metadata"_s, QJsonObject{{u"name"_s, key.name}, {u"namespace"_s, key.ns}}},
                           {u"spec"_s, specOf(key.kind, m_serial++)}};
    m_present.insert({textOf(key), key});
    const kube::Request request =
        requestFor(kube::Verb::Post, collectionPath(key.kind, key.ns), body, "application/json");
    co_return co_await send(request);
}

QCoro::Task<Result<void>> Driver::change(ObjectKey key, bool status)
{
    const int serial = m_serial++;
    const QJsonObject meta{{u"annotations"_s, QJsonObject{{u"serial"_s, QString::number(serial)}}}};
    const QJsonObject body = status ? QJsonObject{{u"status"_s, statusOf(key.kind, serial)}}
                                    : QJsonObject{{u"metadata"_s, meta}, {u"spec"_s, specOf(key.kind, serial)}};
    const kube::Request request =
        requestFor(kube::Verb::Patch, objectPath(key, status ? u"status" : u""), body, "application/merge-patch+json");
    co_return co_await send(request);
}

QCoro::Task<Result<void>> Driver::remove(ObjectKey key)
{
    m_present.erase(textOf(key));
    kube::Request request;
    request.verb = kube::Verb::Delete;
    request.path = objectPath(key);
    co_return co_await send(request);
}

QCoro::Task<Result<void>> Driver::clear()
{
    for (const Kind kind : chaosKinds) {
        const Result<std::vector<ObjectPtr>> found = co_await list(kind);
        if (!found) {
            co_return fail(found.error());
        }
        for (const ObjectPtr& object : *found) {
            const Result<void> removed = co_await remove(object->key());
            if (!removed) {
                co_return fail(removed.error());
            }
        }
    }
    co_return Result<void>();
}

QCoro::Task<Result<void>> Driver::mark()
{
    for (const Kind kind : chaosKinds) {
        const ObjectKey key{kind, namespaces[0], u"marker"_s};
        const bool present = m_present.contains(textOf(key));
        Result<void> written;
        if (present) {
            written = co_await change(key, false);
        } else {
            written = co_await create(key);
        }
        if (!written) {
            co_return fail(written.error());
        }
    }
    co_return Result<void>();
}

QCoro::Task<Result<std::vector<ObjectPtr>>> Driver::list(Kind kind)
{
    kube::Request request;
    request.path = collectionPath(kind, {});
    std::vector<ObjectPtr> items;
    Decoder decoder(kind);
    QString next;
    do {
        request.query.clear();
        if (!next.isEmpty()) {
            request.query.addQueryItem(u"continue"_s, QString::fromLatin1(QUrl::toPercentEncoding(next)));
        }
        const Result<kube::Response> answer = co_await m_connection.send(request);
        if (!answer) {
            co_return fail(answer.error());
        }
        const Result<ObjectList> page = decoder.list(answer->body);
        if (!page) {
            co_return fail(page.error());
        }
        for (const ObjectPtr& item : page->items) {
            m_versions.insert(item->meta.uid.toString() + u'@' + item->meta.resourceVersion.toString());
        }
        items.insert(items.end(), page->items.begin(), page->items.end());
        next = page->continueToken;
    } while (!next.isEmpty());
    co_return items;
}

} // namespace konductor::test
