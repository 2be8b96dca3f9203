// SPDX-License-Identifier: Apache-2.0
#include "core/live/rightsbook.h"
#include "tests/core/live/sessionrig.h"
#include "tests/ui/window/windowrig.h"
#include "ui/models/palettemodel.h"
#include "ui/models/roles.h"
#include "ui/pages/page.h"
#include "ui/panels/detailspanel.h"

#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QMenuBar>

using namespace konductor;
using namespace Qt::StringLiterals;

namespace {

/// A server that lets leases be read and no logs.
struct Refusing : test::SessionRig {
    bool begin()
    {
        reset();
        serve(test::allPlurals());
        m_server->on(u"/apis/authorization.k8s.io/v1/selfsubjectrulesreviews"_s, [](const test::ExchangePtr& e) {
            e->reply(201,
                     "{\"status\":{\"incomplete\":false,\"resourceRules\":[{\"verbs\":[\"get\"],"
                     "\"apiGroups\":[\"sync.konductor.io\"],\"resources\":[\"leases\"]}]}}");
        });
        return start();
    }
    live::LiveSession& session() { return *m_live; }
};

} // namespace

/// Logs in the window on a sandbox, with the rights of somebody who may not read them.
class TestRefusedLog : public QObject, protected test::WindowRig {
    Q_OBJECT
private slots:
    void init()
    {
        m_refusing = std::make_unique<Refusing>();
        QVERIFY(m_refusing->begin());
        m_book = std::make_unique<live::RightsBook>(m_refusing->session(), m_clock);
        QVERIFY(open());
        m_window->setRights(m_book.get());
        m_window->open({Kind::Lease, u"finance"_s, u"ledger-close"_s});
        m_window->currentPage().setFocus();
    }
    void cleanup()
    {
        close();
        m_book.reset();
        m_refusing.reset();
    }

    void theEntryOfTheMenuIsDisabledAndSaysWhy()
    {
        QTRY_VERIFY(entry() && !entry()->isEnabled());
        QCOMPARE(entry()->text(), u"Show the log of pod ledger-2  (%1)"_s.arg(m_why));
    }

    void thePaletteSaysWhyAndTheDetailsOfferNoLink()
    {
        QTRY_VERIFY(entry() && !entry()->isEnabled());
        QTest::keyClick(m_window.get(), Qt::Key_K, Qt::ControlModifier);
        QTest::keyClicks(m_window->findChild<QLineEdit*>(u"paletteLine"_s), u"log of pod"_s);
        const auto row = m_window->findChild<QListView*>(u"palette"_s)->currentIndex().data(ui::CellRole);
        QCOMPARE(row.value<ui::PaletteRow>().text, u"Show the log of pod ledger-2"_s);
        QCOMPARE(row.value<ui::PaletteRow>().whyNot, m_why);
        const ui::DetailsSection* holder = m_window->details().content().section(u"Holder"_s);
        QVERIFY(holder && holder->rows.front().text.size() == 1); // the name alone
    }

private:
    QAction* entry()
    {
        QMenu& menu = *m_window->menuBar()->actions()[3]->menu();
        emit menu.aboutToShow();
        for (QAction* action : menu.actions()) {
            if (action->text().startsWith(u"Show the log of pod"_s)) {
                return action;
            }
        }
        return nullptr;
    }

    const QString m_why = u"You may not get pods/log in finance."_s;
    std::unique_ptr<Refusing> m_refusing;
    std::unique_ptr<live::RightsBook> m_book;
};

QTEST_MAIN(TestRefusedLog)
#include "tst_refusedlog.moc"
