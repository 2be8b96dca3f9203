// SPDX-License-Identifier: Apache-2.0
// Of the contract: Kubernetes Events, which others write about the objects, and the logs of pods.
#include "tests/cluster/clustercontract.h"

#include "core/kube/podlog.h"
#include "core/live/clustermirror.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;

namespace konductor::test {

namespace {

const ObjectKey lease{Kind::Lease, u"default"_s, u"watched-by-a-policy"_s};

kube::Request newEvent(const QString& name, const QString& uid, const QJsonObject& more)
{
    const QString time = u"2026-11-24T12:00:00Z"_s;
    QJsonObject body{{u"apiVersion"_s, u"v1"_s},
                     {u"kind"_s, u"Event"_s},
                     {u"metadata"_s, QJsonObject{{u"name"_s, name}, {u"namespace"_s, lease.ns}}},
                     {u"involvedObject"_s,
                      QJsonObject{{u"apiVersion"_s, u"sync.konductor.io/v1"_s},
                                  {u"kind"_s, u"Lease"_s},
                                  {u"namespace"_s, lease.ns},
                                  {u"name"_s, lease.name},
                                  {u"uid"_s, uid}}},
                     {u"reason"_s, name},
                     {u"message"_s, u"told by a test"_s},
                     {u"source"_s, QJsonObject{{u"component"_s, u"policy"_s}}},
                     {u"firstTimestamp"_s, time},
                     {u"lastTimestamp"_s, time}};
    for (auto it = more.begin(); it != more.end(); ++it) {
        body[it.key()] = it.value();
    }
    kube::Request request;
    request.verb = kube::Verb::Post;
    request.path = u"/api/v1/namespaces/default/events"_s;
    request.contentType = "application/json";
    request.body = QJsonDocument(body).toJson();
    return request;
}

} // namespace

void ClusterContract::eventsOfAnObjectAreToldWhileSomebodyLooks()
{
    QVERIFY(create(lease, {{u"ttl"_s, u"1h"_s}}));
    QTRY_VERIFY(seen(lease));
    const QString uid = seen(lease)->meta.uid.toString();
    QVERIFY(m_client->send(newEvent(u"violated"_s, uid, {{u"type"_s, u"Warning"_s}, {u"count"_s, 3}})));
    QVERIFY(m_client->send(newEvent(u"of-an-earlier-one"_s, u"00000000-0000-4000-8000-000000000000"_s, {})));
    live::ObjectEventsPtr told;
    QObject guard;
    QObject::connect(m_session.get(), &live::LiveSession::eventsChanged, &guard,
                     [&told](const live::ObjectEventsPtr& events) { told = events; });
    m_session->followEvents(live::EventSubject{lease, uid});
    QTRY_VERIFY(told && told->state == live::ObjectEvents::State::Current && told->events.size() == 1);
    const ClusterEvent& first = told->events.front();
    QVERIFY(first.isWarning);
    QCOMPARE(first.reason, u"violated"_s);
    QCOMPARE(first.message, u"told by a test"_s);
    QCOMPARE(first.source, u"policy"_s);
    QCOMPARE(first.count, 3);
    QVERIFY(m_client->send(newEvent(u"nobody-signed"_s, {}, {{u"lastTimestamp"_s, u"2026-11-24T12:01:00Z"_s}})));
    QTRY_COMPARE(told->events.size(), size_t(2));
    QCOMPARE(told->events.front().reason, u"nobody-signed"_s); // the newest stands first
    m_session->followEvents(std::nullopt);
}

void ClusterContract::logOfAPodIsReadOrRefusedInTheServersWords()
{
    kube::Request creation;
    creation.verb = kube::Verb::Post;
    creation.path = u"/api/v1/namespaces/default/pods"_s;
    creation.contentType = "application/json";
    creation.body = R"({"apiVersion":"v1","kind":"Pod","metadata":{"name":"logging"},)"
                    R"("spec":{"nodeName":"nowhere","containers":[{"name":"web","image":"none"}]}})";
    QVERIFY(m_client->send(creation));
    const auto opened = kube::Connection::open(m_settings, m_clock);
    QVERIFY(opened);
    std::optional<Result<kube::PodLog>> log;
    const auto read = [&connection = *opened, &log](const QString& pod) {
        log.reset();
        kube::readPodLog(*connection, {u"default"_s, pod}).then([&log](Result<kube::PodLog> told) { log = told; });
        return QTest::qWaitFor([&log] { return log.has_value(); });
    };
    QVERIFY(read(u"logging"_s));
    if (*log) {
        QVERIFY2((*log)->text.contains("logging"), (*log)->text.constData());
        QCOMPARE((*log)->container, u"web"_s);
    } else { // no kubelet
        QVERIFY2(log->error().message.kept.contains(u"nowhere"), qPrintable(oneLine(log->error())));
    }
    QVERIFY(read(u"not-there"_s));
    QVERIFY(!*log && log->error().kind == Error::Kind::NotFound);
}

} // namespace konductor::test
