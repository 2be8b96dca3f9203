// SPDX-License-Identifier: Apache-2.0
#include "ui/models/utilisation.h"

#include "core/insight/hold.h"
#include "tests/ui/models/world.h"

#include <QTest>

using namespace konductor;
using namespace konductor::ui;
using namespace konductor::ui::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class UtilisationTest : public QObject {
    Q_OBJECT
private slots:
    void init()
    {
        m_world = std::make_unique<World>();
        m_insight = std::make_unique<ClusterInsight>(m_world->mirror, m_world->clock);
        m_utilisation = std::make_unique<Utilisation>(*m_insight, m_world->mirror, m_world->clock);
    }

    void cleanup()
    {
        m_utilisation.reset();
        m_insight.reset();
        m_world.reset();
    }

    void permitsLocksAndThoseWhoWaitAreCounted()
    {
        m_world->put(pipeline());
        setAll(live::ScopeState::Phase::Live);
        QCOMPARE(m_utilisation->samples().size(), size_t(1)); // at once, not after the first interval
        const UtilisationSample& sample = m_utilisation->samples().back();
        QCOMPARE(sample.permits, 3);
        QCOMPARE(sample.permitsHeld, 1); // an expired one counts no more
        QCOMPARE(sample.locks, 4);
        QCOMPARE(sample.locksHeld, 3);
        QCOMPARE(sample.waiting, m_insight->insight().graph().waiterCount());
        QVERIFY(sample.waiting > 0);
    }

    void aPermitIsCountedWhereItIsAHold()
    {
        const Timestamp now = m_world->clock.now();
        for (const QString& semaphore : {u"slots"_s, QString()}) {
            for (const auto& expiresAt :
                 {std::optional<Timestamp>(), std::optional(now - 1ms), std::optional(now), std::optional(now + 1ms)}) {
                auto permit = std::make_shared<Permit>();
                permit->meta.name = u"p"_s;
                permit->spec.semaphore = semaphore;
                permit->status.expiresAt = expiresAt;
                ObjectIndex objects;
                objects.insert(permit);
                QCOMPARE(utilisationOf(objects, 0, now).permitsHeld, insight::holdBy(*permit, now) ? 1 : 0);
            }
        }
    }

    void aSampleIsTakenEveryIntervalAndTheOldestGo()
    {
        setAll(live::ScopeState::Phase::Live);
        m_world->clock.advance(Utilisation::interval * static_cast<int>(Utilisation::most + 5));
        QCOMPARE(m_utilisation->samples().size(), Utilisation::most);
        const auto span = m_utilisation->samples().back().time - m_utilisation->samples().front().time;
        QCOMPARE(span, Utilisation::interval * static_cast<int>(Utilisation::most - 1));
    }

    void whatIsNotCurrentIsAGapAndNoZero()
    {
        m_world->clock.advance(1min);
        QVERIFY(m_utilisation->samples().empty()); // nothing is listed yet
        setAll(live::ScopeState::Phase::Live);
        setAll(live::ScopeState::Phase::Stale);
        m_world->clock.advance(1min);
        QCOMPARE(m_utilisation->samples().size(), size_t(1));
        setAll(live::ScopeState::Phase::Live);
        m_world->clock.advance(Utilisation::interval);
        QCOMPARE(m_utilisation->samples().size(), size_t(2));
    }

    void aMissingKindDoesNotStopTheRest()
    {
        setAll(live::ScopeState::Phase::NotInstalled);
        QCOMPARE(m_utilisation->samples().size(), size_t(1));
    }

    void anotherClusterBeginsAnew()
    {
        setAll(live::ScopeState::Phase::Live);
        m_world->mirror.reset();
        QVERIFY(m_utilisation->samples().empty());
    }

private:
    static std::vector<QJsonObject> pipeline()
    {
        return {json(Kind::Semaphore, u"s"_s, R"({"spec":{"permits":3}})"),
                json(Kind::Permit, u"s-a"_s, R"({"spec":{"semaphore":"s","holder":"a"},"status":{"phase":"Granted"}})"),
                json(Kind::Permit, u"s-b"_s,
                     R"({"spec":{"semaphore":"s","holder":"b"},
                         "status":{"phase":"Granted","expiresAt":"2026-11-24T09:59:00Z"}})"),
                json(Kind::Lease, u"held"_s, R"({"status":{"phase":"Held","holder":"a"}})"),
                json(Kind::LeaseRequest, u"held-c"_s, R"({"spec":{"lease":"held","holder":"c"}})"),
                json(Kind::Lease, u"free"_s, R"({"status":{"phase":"Available"}})"),
                json(Kind::Mutex, u"m"_s, R"({"status":{"phase":"Locked","holder":"a"}})"),
                json(Kind::RWMutex, u"r"_s, R"({"status":{"phase":"ReadLocked","readHolders":["a"]}})")};
    }

    void setAll(live::ScopeState::Phase phase)
    {
        live::ChangeBatch batch;
        for (const Kind kind : konductorKinds) {
            batch.scopes[kind].phase = phase;
        }
        m_world->mirror.apply(std::make_shared<const live::ChangeBatch>(std::move(batch)));
    }

    std::unique_ptr<World> m_world;
    std::unique_ptr<ClusterInsight> m_insight;
    std::unique_ptr<Utilisation> m_utilisation;
};

QTEST_GUILESS_MAIN(UtilisationTest)
#include "tst_utilisation.moc"
