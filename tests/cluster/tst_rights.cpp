// SPDX-License-Identifier: Apache-2.0
#include "core/action/requiredrights.h"
#include "core/live/livesession.h"
#include "core/live/rightsbook.h"
#include "tests/support/actionworld.h"
#include "tests/support/realcluster.h"

#include <QProcess>
#include <QTest>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace konductor::test {

namespace {

/// JSON, written with the other kind of quotes.
QByteArray json(QByteArray text)
{
    return text.replace('\'', '"');
}

const QByteArray readOnlyRule = "{'apiGroups':['sync.konductor.io'],'resources':['*'],'verbs':['get','list','watch']}";

} // namespace

/// Rights on the real API server: what the book says beside what the server does.
class TestRights final : public QObject {
    Q_OBJECT

    std::unique_ptr<RealCluster> m_cluster;
    std::unique_ptr<Client> m_admin;
    kube::ConnectionSettings m_viewer;
    SystemClock m_clock;
    int m_round = 0; ///< Of grants.

    /// The viewers' role in "default" from now on. True once the authorizer, which reads it from a watch of its own,
    /// has taken it in: the last rule is new each time, and is asked for.
    bool grant(const QByteArray& rules)
    {
        const QString base = u"/apis/rbac.authorization.k8s.io/v1/namespaces/default/"_s;
        kube::Request role;
        role.verb = kube::Verb::Patch;
        role.query.addQueryItem(u"fieldManager"_s, u"test"_s);
        role.contentType = "application/apply-patch+yaml";
        role.path = base + u"roles/some"_s;
        role.body =
            json("{'apiVersion':'rbac.authorization.k8s.io/v1','kind':'Role','metadata':{'name':'some'},'rules':["
                 + readOnlyRule + "," + rules + ",{'apiGroups':['test.example'],'verbs':['get'],'resources':['round"
                 + QByteArray::number(++m_round) + "']}]}");
        kube::Request binding = role;
        binding.path = base + u"rolebindings/some"_s;
        binding.body =
            json("{'apiVersion':'rbac.authorization.k8s.io/v1','kind':'RoleBinding','metadata':{'name':'some'},"
                 "'roleRef':{'apiGroup':'rbac.authorization.k8s.io','kind':'Role','name':'some'},"
                 "'subjects':[{'apiGroup':'rbac.authorization.k8s.io','kind':'Group','name':'viewers'}]}");
        return m_admin->send(role) && m_admin->send(binding) && QTest::qWaitFor([this] { return isTakenIn(); }, 20'000);
    }
    bool isTakenIn()
    {
        kube::Request review;
        review.verb = kube::Verb::Post;
        review.path = u"/apis/authorization.k8s.io/v1/selfsubjectaccessreviews"_s;
        review.contentType = "application/json";
        review.body = json("{'apiVersion':'authorization.k8s.io/v1','kind':'SelfSubjectAccessReview','spec':{"
                           "'resourceAttributes':{'verb':'get','group':'test.example','resource':'round"
                           + QByteArray::number(m_round) + "','namespace':'default'}}}");
        const auto answer = Client(m_viewer).send(review);
        return answer && answer->body.contains("\"allowed\":true");
    }
    bool settles(live::RightsBook& book, const std::vector<action::Right>& rights)
    {
        std::ignore = action::refusedOf(rights, book);
        return QTest::qWaitFor([&] { return !book.isAsking(); }, 10'000);
    }
    int inspect(const QStringList& arguments, QByteArray& said)
    {
        QProcess process;
        process.start(QStringLiteral(KONDUCTOR_BIN_DIR "/konductor-inspect"),
                      QStringList{u"--kubeconfig"_s, m_cluster->kubeconfig(u"viewer"_s)} + arguments);
        if (!process.waitForFinished(60'000)) {
            return -1;
        }
        said = process.readAllStandardOutput() + process.readAllStandardError();
        return process.exitCode();
    }

private slots:
    void initTestCase()
    {
        auto started = RealCluster::start(qEnvironmentVariable("KONDUCTOR_TESTCLUSTER"));
        QVERIFY2(started, started ? "" : qPrintable(oneLine(started.error())));
        m_cluster = std::move(*started);
        m_admin = std::make_unique<Client>(*settingsOf(m_cluster->kubeconfig()));
        m_viewer = *settingsOf(m_cluster->kubeconfig(u"viewer"_s));
    }

    void bookSaysWhatTheServerDoes_data()
    {
        QTest::addColumn<QByteArray>("rules");
        QTest::newRow("nothing more") << readOnlyRule;
        QTest::newRow("status of all") << QByteArray(
            "{'apiGroups':['sync.konductor.io'],'resources':['*/status'],'verbs':['patch']}");
        QTest::newRow("leases, not their status")
            << QByteArray("{'apiGroups':['sync.konductor.io'],'resources':['leases'],'verbs':['patch','delete']}");
        QTest::newRow("create and delete all")
            << QByteArray("{'apiGroups':['sync.konductor.io'],'resources':['*'],'verbs':['create','delete']}");
        QTest::newRow("one lease by name") << QByteArray("{'apiGroups':['sync.konductor.io'],'resources':['leases/"
                                                         "status'],'verbs':['patch'],'resourceNames':['x']}");
    }
    /// Every call of every action, tried as the viewer.
    void bookSaysWhatTheServerDoes()
    {
        QFETCH(QByteArray, rules);
        QVERIFY(grant(rules));
        live::LiveSession session(m_viewer, {.namespaces = {u"default"_s}});
        QTRY_VERIFY_WITH_TIMEOUT(session.isSettled(), 20'000);
        live::RightsBook book(session, m_clock);
        Client viewer(m_viewer);
        const QString prefix = u"r%1"_s.arg(m_round);
        int tried = 0;
        for (const ActionCase& one : actionCases()) {
            ActionWorld world(*m_admin);
            const QString name = prefix + u'-' + QString::number(tried);
            QVERIFY2(world.make(one.scene, name), qPrintable(world.trouble));
            const auto plan = one.plan(name, world.objects(), m_clock.now());
            QVERIFY2(plan, one.name);
            for (const action::Call& call : plan->calls) {
                action::Plan alone;
                alone.calls = {call};
                alone.calls.front().unchanged.clear();
                QVERIFY(settles(book, action::rightsOf(alone)));
                const bool refused = action::refusedOf(action::rightsOf(alone), book).has_value();
                const auto answer = viewer.send(call.request(true));
                const bool forbidden = !answer && answer.error().kind == Error::Kind::Forbidden;
                QVERIFY2(
                    refused == forbidden,
                    qPrintable(u"%1: %2"_s.arg(QLatin1StringView(one.name), toString(action::rightsOf(alone)[0]))));
            }
            ++tried;
        }
        QVERIFY(tried > 25);
    }

    /// What disables a menu's entry is always among what the plan needs.
    void requiredRightsAreAmongThoseOfThePlan()
    {
        int tried = 0;
        for (const ActionCase& one : actionCases()) {
            ActionWorld world(*m_admin);
            const QString name = u"q%1"_s.arg(tried++);
            QVERIFY2(world.make(one.scene, name), qPrintable(world.trouble));
            const auto plan = one.plan(name, world.objects(), m_clock.now());
            QVERIFY2(plan, one.name);
            const bool children = plan->verb == action::Plan::Verb::Edit || plan->verb == action::Plan::Verb::Create;
            const ObjectKey target = children ? plan->calls.back().key : plan->target;
            const auto needed = action::rightsOf(*plan);
            for (const action::Right& right : action::requiredRights(plan->verb, target, world.objects())) {
                QVERIFY2(std::find(needed.begin(), needed.end(), right) != needed.end(),
                         qPrintable(u"%1: %2"_s.arg(QLatin1StringView(one.name), toString(right))));
            }
        }
    }

    void inspectNamesTheMissingVerbBeforeItWrites()
    {
        QVERIFY(grant("{'apiGroups':['sync.konductor.io'],'resources':['mutexes'],'verbs':['patch']}"));
        ActionWorld world(*m_admin);
        QVERIFY2(world.make(ActionCase::Scene::Mutex, u"locked"_s), qPrintable(world.trouble));
        QByteArray said;
        QCOMPARE(inspect({u"release"_s, u"mutex/locked"_s}, said), 3);
        QVERIFY2(said.contains("you may not patch mutexes.sync.konductor.io/status in default"), said.constData());
        QVERIFY2(said.contains("kubectl auth can-i patch mutexes.sync.konductor.io --subresource=status"),
                 said.constData());
    }

    void connectTellsTheRights()
    {
        QVERIFY(grant("{'apiGroups':['sync.konductor.io'],'resources':['leases/status'],'verbs':['patch']}"));
        QByteArray said;
        QCOMPARE(inspect({u"connect"_s}, said), 0);
        QVERIFY2(said.contains("signed in as viewer"), said.constData());
        QVERIFY2(said.contains("may not list in the whole cluster"), said.constData());
        QVERIFY2(said.contains("may not delete all 11 kinds"), said.constData());
    }
};

} // namespace konductor::test

int main(int argc, char* argv[])
{
    return konductor::test::runOnRealCluster<konductor::test::TestRights>(argc, argv);
}
#include "tst_rights.moc"
