// SPDX-License-Identifier: Apache-2.0
#include "core/sdk/client.h"
#include "core/sdk/clientcore.h"
#include "core/sdk/requests.h"

using namespace Qt::StringLiterals;

namespace konductor::sdk {

namespace {

/// All pages.
QCoro::Task<Result<std::vector<ObjectPtr>>> listAll(Core core, Kind kind, QString ns, std::stop_token stop)
{
    std::vector<ObjectPtr> all;
    QString next;
    do {
        kube::Request request = listRequest(kind, ns);
        request.query.addQueryItem(u"limit"_s, u"500"_s);
        if (!next.isEmpty()) {
            request.query.addQueryItem(u"continue"_s, QString::fromLatin1(QUrl::toPercentEncoding(next)));
        }
        const Result<kube::Response> answer = co_await core->send(request, stop);
        if (!answer) {
            co_return fail(answer.error());
        }
        Result<ObjectList> page = Decoder(kind).list(answer->body);
        if (!page) {
            co_return fail(page.error());
        }
        next = page->continueToken;
        all.insert(all.end(), page->items.begin(), page->items.end());
    } while (!next.isEmpty());
    co_return all;
}

ObjectPtr placed(const ObjectPtr& object, const QString& ns)
{
    if (!object->meta.ns.isEmpty()) {
        return object;
    }
    return visitObject(*object, [&](const auto& typed) -> ObjectPtr {
        auto copy = std::make_shared<std::remove_cvref_t<decltype(typed)>>(typed);
        copy->meta.ns = ns;
        return copy;
    });
}

QCoro::Task<Result<void>> withoutAnswer(Core core, kube::Request request, std::stop_token stop)
{
    const Result<kube::Response> answer = co_await core->send(request, stop);
    co_return answer ? Result<void>() : fail(answer.error());
}

} // namespace

Client::Task<ObjectPtr> Client::getObject(Kind kind, QString name, Stop stop)
{
    return m_core->sendFor(kind, getRequest(key(kind, name)), std::move(stop));
}

Client::Task<std::vector<ObjectPtr>> Client::listObjects(Kind kind, Stop stop)
{
    return listAll(m_core, kind, m_ns, std::move(stop));
}

Client::Task<ObjectPtr> Client::create(ObjectPtr object, Stop stop)
{
    return m_core->sendFor(object->kind, createRequest(*placed(object, m_ns)), std::move(stop));
}

Client::Task<ObjectPtr> Client::update(ObjectPtr object, Stop stop)
{
    return m_core->sendFor(object->kind, updateRequest(*placed(object, m_ns)), std::move(stop));
}

Client::Task<void> Client::remove(Kind kind, QString name, Stop stop)
{
    return withoutAnswer(m_core, removalRequest(key(kind, name)), std::move(stop));
}

} // namespace konductor::sdk
