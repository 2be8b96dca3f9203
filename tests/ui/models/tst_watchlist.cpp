// SPDX-License-Identifier: Apache-2.0
#include "ui/models/watchlist.h"

#include "tests/ui/models/world.h"

#include <QSignalSpy>
#include <QTest>

using namespace konductor;
using namespace konductor::ui;
using namespace konductor::ui::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class WatchlistTest : public QObject {
    Q_OBJECT
private slots:
    void init()
    {
        m_told.clear();
        m_world = std::make_unique<World>();
        m_insight = std::make_unique<ClusterInsight>(m_world->mirror, m_world->clock);
        m_list = std::make_unique<Watchlist>(m_world->mirror, *m_insight, m_world->clock);
        connect(m_list.get(), &Watchlist::noticed, this, [this](const Notice& notice) { m_told.push_back(notice); });
    }

    void cleanup()
    {
        m_list.reset();
        m_insight.reset();
        m_world.reset();
    }

    void whatIsWaitedForIsToldOnce_data()
    {
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::addColumn<QString>("words");
        const auto row = [](Kind kind, const char* before, const char* after, const QString& words) {
            const auto status = [](const char* phase) {
                return QByteArray("{\"status\":{\"phase\":\"") + phase + "\"}}";
            };
            QTest::newRow(qPrintable(kindInfo(kind).name.toString()))
                << kind << status(before) << status(after) << words;
        };
        row(Kind::Lease, "Held", "Available", u"Lease x is free"_s);
        row(Kind::Semaphore, "Full", "Ready", u"Semaphore x is free"_s);
        row(Kind::Mutex, "Locked", "Unlocked", u"Mutex x is free"_s);
        row(Kind::RWMutex, "WriteLocked", "Unlocked", u"RWMutex x is free"_s);
        row(Kind::Gate, "Waiting", "Open", u"Gate x is open"_s);
        row(Kind::Barrier, "Waiting", "Open", u"Barrier x is open"_s);
        row(Kind::Once, "Pending", "Executed", u"Once x is done"_s);
        row(Kind::WaitGroup, "Waiting", "Done", u"WaitGroup x is done"_s);
    }

    void whatIsWaitedForIsToldOnce()
    {
        QFETCH(Kind, kind);
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        QFETCH(QString, words);
        const ObjectKey key{kind, u"a"_s, u"x"_s};
        QVERIFY(!Watchlist::wishOf(kind).isEmpty());
        m_world->put({json(kind, u"x"_s, before)});
        m_list->setWatched(key, true);
        QVERIFY(m_list->isWatched(key));
        m_world->put({json(kind, u"x"_s, before)});
        QVERIFY(m_told.empty());
        m_world->put({json(kind, u"x"_s, after)});
        m_world->put({json(kind, u"x"_s, before)});
        m_world->put({json(kind, u"x"_s, after)});
        QCOMPARE(m_told.size(), size_t(1));
        QCOMPARE(m_told[0].title, words);
        QCOMPARE(m_told[0].text, u"a"_s);
        QVERIFY(m_told[0].key == key);
        QVERIFY(!m_list->isWatched(key));
    }

    void whatIsSoAlreadyCannotBeWaitedFor()
    {
        m_world->put({json(Kind::Lease, u"x"_s, R"({"status":{"phase":"Available"}})")});
        m_list->setWatched({Kind::Lease, u"a"_s, u"x"_s}, true);
        m_list->setWatched({Kind::Lease, u"a"_s, u"absent"_s}, true);
        QVERIFY(!m_list->isWatched({Kind::Lease, u"a"_s, u"x"_s}));
        QVERIFY(!m_list->isWatched({Kind::Lease, u"a"_s, u"absent"_s}));
        QVERIFY(Watchlist::wishOf(Kind::Permit).isEmpty());
    }

    void aWatchThatIsTakenBackTellsNothing()
    {
        const ObjectKey key = heldLease(u"x"_s);
        m_list->setWatched(key, true);
        m_list->setWatched(key, false);
        freeLease(u"x"_s);
        QVERIFY(m_told.empty());
    }

    void whatIsDeletedIsToldToo()
    {
        const ObjectKey key = heldLease(u"x"_s);
        m_list->setWatched(key, true);
        m_world->remove(key);
        QCOMPARE(m_told.size(), size_t(1));
        QCOMPARE(m_told[0].title, u"Lease x was deleted"_s);
    }

    void manyAtOnceAreToldAsOne()
    {
        std::vector<QJsonObject> freed;
        for (int i = 0; i < 5; ++i) {
            const QString name = u"x%1"_s.arg(i);
            m_list->setWatched(heldLease(name), true);
            freed.push_back(json(Kind::Lease, name, R"({"status":{"phase":"Available"}})"));
        }
        m_world->put(freed);
        QCOMPARE(m_told.size(), size_t(1));
        QCOMPARE(m_told[0].title, u"5 things that you waited for"_s);
        QVERIFY(m_told[0].text.contains(u"and 2 more"_s));
    }

    void newFindingsAreToldFromTheirSeverityOnButNotThoseOfTheOpening()
    {
        m_list->setLeast(insight::Severity::Warning);
        settle();
        putBad({u"there-before"_s});
        QVERIFY(!m_insight->findings().empty());
        QVERIFY(m_told.empty());
        m_world->clock.advance(11s);
        putBad({u"later"_s});
        QCOMPARE(m_told.size(), size_t(1));
        QVERIFY2(m_told[0].title.contains(u"later"_s), qPrintable(m_told[0].title));
        m_world->remove({Kind::Barrier, u"a"_s, u"later"_s});
        putBad({u"later"_s}); // flapping
        QCOMPARE(m_told.size(), size_t(1));
        m_world->remove({Kind::Barrier, u"a"_s, u"later"_s});
        m_world->clock.advance(11min);
        putBad({u"later"_s});
        QCOMPARE(m_told.size(), size_t(2));
    }

    void manyNewFindingsAreToldAsOneAndNoneWhereNoneAreWanted()
    {
        settle();
        m_world->clock.advance(11s);
        putBad({u"silent"_s});
        QVERIFY(m_told.empty());
        m_list->setLeast(insight::Severity::Info);
        putBad({u"b"_s, u"c"_s, u"d"_s, u"e"_s, u"f"_s});
        QCOMPARE(m_told.size(), size_t(1));
        QVERIFY2(m_told[0].title.endsWith(u"new findings"_s), qPrintable(m_told[0].title));
    }

    void aHostileNameIsMadeVisible()
    {
        const QString name = u"x\u202e<b>"_s;
        m_list->setWatched(heldLease(name), true);
        freeLease(name);
        QCOMPARE(m_told.size(), size_t(1));
        QVERIFY(!m_told[0].title.contains(QChar(0x202e)));
    }

private:
    ObjectKey heldLease(const QString& name)
    {
        m_world->put({json(Kind::Lease, name, R"({"status":{"phase":"Held","holder":"w"}})")});
        return {Kind::Lease, u"a"_s, name};
    }
    void freeLease(const QString& name)
    {
        m_world->put({json(Kind::Lease, name, R"({"status":{"phase":"Available"}})")});
    }
    /// Barriers that can never open.
    void putBad(const QStringList& names)
    {
        std::vector<QJsonObject> objects;
        for (const QString& name : names) {
            objects.push_back(
                json(Kind::Barrier, name, R"({"spec":{"expected":2,"quorum":3},"status":{"phase":"Waiting"}})"));
        }
        m_world->put(objects);
    }
    void settle()
    {
        live::ChangeBatch batch;
        for (const Kind kind : konductorKinds) {
            batch.scopes[kind] = {.phase = live::ScopeState::Phase::Live};
        }
        m_world->mirror.apply(std::make_shared<const live::ChangeBatch>(std::move(batch)));
    }

    std::unique_ptr<World> m_world;
    std::unique_ptr<ClusterInsight> m_insight;
    std::unique_ptr<Watchlist> m_list;
    std::vector<Notice> m_told;
};

QTEST_GUILESS_MAIN(WatchlistTest)
#include "tst_watchlist.moc"
