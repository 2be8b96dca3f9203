// SPDX-License-Identifier: Apache-2.0
#include "core/live/livesession.h"
#include "core/live/podwatch.h"
#include "core/sandbox/sandbox.h"
#include "tests/core/sandbox/sandboxclient.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace konductor;

/// A live session's pods against the sandbox.
class tst_PodWatch : public QObject {
    Q_OBJECT
private slots:
    void podsAreListedAndTheirEndIsTold()
    {
        sandbox::Sandbox::Options start;
        start.scenario = u"quiet-night"_s;
        start.workersRun = false;
        const auto box = sandbox::Sandbox::start(start);
        QVERIFY(box);
        live::LiveOptions options;
        options.watchPods = true;
        live::LiveSession session((*box)->connectionSettings(), options);
        std::map<QString, PodPtr> pods;
        PodCoverage coverage;
        connect(&session, &live::LiveSession::podsChanged, this, [&](const live::PodBatchPtr& batch) {
            coverage = batch->coverage;
            for (const live::PodStep& step : batch->steps) {
                if (step.after) {
                    pods[step.after->name] = step.after;
                } else {
                    pods.erase(step.before->name);
                }
            }
        });
        QTRY_VERIFY(coverage.of(u"team-a"_s) == PodCoverage::State::Current);
        QTRY_COMPARE(pods.size(), size_t(4));
        QCOMPARE(pods[u"w-1"_s]->phase, u"Running"_s);
        QCOMPARE(pods[u"w-1"_s]->node, u"node-1"_s);

        test::SandboxClient client(**box);
        client.remove(u"/api/v1/namespaces/team-a/pods/w-1"_s);
        QTRY_COMPARE(pods.size(), size_t(3));
        QVERIFY(!pods.contains(u"w-1"_s));
    }
};

QTEST_GUILESS_MAIN(tst_PodWatch)
#include "tst_podwatch.moc"
