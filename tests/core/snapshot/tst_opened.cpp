// SPDX-License-Identifier: Apache-2.0
#include "core/live/clustermirror.h"
#include "core/snapshot/capture.h"
#include "core/snapshot/difference.h"
#include "core/snapshot/opened.h"
#include "tests/core/snapshot/samples.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace konductor;
using namespace konductor::snapshot;
using namespace konductor::test;

class tst_Opened : public QObject {
    Q_OBJECT
private slots:
    void aMirrorShowsWhatTheLiveOneShowed()
    {
        Snapshot taken = sampleSnapshot();
        taken.visibility[Kind::Gate] = {Visibility::State::Forbidden, u"may not list gates"_s, {}, {}};
        live::ClusterMirror mirror;
        const QSignalSpy applied(&mirror, &live::ClusterMirror::applied);
        fillMirror(taken, mirror);
        QCOMPARE(applied.count(), 1);
        QCOMPARE(mirror.objects().count(), taken.objects.count());
        QVERIFY(mirror.scope(Kind::Lease).phase == live::ScopeState::Phase::Live);
        QVERIFY(mirror.scope(Kind::Gate).phase == live::ScopeState::Phase::Forbidden);
        QCOMPARE(mirror.scope(Kind::Gate).error->message.kept, u"may not list gates"_s);
        QCOMPARE(mirror.versions(Kind::Lease).value(QString()), u"4711"_s);
    }

    void inSlicesAKindIsOnItsWayUntilItsLastObjectIsIn()
    {
        const Snapshot taken = sampleSnapshot();
        const std::vector<live::ChangeBatchPtr> batches = batchesOf(taken, 2);
        QVERIFY(batches.size() > 2);
        live::ClusterMirror mirror;
        for (const live::ChangeBatchPtr& batch : batches) {
            QVERIFY(batch->changes.size() <= 2);
            mirror.apply(batch);
            QVERIFY(mirror.connection().phase == live::ConnectionState::Phase::Closed);
            for (const auto& [kind, visibility] : taken.visibility) {
                const live::ScopeState scope = mirror.scope(kind);
                const bool all = mirror.objects().count(kind) == taken.objects.count(kind);
                QVERIFY(scope.isPending() || all);
                QVERIFY(!scope.isPending() || scope.expected == taken.objects.count(kind));
                QVERIFY(!scope.isPending() || scope.loaded <= mirror.objects().count(kind));
            }
        }
        live::ClusterMirror whole;
        fillMirror(taken, whole);
        QCOMPARE(mirror.objects().count(), whole.objects().count());
        for (const auto& [kind, visibility] : taken.visibility) {
            QVERIFY(mirror.scope(kind) == whole.scope(kind));
            QCOMPARE(mirror.versions(kind), whole.versions(kind));
        }
    }

    void itIsVisiblyNotLiveAndSaysOfWhen()
    {
        live::ClusterMirror mirror;
        fillMirror(sampleSnapshot(), mirror);
        QVERIFY(mirror.connection().phase == live::ConnectionState::Phase::Closed);
        QVERIFY(mirror.connection().asOf == at("2026-11-24T12:00:05Z"));
        QVERIFY(mirror.serverTime(*mirror.connection().asOf) == at("2026-11-24T12:00:00Z"));
    }

    void nothingIsConcludedFromWhatWasNotChosen()
    {
        Snapshot taken = sampleSnapshot();
        taken.selection = u"ns:team-a"_s;
        live::ClusterMirror mirror;
        fillMirror(taken, mirror);
        QVERIFY(mirror.scope(Kind::Lease).phase == live::ScopeState::Phase::Stale);
    }

    void timeStandsStillAndTimersRun()
    {
        StillClock clock(at("2026-11-24T12:00:05Z"));
        bool fired = false;
        const TimerHandle timer = clock.after(std::chrono::milliseconds(1), [&fired] { fired = true; });
        QTRY_VERIFY(fired);
        QVERIFY(clock.now() == at("2026-11-24T12:00:05Z"));
    }

    void takenAgainItIsTheSame()
    {
        const Snapshot taken = sampleSnapshot();
        live::ClusterMirror mirror;
        fillMirror(taken, mirror);
        const RecordedVerdicts verdicts(taken.holders, taken.pods);
        CaptureOptions options;
        options.verdicts = &verdicts;
        options.pods = taken.pods;
        options.takenBy = taken.takenBy;
        const Meaning was(taken);
        const Meaning is(captured(mirror, taken.takenAt, options));
        QVERIFY(differenceOf(was, is).objects.empty());
        QVERIFY(is.findings() == was.findings());
        QVERIFY(is.snapshot().visibility == taken.visibility);
    }
};

QTEST_GUILESS_MAIN(tst_Opened)
#include "tst_opened.moc"
