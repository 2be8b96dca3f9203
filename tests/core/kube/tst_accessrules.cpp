// SPDX-License-Identifier: Apache-2.0
#include "core/kube/accessrules.h"

#include <QJsonDocument>
#include <QTest>

using namespace konductor;
using namespace konductor::kube;
using namespace Qt::StringLiterals;

class TestAccessRules : public QObject {
    Q_OBJECT

    static AccessRules rules(const QByteArray& list, bool incomplete = false)
    {
        const QByteArray json = "{\"status\":{\"incomplete\":" + QByteArray(incomplete ? "true" : "false")
            + ",\"resourceRules\":" + list + "}}";
        const auto read = AccessRules::read(QJsonDocument::fromJson(json).object());
        if (!read) {
            qFatal("the test's own rules are not rules");
        }
        return *read;
    }
    static const QString group;

private slots:
    void ruleAllowsItsVerbsOnItsResources()
    {
        const AccessRules some =
            rules("[{\"verbs\":[\"get\",\"list\"],\"apiGroups\":[\"sync.konductor.io\"],\"resources\":[\"leases\"]}]");
        QVERIFY(some.of(u"list"_s, group, u"leases"_s) == Access::Allowed);
        QVERIFY(some.of(u"patch"_s, group, u"leases"_s) == Access::Refused);
        QVERIFY(some.of(u"list"_s, group, u"gates"_s) == Access::Refused);
        QVERIFY(some.of(u"list"_s, u"coordination.k8s.io"_s, u"leases"_s) == Access::Refused);
    }

    void subresourceIsARightOfItsOwn()
    {
        const AccessRules whole =
            rules("[{\"verbs\":[\"patch\"],\"apiGroups\":[\"sync.konductor.io\"],\"resources\":[\"leases\"]}]");
        QVERIFY(whole.of(u"patch"_s, group, u"leases/status"_s) == Access::Refused);
        const AccessRules status =
            rules("[{\"verbs\":[\"patch\"],\"apiGroups\":[\"sync.konductor.io\"],\"resources\":[\"leases/status\"]}]");
        QVERIFY(status.of(u"patch"_s, group, u"leases/status"_s) == Access::Allowed);
        QVERIFY(status.of(u"patch"_s, group, u"leases"_s) == Access::Refused);
        const AccessRules every =
            rules("[{\"verbs\":[\"patch\"],\"apiGroups\":[\"sync.konductor.io\"],\"resources\":[\"*/status\"]}]");
        QVERIFY(every.of(u"patch"_s, group, u"gates/status"_s) == Access::Allowed);
        QVERIFY(every.of(u"patch"_s, group, u"gates"_s) == Access::Refused);
    }

    void starStandsForEverything()
    {
        const AccessRules all = rules("[{\"verbs\":[\"*\"],\"apiGroups\":[\"*\"],\"resources\":[\"*\"]}]");
        QVERIFY(all.of(u"delete"_s, group, u"leases/status"_s) == Access::Allowed);
    }

    void ruleForNamedObjectsIsNoRightToAnyObject()
    {
        const AccessRules named = rules("[{\"verbs\":[\"patch\"],\"apiGroups\":[\"sync.konductor.io\"],"
                                        "\"resources\":[\"leases\"],\"resourceNames\":[\"db\"]}]");
        QVERIFY(named.of(u"patch"_s, group, u"leases"_s) == Access::Refused);
    }

    void incompleteListLeavesOpenWhatItDoesNotAllow()
    {
        const AccessRules some =
            rules("[{\"verbs\":[\"list\"],\"apiGroups\":[\"sync.konductor.io\"],\"resources\":[\"leases\"]}]", true);
        QVERIFY(!some.isComplete());
        QVERIFY(some.of(u"list"_s, group, u"leases"_s) == Access::Allowed);
        QVERIFY(some.of(u"list"_s, group, u"gates"_s) == Access::Unknown);
    }

    void whatIsNoReviewIsAnError()
    {
        QVERIFY(!AccessRules::read({}));
        QVERIFY(!AccessRules::read(QJsonObject{{u"status"_s, u"no"_s}}));
        QVERIFY(AccessRules::read(QJsonDocument::fromJson("{\"status\":{\"incomplete\":true}}").object()));
    }

    void questionsReadLikeKubectl()
    {
        QCOMPARE(toString(AccessQuestion{u"patch"_s, group, u"leases/status"_s, u"team-a"_s}),
                 u"patch leases.sync.konductor.io/status in team-a"_s);
        QCOMPARE(toString(AccessQuestion{u"list"_s, {}, u"pods"_s, {}}), u"list pods in the whole cluster"_s);
    }
};

const QString TestAccessRules::group = u"sync.konductor.io"_s;

QTEST_GUILESS_MAIN(TestAccessRules)
#include "tst_accessrules.moc"
