// SPDX-License-Identifier: Apache-2.0
#include "core/live/rightsbook.h"
#include "tests/core/live/sessionrig.h"

using namespace konductor;
using namespace konductor::test;
using namespace Qt::StringLiterals;
using kube::Access;

/// What a session's server says about rights, asked for when somebody wants to know.
class TestRightsBook : public QObject, protected SessionRig {
    Q_OBJECT

    const QString m_rulesPath = u"/apis/authorization.k8s.io/v1/selfsubjectrulesreviews"_s;
    const QString m_onePath = u"/apis/authorization.k8s.io/v1/selfsubjectaccessreviews"_s;
    ManualClock m_clock{Timestamp{std::chrono::hours(490'000)}};

    static kube::AccessQuestion may(const QString& verb, const QString& resource, const QString& ns = u"team-a"_s)
    {
        return {verb, u"sync.konductor.io"_s, resource, ns};
    }
    void serveRules(const QByteArray& rules, bool incomplete = false)
    {
        m_server->on(m_rulesPath, [rules, incomplete](const ExchangePtr& e) {
            e->reply(201,
                     "{\"status\":{\"incomplete\":" + QByteArray(incomplete ? "true" : "false") + ",\"resourceRules\":["
                         + rules + "]}}");
        });
    }
    static QByteArray rule(const QByteArray& verb, const QByteArray& resource)
    {
        return "{\"verbs\":[\"" + verb + "\"],\"apiGroups\":[\"sync.konductor.io\"],\"resources\":[\"" + resource
            + "\"]}";
    }
    qsizetype asked(const QString& path) const { return m_server->count(path, false); }

private slots:
    void init()
    {
        reset();
        serve(allPlurals());
        QVERIFY(start());
    }
    void cleanup() { m_live.reset(); }

    void oneQuestionServesAllAboutANamespace()
    {
        serveRules(rule("patch", "leases/status"));
        live::RightsBook book(*m_live, m_clock);
        QSignalSpy changed(&book, &live::RightsBook::changed);
        QVERIFY(book.of(may(u"patch"_s, u"leases/status"_s)) == Access::Unknown);
        QVERIFY(book.of(may(u"delete"_s, u"leases"_s)) == Access::Unknown);
        QVERIFY(book.isAsking());
        QTRY_COMPARE(changed.count(), 1);
        QVERIFY(!book.isAsking());
        QVERIFY(book.of(may(u"patch"_s, u"leases/status"_s)) == Access::Allowed);
        QVERIFY(book.of(may(u"delete"_s, u"leases"_s)) == Access::Refused);
        QCOMPARE(asked(m_rulesPath), 1);
        QVERIFY(book.of(may(u"delete"_s, u"leases"_s, u"team-b"_s)) == Access::Unknown);
        QTRY_COMPARE(asked(m_rulesPath), 2);
    }

    void whatRulesLeaveOpenIsAskedOneByOneAndOnce()
    {
        serveRules({}, true);
        m_server->on(m_onePath, [](const ExchangePtr& e) {
            e->reply(201,
                     "{\"status\":{\"allowed\":"
                         + QByteArray(e->request.body.contains("\"verb\":\"delete\"") ? "true" : "false") + "}}");
        });
        live::RightsBook book(*m_live, m_clock);
        QTRY_VERIFY(book.of(may(u"delete"_s, u"leases"_s)) == Access::Allowed);
        QTRY_VERIFY(book.of(may(u"patch"_s, u"leases/status"_s)) == Access::Refused);
        QVERIFY(book.of(may(u"delete"_s, u"leases"_s)) == Access::Allowed);
        QCOMPARE(asked(m_onePath), 2);
        const QByteArray body = m_server->requests().last().body;
        QVERIFY2(body.contains("\"subresource\":\"status\"") && body.contains("\"resource\":\"leases\""),
                 body.constData());
    }

    void rightsAreAskedForAgainAfterAWhile()
    {
        serveRules({});
        live::RightsBook book(*m_live, m_clock);
        QTRY_VERIFY(book.of(may(u"delete"_s, u"leases"_s)) == Access::Refused);
        serveRules(rule("delete", "leases"));
        m_clock.advance(live::RightsBook::goodFor);
        QTRY_VERIFY(book.of(may(u"delete"_s, u"leases"_s)) == Access::Allowed);
        QCOMPARE(asked(m_rulesPath), 2);
    }

    void serverThatDoesNotTellDisablesNothing()
    {
        m_server->on(m_rulesPath, [](const ExchangePtr& e) { e->status(404, "NotFound"); });
        live::RightsBook book(*m_live, m_clock);
        QSignalSpy changed(&book, &live::RightsBook::changed);
        QVERIFY(book.of(may(u"delete"_s, u"leases"_s)) == Access::Unknown);
        QTRY_COMPARE(changed.count(), 1);
        QVERIFY(book.of(may(u"delete"_s, u"leases"_s)) == Access::Unknown);
        QVERIFY(!book.isAsking()); // not again at once
        m_clock.advance(live::RightsBook::againAfterError);
        QVERIFY(book.of(may(u"delete"_s, u"leases"_s)) == Access::Unknown);
        QVERIFY(book.isAsking());
    }

    void endedWhileAskingItHearsNothing()
    {
        ExchangePtr held;
        m_server->on(m_rulesPath, [&held](const ExchangePtr& e) { held = e; });
        auto book = std::make_unique<live::RightsBook>(*m_live, m_clock);
        QVERIFY(book->of(may(u"delete"_s, u"leases"_s)) == Access::Unknown);
        QTRY_VERIFY(held);
        book.reset();
        held->reply(201, "{\"status\":{\"incomplete\":false,\"resourceRules\":[]}}");
        m_live.reset(); // also the answer that is under way to nobody ends
    }
};

QTEST_GUILESS_MAIN(TestRightsBook)
#include "tst_rightsbook.moc"
