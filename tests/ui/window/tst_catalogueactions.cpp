// SPDX-License-Identifier: Apache-2.0
#include "core/api/kinds.h"
#include "tests/ui/window/windowrig.h"
#include "ui/dialogs/formsheet.h"
#include "ui/dialogs/holderchoice.h"
#include "ui/pages/tablepage.h"
#include "ui/panels/detailspanel.h"
#include "ui/window/actions.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QTemporaryDir>

using namespace konductor;
using namespace Qt::StringLiterals;

namespace {

const ObjectKey lease{Kind::Lease, u"team-a"_s, u"db-migration"_s};
const ObjectKey semaphore{Kind::Semaphore, u"team-a"_s, u"db-connections"_s};

QString whyNot(ui::CatalogueAction what, const std::vector<ui::CatalogueEntry>& entries)
{
    for (const ui::CatalogueEntry& entry : entries) {
        if (entry.action == what) {
            return entry.whyNot.isEmpty() ? u"offered"_s : entry.whyNot;
        }
    }
    return u"absent"_s;
}

} // namespace

/// The actions of the menus, by real keys against a sandbox.
class TestCatalogueActions final : public QObject, protected test::WindowRig {
    Q_OBJECT

private:
    QTemporaryDir m_dir;

    void choose(const ObjectKey& key)
    {
        m_window->open(key);
        m_window->currentTable()->table().setFocus();
        QTRY_VERIFY(m_window->currentTable()->table().hasFocus());
    }
    void pressOnPage(Qt::Key key) { QTest::keyClick(&m_window->currentTable()->table(), key, Qt::ControlModifier); }

private slots:
    void init() { QVERIFY(open()); }
    void cleanup() { close(); }

    void semaphoreIsResizedByKeys()
    {
        const QString path = m_dir.filePath(u"journal.sqlite"_s);
        auto recorder = std::make_unique<history::Recorder>(history::Journal::open(path), m_clock);
        m_runner->setRecorder(std::move(recorder));
        choose(semaphore);
        pressOnPage(Qt::Key_E);
        ui::FormSheet* form = nullptr;
        QTRY_VERIFY((form = m_window->findChild<ui::FormSheet*>()) && form->isVisible());
        auto* permits = form->findChild<QLineEdit*>(u"permits"_s);
        QTest::keyClicks(permits, u"0"_s);
        QTest::keyClick(permits, Qt::Key_Return);
        QVERIFY(form->isVisible()); // refused, and the form says why
        permits->selectAll();
        QTest::keyClicks(permits, u"21"_s);
        QTest::keyClick(permits, Qt::Key_Return);
        runPlan();
        QTRY_COMPARE(objects().find<Semaphore>(semaphore.ns, semaphore.name)->spec.permits, qint64(21));
        QTRY_COMPARE((*history::Journal::openExisting(path))->records()->size(), size_t(2));
    }

    void whereNothingIsChosenANewObjectOfThePagesKindIsMadeByKeys()
    {
        choose(semaphore);
        m_window->currentTable()->table().setCurrentIndex({});
        pressOnPage(Qt::Key_N);
        ui::FormSheet* form = nullptr;
        QTRY_VERIFY((form = m_window->findChild<ui::FormSheet*>()) && form->isVisible());
        QCOMPARE(form->findChild<QLineEdit*>(u"namespace"_s)->text(), u"default"_s);
        auto* name = form->findChild<QLineEdit*>(u"name"_s);
        QTest::keyClicks(name, u"fresh"_s);
        auto* permits = form->findChild<QLineEdit*>(u"permits"_s);
        permits->selectAll();
        QTest::keyClicks(permits, u"3"_s);
        QTest::keyClick(permits, Qt::Key_Return);
        runPlan();
        QTRY_VERIFY(objects().find<Semaphore>(u"default"_s, u"fresh"_s));
        QCOMPARE(objects().find<Semaphore>(u"default"_s, u"fresh"_s)->spec.permits, qint64(3));
    }

    void leaseIsHandedOverByKeys()
    {
        choose(lease);
        pressOnPage(Qt::Key_H);
        ui::HolderChoice* choice = nullptr;
        QTRY_VERIFY((choice = m_window->findChild<ui::HolderChoice*>()) && choice->isVisible());
        QLineEdit* to = choice->findChild<QComboBox*>()->lineEdit();
        to->selectAll();
        QTest::keyClicks(to, u"worker-c"_s);
        QTest::keyClick(to, Qt::Key_Return);
        runPlan();
        QTRY_COMPARE(objects().find<Lease>(lease.ns, lease.name)->status.holder, u"worker-c"_s);
    }

    /// worker-b is next, but waits for worker-c, who waits for this lease.
    void aStuckLeaseIsHandedToTheNextWhoCanUseItByOneButtonOfItsDetails()
    {
        choose(lease);
        QPushButton* offer = nullptr;
        QTRY_VERIFY([&] {
            for (auto* button : m_window->details().findChildren<QPushButton*>()) {
                if (button->text() == u"Hand over to worker-c…"_s && button->isEnabled()) {
                    offer = button;
                }
            }
            return offer != nullptr;
        }());
        QTest::keyClick(offer, Qt::Key_Space);
        runPlan();
        QTRY_COMPARE(objects().find<Lease>(lease.ns, lease.name)->status.holder, u"worker-c"_s);
    }

    void entriesFollowTheObjectsState()
    {
        using Act = ui::CatalogueAction;
        QCOMPARE(whyNot(Act::HandOver, ui::catalogueOf(lease, objects(), false)), u"offered"_s);
        QCOMPARE(whyNot(Act::Reset, ui::catalogueOf(lease, objects(), false)), u"absent"_s);
        QCOMPARE(whyNot(Act::Delete, ui::catalogueOf(lease, objects(), true)), u"The connection is read-only."_s);
        const ObjectKey barrier{Kind::Barrier, u"team-a"_s, u"extract"_s};
        QCOMPARE(whyNot(Act::Rescue, ui::catalogueOf(barrier, objects(), false)), u"It has not failed."_s);
        QVERIFY(ui::catalogueOf({Kind::Lease, u"team-a"_s, u"none"_s}, objects(), false).empty());
        const auto unmade = ui::catalogueOf({Kind::Lease, u"team-a"_s, {}}, objects(), false);
        QCOMPARE(unmade.size(), size_t(1));
        QCOMPARE(whyNot(Act::Create, unmade), u"offered"_s);
    }

    void productionContextsAreProtected()
    {
        for (const QString& name : {u"prod"_s, u"prod-eu"_s, u"eu.Production"_s, u"gke_acme_live"_s}) {
            QVERIFY2(ui::Actions::isProtected(name), qPrintable(name));
        }
        for (const QString& name : {u"sandbox"_s, u"staging"_s, u"products"_s, u"reproduction"_s, u"delivery"_s}) {
            QVERIFY2(!ui::Actions::isProtected(name), qPrintable(name));
        }
    }
};

QTEST_MAIN(TestCatalogueActions)

#include "tst_catalogueactions.moc"
