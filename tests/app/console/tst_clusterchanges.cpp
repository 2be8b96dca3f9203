// SPDX-License-Identifier: Apache-2.0
#include "tests/app/console/clustersrig.h"
#include "ui/dialogs/noticesheet.h"
#include "ui/widgets/spantext.h"

using namespace konductor;
using namespace Qt::StringLiterals;

/// What is chosen about an open cluster, while an action runs there too.
class TestClusterChanges final : public QObject, protected test::ClustersRig {
    Q_OBJECT
private slots:
    void init() { begin(); }
    void cleanup() { m_console.reset(); }

    void oneThatActsIsNotClosed()
    {
        const test::ExchangePtr unanswered = beginAction();
        QVERIFY(unanswered);
        m_console->closeCluster(1);
        QCOMPARE(m_console->clusters().size(), size_t(2));
        QTRY_VERIFY(m_console->window()->window()->findChild<ui::NoticeSheet*>());
    }

    void readOnlyChosenDuringAnActionWaitsForItsEnd()
    {
        const test::ExchangePtr unanswered = beginAction();
        QVERIFY(unanswered);
        const live::LiveSession* acting = cluster(1).session();
        entry(cluster(1).view(), u"Read-only"_s)->trigger();
        QTRY_VERIFY(cluster(1).origin().next);
        QVERIFY(!cluster(1).session()->settings().readOnly);
        unanswered->json("{}");
        QTRY_VERIFY_WITH_TIMEOUT(cluster(1).session()->mirror().connection().readOnly, 30'000);
        QCOMPARE(cluster(1).session(), acting);
    }

    void changedKubeconfigWaitsForTheEndOfAnAction()
    {
        const test::ExchangePtr unanswered = beginAction();
        QVERIFY(unanswered);
        const live::LiveSession* acting = cluster(1).session();
        writeConfig("token: another"); // another identity is another connection
        QTRY_VERIFY_WITH_TIMEOUT(cluster(1).origin().next, 20'000);
        QCOMPARE(cluster(1).session(), acting);
        unanswered->json("{}");
        QTRY_VERIFY_WITH_TIMEOUT(cluster(1).session() != acting, 30'000);
        QCOMPARE(cluster(1).session()->settings().token.reveal(), "another");
        QTRY_VERIFY(isLive(1));
    }

    void namespaceOfTheCommandLineHoldsInEveryCluster()
    {
        start({.sandbox = QString(), .namespaces = {u"team-a"_s}});
        m_console->openContext(u"far"_s);
        QTRY_COMPARE(m_console->clusters().size(), size_t(2));
        QTRY_VERIFY(isLive(0));
        QVERIFY(cluster(0).session()->mirror().objects().count() > 0);
        for (const Kind kind : konductorKinds) {
            cluster(0).session()->mirror().objects().forEach(
                kind, [](const ObjectPtr& object) { QCOMPARE(object->meta.ns, u"team-a"_s); });
        }
        const auto asked = [this](const QString& path) {
            const auto requests = m_server->requests();
            return std::any_of(requests.begin(), requests.end(), [&](const auto& r) { return r.path == path; });
        };
        QTRY_VERIFY(asked(test::group + u"/namespaces/team-a/leases"_s));
        QVERIFY(!asked(test::group + u"/leases"_s));
    }

    void theOverviewTellsOfTheOperator()
    {
        m_server->on(u"/apis/apps/v1/namespaces/konductor-system/deployments/konductor-controller-manager"_s,
                     [](const test::ExchangePtr& e) {
                         e->json("{\"spec\":{\"replicas\":2},\"status\":{\"readyReplicas\":0}}");
                     });
        start();
        m_console->openContext(u"far"_s);
        QTRY_COMPARE(m_console->clusters().size(), size_t(2));
        QTRY_VERIFY(isLive(1));
        cluster(1).view().showPage(u"overview"_s);
        const auto said = [this] {
            QStringList texts;
            for (const auto* text : cluster(1).view().findChildren<ui::SpanText*>()) {
                texts.append(text->accessibleName());
            }
            return texts.join(u'\n');
        };
        QTRY_VERIFY2(said().contains(u"None of its 2 replicas is ready"_s), qPrintable(said()));
    }
};

QTEST_MAIN(TestClusterChanges)
#include "tst_clusterchanges.moc"
