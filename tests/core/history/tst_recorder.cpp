// SPDX-License-Identifier: Apache-2.0
#include "core/action/planner.h"
#include "core/action/planrun.h"
#include "core/history/recorder.h"
#include "core/live/clustermirror.h"
#include "core/live/livesession.h"
#include "core/sandbox/sandbox.h"

#include <QJsonArray>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace konductor;
using namespace konductor::history;

class tst_Recorder : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        sandbox::Sandbox::Options options;
        options.workersRun = false;
        m_sandbox = std::move(*sandbox::Sandbox::start(options));
        m_session = std::make_unique<live::LiveSession>(m_sandbox->connectionSettings(), live::LiveOptions());
        QTRY_VERIFY(m_session->isSettled());
    }

    void actionIsRecordedBeforeAndAfter()
    {
        const QString path = m_dir.filePath(u"a.sqlite"_s);
        Recorder recorder(Journal::open(path), m_clock);
        recorder.setActor(actorOf(m_sandbox->connectionSettings()));
        auto plan = action::planForceExpire({{Kind::Lease, u"team-a"_s, u"db-migration"_s}, {}, {}},
                                            m_session->mirror().objects(), now());
        QVERIFY(plan.has_value());
        plan->reason = u"pager 4711"_s;
        action::PlanRun run(*m_session, *plan, m_clock);
        QSignalSpy spy(&run, &action::PlanRun::finished);
        recorder.follow(run);
        const auto journal = Journal::openExisting(path);
        QCOMPARE((*journal)->records()->size(), size_t(1)); // before the first call
        run.start();
        QVERIFY(spy.wait(15'000));
        const auto outcome = spy.front().front().value<action::Outcome>();
        QVERIFY2(outcome.comparison.deviations.empty(), qPrintable(outcome.comparison.told().kept));

        const auto records = (*journal)->records();
        QCOMPARE(records->size(), size_t(2));
        const QJsonObject begun = records->front().json();
        QCOMPARE(begun.value(u"why"_s).toString(), u"pager 4711"_s);
        QCOMPARE(begun.value(u"calls"_s).toArray().size(), qsizetype(plan->calls.size()));
        QCOMPARE(begun.value(u"where"_s).toObject().value(u"context"_s).toString(), u"sandbox"_s);
        QVERIFY(!records->front().body.contains(u"/s-"_s)); // the sandbox's address is its key
        const QJsonObject ended = records->back().json();
        QCOMPARE(ended.value(u"begun"_s).toInt(), 1);
        QCOMPARE(ended.value(u"result"_s).toString(), u"done"_s);
        QVERIFY((*journal)->verify()->isIntact());
    }

    void differingPredictionIsKept()
    {
        const QString path = m_dir.filePath(u"b.sqlite"_s);
        Recorder recorder(Journal::open(path), m_clock);
        auto plan = action::planEdit({Kind::Semaphore, u"team-a"_s, u"db-connections"_s}, {{u"permits"_s, u"20"_s}},
                                     m_session->mirror().objects(), now());
        QVERIFY(plan.has_value());
        // As if the model were wrong: it does not know of a call that the operator reacts to.
        action::Outcome outcome;
        outcome.comparison.deviations = {u"semaphore team-a/db-connections: status.inUse: predicted 1, seen 2"_s};
        outcome.comparison.before = {m_session->mirror().objects().find(plan->target)};
        const QJsonObject record = differenceRecord(1, *plan, outcome, now());
        QCOMPARE(record.value(u"before"_s).toArray().size(), 1);
        QVERIFY(outcome.comparison.isAboutTheModel());

        action::PlanRun run(*m_session, *plan, m_clock);
        recorder.follow(run);
        emit run.finished(outcome);
        const auto records = (*Journal::openExisting(path))->records();
        QCOMPARE(records->size(), size_t(3));
        QCOMPARE(records->back().json().value(u"type"_s).toString(), u"difference"_s);
    }

    void journalThatCannotBeWrittenIsToldOnce()
    {
        Recorder recorder(Journal::open(u"/proc/none/journal.sqlite"_s), m_clock);
        QSignalSpy failed(&recorder, &Recorder::failed);
        const auto plan =
            action::planLookAgain({Kind::Gate, u"team-a"_s, u"release"_s}, m_session->mirror().objects(), now());
        action::PlanRun run(*m_session, *plan, m_clock);
        QSignalSpy spy(&run, &action::PlanRun::finished);
        recorder.follow(run);
        recorder.follow(run);
        QCOMPARE(failed.count(), 1);
        run.start();
        QVERIFY(spy.wait(15'000)); // it is done all the same
    }

private:
    Timestamp now() const { return m_session->mirror().serverTime(m_clock.now()); }

    QTemporaryDir m_dir;
    SystemClock m_clock;
    std::unique_ptr<sandbox::Sandbox> m_sandbox;
    std::unique_ptr<live::LiveSession> m_session;
};

QTEST_GUILESS_MAIN(tst_Recorder)
#include "tst_recorder.moc"
