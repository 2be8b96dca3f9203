// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/waitgraphpage.h"

#include "tests/ui/models/jam.h"
#include "ui/pages/waittree.h"

#include <QApplication>
#include <QSignalSpy>
#include <QTest>

using namespace konductor;
using namespace konductor::ui;
using namespace konductor::ui::test;
using namespace Qt::StringLiterals;
using insight::WaitNode;

class TestWaitGraphPage : public QObject {
    Q_OBJECT

    std::unique_ptr<World> m_world;
    std::unique_ptr<ClusterInsight> m_insight;
    std::unique_ptr<WaitGraphPage> m_page;

private slots:
    void init()
    {
        m_world = std::make_unique<World>();
        m_insight = std::make_unique<ClusterInsight>(m_world->mirror, m_world->clock);
        m_page = std::make_unique<WaitGraphPage>(*m_insight, m_world->mirror, m_world->clock);
        m_page->resize(900, 600);
        jam(*m_world);
        m_page->show();
        QTRY_VERIFY(m_page->view().scene()->sceneRect().width() > 100); // laid out
    }
    void cleanup()
    {
        m_page.reset();
        m_insight.reset();
        m_world.reset();
    }

    void arrowKeysFollowTheArrows()
    {
        QVERIFY(m_page->select({Kind::Lease, u"a"_s, u"x"_s}));
        QTest::keyClick(&m_page->view(), Qt::Key_Right);
        QVERIFY(m_page->currentNode() == WaitNode::holder(u"a"_s, u"ann"_s));
        QTest::keyClick(&m_page->view(), Qt::Key_Right);
        QVERIFY(m_page->currentNode() == WaitNode::of({Kind::Lease, u"a"_s, u"y"_s}));
        QTest::keyClick(&m_page->view(), Qt::Key_Left);
        QVERIFY(m_page->currentNode() == WaitNode::holder(u"a"_s, u"ann"_s));
    }
    void returnFollowsTheLink()
    {
        QVERIFY(m_page->select({Kind::Lease, u"a"_s, u"x"_s}));
        QSignalSpy opened(m_page.get(), &Page::openRequested);
        QTest::keyClick(&m_page->view(), Qt::Key_Return);
        QCOMPARE(opened.size(), 1);
        QCOMPARE(opened[0][0].value<Link>().name, u"x"_s);
    }
    void holderIsShownInTheDetails()
    {
        QVERIFY(m_page->select({Kind::Lease, u"a"_s, u"x"_s}));
        QVERIFY(!m_page->details(start)); // an object has the usual ones
        QTest::keyClick(&m_page->view(), Qt::Key_Right);
        const auto details = m_page->details(start);
        QVERIFY(details);
        QCOMPARE(details->title, u"ann"_s);
        QVERIFY(!details->why.rows.empty());
    }
    void clickChoosesABox()
    {
        QVERIFY(!m_page->currentNode());
        QSignalSpy chosen(m_page.get(), &Page::currentChanged);
        QVERIFY(m_page->select({Kind::Lease, u"a"_s, u"x"_s}));
        const auto first = chosen.size();
        m_page->view().setCurrent(std::nullopt);
        // Somewhere in the scene is a box: walk over it with the mouse until one is hit.
        const QRectF scene = m_page->view().scene()->sceneRect();
        for (double y = scene.top(); y < scene.bottom() && !m_page->currentNode(); y += 15) {
            for (double x = scene.left(); x < scene.right() && !m_page->currentNode(); x += 40) {
                QTest::mouseClick(m_page->view().viewport(), Qt::LeftButton, {},
                                  m_page->view().mapFromScene(QPointF(x, y)));
            }
        }
        QVERIFY(m_page->currentNode());
        QVERIFY(chosen.size() > first);
    }
    void treeReadsTheSame()
    {
        m_page->showTree(true);
        QVERIFY(m_page->tree().isVisible());
        QVERIFY(m_page->tree().topLevelItemCount() > 0);
        QVERIFY(m_page->tree().topLevelItem(0)->text(0).startsWith(u"Deadlock"_s));
        m_page->tree().setCurrentItem(m_page->tree().topLevelItem(0)->child(0));
        QVERIFY(m_page->currentNode());
    }
    void graphFollowsTheCluster()
    {
        m_world->remove({Kind::LeaseRequest, u"a"_s, u"y-ann"_s});
        m_world->remove({Kind::LeaseRequest, u"a"_s, u"x-bob"_s});
        m_world->clock.advance(std::chrono::seconds(1));
        QTRY_VERIFY(!m_page->view().isVisible()); // nobody waits any more: the state says so
        QVERIFY(!m_page->tree().isVisible());
    }
};

QTEST_MAIN(TestWaitGraphPage)
#include "tst_waitgraphpage.moc"
