// SPDX-License-Identifier: Apache-2.0
#include "tests/core/live/sessionrig.h"

using namespace konductor;
using namespace konductor::live;
using namespace konductor::test;
using namespace Qt::StringLiterals;
using State = ObjectEvents::State;

/// Events about the object somebody looks at.
class TestEventWatch : public QObject, protected SessionRig {
    Q_OBJECT

    const QString m_path = u"/api/v1/namespaces/default/events"_s;
    const EventSubject m_lease{{Kind::Lease, u"default"_s, u"a"_s}, u"uid-a"_s};
    ExchangePtr m_watch;
    ObjectEventsPtr m_told;

    static QByteArray event(const QByteArray& name, const QByteArray& about, const QByteArray& version = "20")
    {
        return "{\"metadata\":{\"name\":\"" + name + "\",\"resourceVersion\":\"" + version + "\"},\"involvedObject\":{"
            + about + "},\"reason\":\"" + name + "\"}";
    }
    void serveEvents(const QByteArrayList& events)
    {
        m_server->on(m_path, [this, events](const ExchangePtr& e) {
            if (e->request.query.hasQueryItem(u"watch"_s)) {
                m_watch = e;
                e->beginStream();
            } else {
                e->json("{\"metadata\":{\"resourceVersion\":\"20\"},\"items\":[" + events.join(',') + "]}");
            }
        });
    }
    QStringList reasons() const
    {
        QStringList found;
        for (size_t i = 0; m_told && i < m_told->events.size(); ++i) {
            found += m_told->events[i].reason;
        }
        found.sort();
        return found;
    }
    bool isCurrent() const { return m_told && m_told->state == State::Current; }

private slots:
    void init()
    {
        reset();
        m_watch.reset();
        m_told.reset();
        serve(allPlurals());
        QVERIFY(start());
        connect(m_live.get(), &LiveSession::eventsChanged, this,
                [this](const ObjectEventsPtr& told) { m_told = told; });
    }
    void cleanup() { m_live.reset(); }

    void thoseOfTheObjectAreToldAndFollowed()
    {
        serveEvents({event("one", "\"uid\":\"uid-a\"")});
        m_live->followEvents(m_lease);
        QTRY_VERIFY(isCurrent());
        QVERIFY(m_told->about == m_lease);
        QCOMPARE(reasons(), QStringList{u"one"_s});
        m_watch->send(eventJson("ADDED", event("two", "\"uid\":\"uid-a\"", "21")));
        QTRY_COMPARE(reasons(), (QStringList{u"one"_s, u"two"_s}));
        m_watch->send(eventJson("DELETED", event("one", "\"uid\":\"uid-a\"", "22")));
        QTRY_COMPARE(reasons(), QStringList{u"two"_s});
        const QString asked = m_server->requests().last().query.queryItemValue(u"fieldSelector"_s, QUrl::FullyDecoded);
        QCOMPARE(asked, u"involvedObject.kind=Lease,involvedObject.name=a"_s);
    }

    void thoseOfAnotherObjectOfThatNameAreLeftOut()
    {
        serveEvents({event("earlier", "\"uid\":\"uid-old\""),
                     event("elsewhere", "\"apiVersion\":\"coordination.k8s.io/v1\""),
                     event("unsigned", "\"apiVersion\":\"sync.konductor.io/v1\"")});
        m_live->followEvents(m_lease);
        QTRY_VERIFY(isCurrent());
        QTRY_COMPARE(reasons(), QStringList{u"unsigned"_s});
    }

    void passingByAsksForTheLastOnly()
    {
        serveEvents({});
        for (const QString& name : {u"x"_s, u"y"_s, u"a"_s}) {
            m_live->followEvents(EventSubject{{Kind::Lease, u"default"_s, name}, {}});
        }
        QTRY_VERIFY(isCurrent());
        QCOMPARE(m_told->about.key.name, u"a"_s);
        QCOMPARE(m_server->count(m_path, false), 1);
    }

    void nothingStaysOpenWhenNobodyLooks()
    {
        serveEvents({});
        m_live->followEvents(m_lease);
        QTRY_VERIFY(m_watch && m_watch->isOpen());
        m_live->followEvents(std::nullopt);
        QTRY_VERIFY(!m_watch->isOpen());
        QCOMPARE(m_server->count(m_path, true), 1);
    }

    void missingRightIsToldAndTheRestGoesOn()
    {
        m_server->on(m_path, [](const ExchangePtr& e) { e->status(403, "Forbidden"); });
        m_live->followEvents(m_lease);
        QTRY_VERIFY(m_told && m_told->state == State::Refused);
        QVERIFY(m_told->error->kind == Error::Kind::Forbidden);
        QVERIFY(connection().phase == ConnectionPhase::Live);
    }
};

QTEST_GUILESS_MAIN(TestEventWatch)
#include "tst_eventwatch.moc"
