// SPDX-License-Identifier: Apache-2.0
#include "core/api/kinds.h"
#include "core/base/clock.h"
#include "tests/core/insight/make.h"
#include "ui/models/eventsmodel.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace konductor;
using namespace konductor::ui;
using namespace konductor::test;
using namespace Qt::StringLiterals;

class EventsModelTest : public QObject {
    Q_OBJECT
private slots:
    void init()
    {
        m_mirror = std::make_unique<live::ClusterMirror>();
        m_history = std::make_unique<ClusterHistory>(*m_mirror, m_clock);
        m_model = std::make_unique<EventsModel>(*m_history);
        m_tester = std::make_unique<QAbstractItemModelTester>(m_model.get(),
                                                              QAbstractItemModelTester::FailureReportingMode::QtTest);
    }
    void cleanup() { m_tester.reset(); }

    void theFirstListIsNoEventAndWhatFollowsComesInAbove()
    {
        list({lease(u"db"_s, u"a"_s), lease(u"x"_s, {})});
        QCOMPARE(m_model->rowCount(), 0);
        QVERIFY(m_history->since());
        change(lease(u"db"_s, u"b"_s));
        change(lease(u"x"_s, u"c"_s));
        QCOMPARE(m_model->rowCount(), 2);
        QCOMPARE(text(0), u"c holds Lease x."_s);
        QCOMPARE(text(1), u"Lease db passed from a to b."_s);
    }

    void theQueryLineLooksAtNamesHoldersAndWords()
    {
        list({lease(u"db"_s, u"a"_s), lease(u"x"_s, {})});
        m_model->setFilter(u"holder:b"_s);
        change(lease(u"x"_s, u"c"_s));
        change(lease(u"db"_s, u"b"_s));
        QCOMPARE(m_model->rowCount(), 1);
        QCOMPARE(text(0), u"Lease db passed from a to b."_s);
        m_model->setFilter(u"passed"_s);
        QCOMPARE(m_model->rowCount(), 1);
        m_model->setFilter({});
        QCOMPARE(m_model->rowCount(), 2);
        m_model->setNamespace(u"elsewhere"_s);
        QCOMPARE(m_model->rowCount(), 0);
    }

    void asleepItTakesNothingInAndCatchesUpAwake()
    {
        list({lease(u"db"_s, u"a"_s)});
        m_model->setAwake(false);
        change(lease(u"db"_s, u"b"_s));
        QCOMPARE(m_model->rowCount(), 0);
        m_model->setAwake(true);
        QCOMPARE(m_model->rowCount(), 1);
    }

    void anotherClusterBeginsAnew()
    {
        list({lease(u"db"_s, u"a"_s)});
        change(lease(u"db"_s, u"b"_s));
        m_mirror->reset();
        QCOMPARE(m_model->rowCount(), 0);
        QVERIFY(!m_history->since());
        list({lease(u"db"_s, u"a"_s)});
        QCOMPARE(m_model->rowCount(), 0);
    }

    void hostileNamesAreMadeVisible()
    {
        list({lease(u"db"_s, {})});
        change(lease(u"db"_s, u"<b>\u202ex"_s));
        QVERIFY2(text(0).contains(u"<b>⟨U+202E⟩x"_s), qPrintable(text(0)));
        QVERIFY(m_model->index(0, 1).data(Qt::ToolTipRole).toString().contains(u"&lt;b&gt;"_s));
    }

private:
    static ObjectPtr lease(const QString& name, const QString& holder)
    {
        auto made = std::make_shared<Lease>();
        made->meta = meta(name);
        made->status.holder = holder;
        return made;
    }
    void list(const std::vector<ObjectPtr>& objects)
    {
        auto batch = std::make_shared<live::ChangeBatch>();
        for (const ObjectPtr& object : objects) {
            batch->changes.push_back({nullptr, object});
        }
        batch->scopes[Kind::Lease] = {.phase = live::ScopeState::Phase::Live};
        m_mirror->apply(batch);
    }
    void change(const ObjectPtr& after)
    {
        auto batch = std::make_shared<live::ChangeBatch>();
        batch->changes.push_back({m_mirror->objects().find(after->key()), after});
        m_mirror->apply(batch);
    }
    QString text(int row) const { return m_model->index(row, EventsModel::What).data().toString(); }

    SystemClock m_clock;
    std::unique_ptr<live::ClusterMirror> m_mirror;
    std::unique_ptr<ClusterHistory> m_history;
    std::unique_ptr<EventsModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

QTEST_GUILESS_MAIN(EventsModelTest)
#include "tst_eventsmodel.moc"
