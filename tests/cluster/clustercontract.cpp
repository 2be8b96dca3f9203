// SPDX-License-Identifier: Apache-2.0
#include "tests/cluster/clustercontract.h"

#include "core/api/kinds.h"
#include "core/api/paths.h"
#include "core/live/clustermirror.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;

namespace konductor::test {

namespace {

const QString ns = u"default"_s;

QJsonObject json(const char* text)
{
    return QJsonDocument::fromJson(text).object();
}

struct Sample {
    Kind kind;
    const char* spec;
    const char* changed;
    const char* status; ///< What the schema requires; `conditions` are added.
};

const std::vector<Sample> samples{
    {Kind::Semaphore, R"({"permits":2})", R"({"permits":3})", R"({"phase":"Ready","inUse":0,"available":3})"},
    {Kind::Permit, R"({"semaphore":"none","holder":"a"})", R"({"holder":"b"})", R"({"phase":"Granted"})"},
    {Kind::Barrier, R"({"expected":2})", R"({"expected":3})", R"({"phase":"Waiting","arrived":0})"},
    {Kind::Arrival, R"({"barrier":"none","holder":"a"})", R"({"holder":"b"})", R"({"phase":"Waiting"})"},
    {Kind::Lease, R"({"ttl":"1h"})", R"({"ttl":"2h"})", R"({"phase":"Available"})"},
    {Kind::LeaseRequest, R"({"lease":"none","holder":"a"})", R"({"holder":"b"})", R"({"phase":"Pending"})"},
    {Kind::Gate, R"({"conditions":[{"type":"Barrier","name":"none","state":"Open"}]})", R"({"timeout":"2h"})",
     R"({"phase":"Waiting"})"},
    {Kind::Mutex, R"({"ttl":"1h"})", R"({"ttl":"2h"})", R"({"phase":"Unlocked"})"},
    {Kind::RWMutex, R"({"ttl":"1h"})", R"({"ttl":"2h"})", R"({"phase":"Unlocked"})"},
    {Kind::Once, R"({"ttl":"1h"})", R"({"ttl":"2h"})", R"({"phase":"Pending","executed":false})"},
    {Kind::WaitGroup, R"({"ttl":"1h"})", R"({"ttl":"2h"})", R"({"phase":"Waiting","counter":1})"},
};

const char* const condition =
    R"({"type":"Seen","status":"True","reason":"Test","message":"","lastTransitionTime":"2026-11-24T12:00:00Z"})";

QJsonObject contents(const ObjectPtr& object)
{
    return object ? QJsonDocument::fromJson(*object->json).object() : QJsonObject();
}

} // namespace

void ClusterContract::initTestCase()
{
    const auto started = startServer();
    QVERIFY2(started, started ? "" : qPrintable(oneLine(started.error())));
    m_kubeconfig = *started;
    const auto settings = settingsOf(m_kubeconfig);
    QVERIFY2(settings, settings ? "" : qPrintable(oneLine(settings.error())));
    m_settings = *settings;
    m_client = std::make_unique<Client>(m_settings);
    live::LiveOptions options;
    options.keepJson = true;
    m_session = std::make_unique<live::LiveSession>(m_settings, options);
    QTRY_VERIFY_WITH_TIMEOUT(m_session->isSettled(), 20'000);
}

void ClusterContract::cleanupTestCase()
{
    m_session.reset();
    m_client.reset();
}

ObjectPtr ClusterContract::seen(const ObjectKey& key) const
{
    return m_session->mirror().objects().find(key);
}

Timestamp ClusterContract::now() const
{
    return m_session->mirror().serverTime(m_clock.now());
}

Result<kube::Response> ClusterContract::create(const ObjectKey& key, const QJsonObject& spec, const QJsonObject& owner)
{
    const KindInfo& info = kindInfo(key.kind);
    QJsonObject metadata{{u"name"_s, key.name}, {u"namespace"_s, key.ns}};
    if (!owner.isEmpty()) {
        metadata[u"ownerReferences"_s] = QJsonArray{owner};
    }
    if (info.parent) {
        const QString label = info.parentLabel.toString();
        metadata[u"labels"_s] = QJsonObject{{label, spec[label]}};
    }
    const QJsonObject body{{u"apiVersion"_s, QString(info.group.toString() + u"/"_s + info.version.toString())},
                           {u"kind"_s, info.name.toString()},
                           {u"metadata"_s, metadata},
                           {u"spec"_s, spec}};
    kube::Request request;
    request.verb = kube::Verb::Post;
    request.path = collectionPath(key.kind, key.ns);
    request.contentType = "application/json";
    request.body = QJsonDocument(body).toJson();
    return m_client->send(request);
}

Result<kube::Response> ClusterContract::patch(const ObjectKey& key, const QJsonObject& body, QStringView subresource)
{
    kube::Request request;
    request.verb = kube::Verb::Patch;
    request.path = objectPath(key, subresource);
    request.contentType = "application/merge-patch+json";
    request.body = QJsonDocument(body).toJson();
    return m_client->send(request);
}

QJsonObject ClusterContract::get(const QString& path)
{
    kube::Request request;
    request.path = path;
    const auto response = m_client->send(request);
    return response ? QJsonDocument::fromJson(response->body).object() : QJsonObject();
}

std::optional<action::Outcome> ClusterContract::carryOut(const action::Plan& plan, bool dry)
{
    action::PlanRun run(*m_session, plan, m_clock);
    QSignalSpy spy(&run, &action::PlanRun::finished);
    dry ? run.dryRun() : run.start();
    if (spy.isEmpty() && !spy.wait(15'000)) {
        return std::nullopt;
    }
    return spy.front().front().value<action::Outcome>();
}

void ClusterContract::everyKindIsSeenFromCreationToDeletion_data()
{
    QTest::addColumn<int>("sample");
    for (size_t i = 0; i < samples.size(); ++i) {
        QTest::newRow(kindInfo(samples[i].kind).plural.toUtf8().constData()) << int(i);
    }
}

void ClusterContract::everyKindIsSeenFromCreationToDeletion()
{
    QFETCH(int, sample);
    const Sample& s = samples[size_t(sample)];
    const ObjectKey key{s.kind, ns, u"whole-life"_s};
    const auto created = create(key, json(s.spec));
    QVERIFY2(created, created ? "" : qPrintable(oneLine(created.error())));
    QTRY_VERIFY(seen(key));
    const QJsonObject change = json(s.changed);
    QVERIFY(patch(key, {{u"spec"_s, change}}));
    const QString field = change.begin().key();
    QTRY_COMPARE(contents(seen(key))["spec"_L1].toObject()[field], change[field]);
    QJsonObject status = json(s.status);
    status[u"conditions"_s] = QJsonArray{json(condition)};
    const auto patched = patch(key, {{u"status"_s, status}}, u"status");
    QVERIFY2(patched, patched ? "" : qPrintable(oneLine(patched.error())));
    QTRY_COMPARE(contents(seen(key))["status"_L1].toObject()["conditions"_L1].toArray().size(), 1);
    kube::Request removal;
    removal.verb = kube::Verb::Delete;
    removal.path = objectPath(key);
    QVERIFY(m_client->send(removal));
    QTRY_VERIFY(!seen(key));
}

} // namespace konductor::test
