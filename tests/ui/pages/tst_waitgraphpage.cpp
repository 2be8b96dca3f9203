// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/waitgraphpage.h"

#include "tests/ui/models/jam.h"
#include "ui/pages/waittree.h"

#include <QApplication>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>
#include <QTreeWidgetItemIterator>

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
    void whoReadsFromTheRightFollowsThemToTheLeft()
    {
        m_page->view().setLayoutDirection(Qt::RightToLeft);
        QVERIFY(m_page->select({Kind::Lease, u"a"_s, u"x"_s}));
        QTest::keyClick(&m_page->view(), Qt::Key_Left);
        QVERIFY(m_page->currentNode() == WaitNode::holder(u"a"_s, u"ann"_s));
    }
    void whoReadsFromTheRightSeesWhoWaitsFirst()
    {
        m_page->setLayoutDirection(Qt::RightToLeft);
        m_page->resize(500, 600);
        const auto& view = m_page->view();
        const auto right = [&view] { return view.mapToScene(view.viewport()->rect()).boundingRect().right(); };
        QTRY_VERIFY(std::abs(right() - view.scene()->sceneRect().right()) < 1);
    }

    void itBeginsSoSmallThatTheRootsAreSeenBesideWhoWaits()
    {
        WaitGraphPage page(*m_insight, m_world->mirror, m_world->clock);
        page.resize(static_cast<int>(m_page->view().scene()->sceneRect().width() * 0.8), 400);
        page.show();
        const auto& view = page.view();
        const auto seen = [&view] { return view.mapToScene(view.viewport()->rect()).boundingRect(); };
        QTRY_VERIFY(view.scene()->sceneRect().width() > 100);
        QTRY_VERIFY(seen().right() >= view.scene()->sceneRect().right() - 1
                    && seen().left() <= view.scene()->sceneRect().left() + 1);
        QVERIFY(view.transform().m11() >= 0.7 && view.transform().m11() <= 1);
    }
    void boxesAreAsWideAsTheirWordsNeed()
    {
        WaitPicture picture;
        for (const QString& name : {u"w"_s, u"a-name-of-thirty-characters-or-so"_s}) {
            picture.boxes.push_back({.node = WaitNode::holder(u"a"_s, name), .title = name, .text = u"Holder"_s});
        }
        const std::vector<QSizeF> sizes = m_page->view().shapeOf(picture).boxes;
        QVERIFY(sizes[0].width() < sizes[1].width());
        QCOMPARE(sizes[0].height(), sizes[1].height());
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
    void searchGoesToWhatItFindsInThePicture()
    {
        QVERIFY(m_page->focusSearch());
        auto* field = m_page->findChild<QLineEdit*>(u"waitSearch"_s);
        QCOMPARE(QApplication::focusWidget(), field);
        QTest::keyClicks(field, u"lease"_s);
        const auto first = m_page->currentNode();
        QVERIFY(first && first->kind == Kind::Lease);
        QCOMPARE(field->accessibleDescription(), u"1 of 2"_s);
        QTest::keyClick(field, Qt::Key_Return);
        const auto second = m_page->currentNode();
        QVERIFY(second && second != first && second->kind == Kind::Lease);
        QCOMPARE(field->accessibleDescription(), u"2 of 2"_s);
        QTest::keyClick(field, Qt::Key_Return); // around the end
        QVERIFY(m_page->currentNode() == first);
        QTest::keyClick(field, Qt::Key_Return, Qt::ShiftModifier);
        QVERIFY(m_page->currentNode() == second);
        QCOMPARE(QApplication::focusWidget(), field); // so that typing goes on
    }
    void whatIsFoundLooksOtherwise()
    {
        const QImage before = m_page->view().grab().toImage();
        m_page->focusSearch();
        QTest::keyClicks(m_page->findChild<QLineEdit*>(u"waitSearch"_s), u"bob"_s);
        QVERIFY(m_page->view().grab().toImage() != before);
        m_page->showTree(true);
        int bold = 0;
        for (QTreeWidgetItemIterator it(&m_page->tree()); *it; ++it) {
            QCOMPARE((*it)->font(0).weight() == QFont::DemiBold, (*it)->text(0).contains(u"bob"_s));
            bold += (*it)->font(0).weight() == QFont::DemiBold ? 1 : 0;
        }
        QVERIFY(bold > 0);
    }
    void searchWalksTheTreeToo()
    {
        m_page->showTree(true);
        m_page->focusSearch();
        auto* field = m_page->findChild<QLineEdit*>(u"waitSearch"_s);
        QTest::keyClicks(field, u"ann a"_s); // all words, of name and namespace
        QVERIFY(m_page->tree().current() == WaitNode::holder(u"a"_s, u"ann"_s));
        QTest::keyClick(field, Qt::Key_Escape);
        QVERIFY(field->text().isEmpty());
        QVERIFY(m_page->tree().hasFocus());
        QVERIFY(m_page->tree().current() == WaitNode::holder(u"a"_s, u"ann"_s)); // where it was found
    }
    void searchThatFindsNothingSaysSo()
    {
        m_page->focusSearch();
        auto* field = m_page->findChild<QLineEdit*>(u"waitSearch"_s);
        QTest::keyClicks(field, u"zzz"_s);
        QVERIFY(!m_page->currentNode());
        QCOMPARE(field->accessibleDescription(), u"none"_s);
        QTest::keyClick(field, Qt::Key_Return);
        QVERIFY(!m_page->currentNode());
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
