// SPDX-License-Identifier: Apache-2.0
#include "core/kube/execpolicy.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace konductor;
using namespace konductor::kube;
using namespace Qt::StringLiterals;

class TestExecPolicy : public QObject {
    Q_OBJECT

    QTemporaryDir m_home;

    Result<ExecPolicy> kuberc(const QByteArray& content) const
    {
        QDir(m_home.path()).mkpath(u".kube"_s);
        QFile file(m_home.filePath(u".kube/kuberc"_s));
        if (!file.open(QIODevice::WriteOnly)) {
            qFatal("cannot write the test's own file");
        }
        file.write("apiVersion: kubectl.config.k8s.io/v1beta1\nkind: Preference\n" + content);
        file.close();
        return ExecPolicy::fromKuberc(m_home.path());
    }
    static ExecPlugin plugin(const QString& command, const QStringList& arguments = {})
    {
        return {.apiVersion = {}, .command = command, .arguments = arguments};
    }

private slots:
    void withoutKubercThePersonIsAsked();
    void kube_2_31_kubercsPolicyCounts();
    void kube_2_31_allowlistNamesProgramsByPathOrName();
    void kubercThatIsNotUnderstoodAllowsNothing();
    void consentHoldsForProgramArgumentsAndEnvironment();
};

void TestExecPolicy::withoutKubercThePersonIsAsked()
{
    QFile::remove(m_home.filePath(u".kube/kuberc"_s));
    const auto policy = ExecPolicy::fromKuberc(m_home.path());
    QVERIFY(policy.has_value());
    QVERIFY(policy->verdict(plugin(u"sh"_s), u"/bin/sh"_s) == ExecPolicy::Verdict::Ask);
    const auto silent = kuberc("aliases: []\n");
    QVERIFY(silent && silent->mode() == ExecPolicy::Mode::Ask);
    const auto off = ExecPolicy::fromKuberc(m_home.path(), u"off"_s);
    QVERIFY(off && off->mode() == ExecPolicy::Mode::Ask);
}

void TestExecPolicy::kube_2_31_kubercsPolicyCounts()
{
    const auto all = kuberc("credentialPluginPolicy: AllowAll\n");
    QVERIFY(all && all->verdict(plugin(u"sh"_s), u"/bin/sh"_s) == ExecPolicy::Verdict::Allowed);
    auto none = kuberc("credentialPluginPolicy: DenyAll\n");
    QVERIFY(none.has_value());
    none->remember({fingerprint(plugin(u"sh"_s), u"/bin/sh"_s)});
    QVERIFY(none->verdict(plugin(u"sh"_s), u"/bin/sh"_s) == ExecPolicy::Verdict::Denied);
}

void TestExecPolicy::kube_2_31_allowlistNamesProgramsByPathOrName()
{
    const auto policy = kuberc("credentialPluginPolicy: Allowlist\ncredentialPluginAllowlist:\n- name: /opt/get-token\n"
                               "- name: sh\n");
    QVERIFY(policy.has_value());
    QVERIFY(policy->verdict(plugin(u"/opt/get-token"_s), u"/opt/get-token"_s) == ExecPolicy::Verdict::Allowed);
    QVERIFY(policy->verdict(plugin(u"sh"_s), programOf(plugin(u"sh"_s), u"/usr/bin:/bin"_s))
            == ExecPolicy::Verdict::Allowed);
    QVERIFY(policy->verdict(plugin(u"/home/me/sh"_s), u"/home/me/sh"_s) == ExecPolicy::Verdict::Denied);
    QVERIFY(policy->verdict(plugin(u"get-token"_s), u"/home/me/get-token"_s) == ExecPolicy::Verdict::Denied);
    QVERIFY(policy->verdict(plugin(u"gone"_s), {}) == ExecPolicy::Verdict::Denied);
}

void TestExecPolicy::kubercThatIsNotUnderstoodAllowsNothing()
{
    QVERIFY(!kuberc("credentialPluginPolicy: AllowEverything\n"));
    QVERIFY(!kuberc("credentialPluginPolicy: [\n"));
    QVERIFY(!kuberc("credentialPluginPolicy: Allowlist\ncredentialPluginAllowlist: [{}]\n"));
}

void TestExecPolicy::consentHoldsForProgramArgumentsAndEnvironment()
{
    ExecPolicy policy;
    const ExecPlugin known = plugin(u"get-token"_s, {u"--cluster"_s, u"a"_s});
    policy.remember({fingerprint(known, u"/opt/get-token"_s)});
    QVERIFY(policy.verdict(known, u"/opt/get-token"_s) == ExecPolicy::Verdict::Allowed);
    QVERIFY(policy.verdict(known, u"/home/me/get-token"_s) == ExecPolicy::Verdict::Ask);
    QVERIFY(policy.verdict(plugin(u"get-token"_s, {u"--cluster a"_s}), u"/opt/get-token"_s)
            == ExecPolicy::Verdict::Ask);
    ExecPlugin other = known;
    other.environment = {{u"LD_PRELOAD"_s, u"x"_s}};
    QVERIFY(policy.verdict(other, u"/opt/get-token"_s) == ExecPolicy::Verdict::Ask);
}

QTEST_GUILESS_MAIN(TestExecPolicy)
#include "tst_execpolicy.moc"
