// SPDX-License-Identifier: Apache-2.0
#include "tests/core/sdk/sdkcontract.h"

#include "core/sdk/requests.h"

using namespace Qt::StringLiterals;

namespace konductor::test {

namespace {

QCoro::Task<Result<kube::Response>> send(kube::Connection& connection, kube::Request request)
{
    return connection.send(std::move(request));
}

QCoro::Task<Result<void>> idling(sdk::Client* client)
{
    QCoro::Task<void> idle = client->idle();
    co_await idle;
    co_return Result<void>();
}

} // namespace

void SdkContract::initTestCase()
{
    const auto settings = startServer();
    VERIFY_RESULT(settings);
    m_settings = *settings;
    auto connection = kube::Connection::open(m_settings, m_clock);
    VERIFY_RESULT(connection);
    m_connection = std::move(*connection);
    m_client.emplace(*m_connection, m_clock, sdk::Client::Config{.ns = u"default"_s, .holder = u"me"_s});
}

void SdkContract::cleanupTestCase()
{
    auto idle = test::start(idling(&*m_client));
    std::ignore = idle.result(); // whatever a slot that failed has left under way
    m_client.reset();
    m_connection.reset();
    VERIFY_RESULT(idle.result());
}

ObjectPtr SdkContract::make(const ObjectPtr& object)
{
    const Result<ObjectPtr> made = await(m_client->create(object));
    return made ? *made : nullptr;
}

ObjectPtr SdkContract::fresh(Kind kind, const QString& name)
{
    const Result<ObjectPtr> object = await(m_client->getObject(kind, name));
    return object ? *object : nullptr;
}

Result<ObjectPtr> SdkContract::patchStatus(Kind kind, const QString& name, const QJsonObject& status)
{
    const Result<ObjectPtr> object = await(m_client->getObject(kind, name));
    if (!object) {
        return object;
    }
    const Result<kube::Response> answer = await(send(*m_connection, sdk::statusPatch(**object, status, true)));
    return answer ? Decoder(kind).object(answer->body) : fail(answer.error());
}

qsizetype SdkContract::childrenOf(Kind child, const QString& parent)
{
    const Result<std::vector<ObjectPtr>> all = await(m_client->listObjects(child));
    return std::count_if(all->begin(), all->end(), [&](const ObjectPtr& c) { return parentName(*c) == parent; });
}

bool SdkContract::isClean(Kind kind, const QString& name)
{
    return QTest::qWaitFor([&] {
        const ObjectPtr object = fresh(kind, name);
        if (!object) {
            return false; // the server had no time
        }
        const QStringList annotations = object->meta.annotations.keys();
        const bool queued = std::any_of(annotations.begin(), annotations.end(),
                                        [](const QString& key) { return key.startsWith(u"wait.konductor.io/"); });
        const bool children = kind == Kind::Semaphore ? childrenOf(Kind::Permit, name) > 0
            : kind == Kind::Lease                     ? childrenOf(Kind::LeaseRequest, name) > 0
                                                      : false;
        return !queued && !children;
    });
}

} // namespace konductor::test
