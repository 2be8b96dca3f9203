// SPDX-License-Identifier: Apache-2.0
#include "core/api/kinds.h"
#include "tests/ui/window/windowrig.h"
#include "ui/dialogs/plansheet.h"
#include "ui/pages/findingspage.h"
#include "ui/panels/detailspanel.h"
#include "ui/panels/objectpanel.h"
#include "ui/panels/yamlview.h"

#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QRegularExpression>
#include <QTableView>

#include <algorithm>
#include <map>

using namespace konductor;
using namespace Qt::StringLiterals;

/// The four planted problems of the default scenario, found on the findings page and mended from there with mouse and
/// keys, as a person would who has never seen them before.
class TestMending : public QObject, protected test::WindowRig {
    Q_OBJECT
private slots:
    void init()
    {
        QVERIFY(open());
        m_window->resize(1440, 1000);
        m_window->showPage(u"findings"_s);
    }
    void cleanup() { close(); }

    void aLeaseOfAHolderThatIsGoneIsReleased()
    {
        choose(u"hold-by-gone-holder"_s, u"db-migration"_s);
        press(u"Mend…"_s);
        const auto warns = [this] { // who gets it then waits for one who waits for it
            const auto labels = m_window->findChild<ui::PlanSheet*>()->findChildren<QLabel*>();
            return std::any_of(labels.begin(), labels.end(), [](const QLabel* label) {
                return label->isVisible() && label->text().contains(u"Hand it to worker-c first."_s);
            });
        };
        QTRY_VERIFY(warns());
        runPlan();
        QTRY_COMPARE(objects().find<Lease>(u"team-a"_s, u"db-migration"_s)->status.holder, u"worker-b"_s);
        QTRY_VERIFY(!isFound(u"hold-by-gone-holder"_s, u"db-migration"_s));
    }

    void theOverviewMendsByKeyWhatItNames()
    {
        m_window->showPage(u"overview"_s);
        const auto offer = [this]() -> QPushButton* {
            for (QPushButton* button : m_window->findChild<QWidget*>(u"whatIsWrong"_s)->findChildren<QPushButton*>()) {
                if (button->isVisible() && button->accessibleDescription().contains(u"there is no pod worker-a"_s)) {
                    return button;
                }
            }
            return nullptr;
        };
        QTRY_VERIFY(offer());
        QVERIFY(offer()->accessibleDescription().endsWith(u"47 min"_s)); // since when
        QVERIFY(!offer()->accessibleName().isEmpty());
        offer()->setFocus(Qt::TabFocusReason);
        QTest::keyClick(offer(), Qt::Key_Space);
        runPlan();
        QTRY_COMPARE(objects().find<Lease>(u"team-a"_s, u"db-migration"_s)->status.holder, u"worker-b"_s);
        QTRY_VERIFY(!offer());
    }

    void theOverviewNamesWhatMostWaitBehindFirstOfThoseAlikeBad()
    {
        m_window->showPage(u"overview"_s);
        static const QRegularExpression behind(u"(\\d+) behind it"_s);
        const auto counts = [this] { // of the warnings, as they stand below each other
            std::map<int, int> byPlace;
            for (QPushButton* button : m_window->findChild<QWidget*>(u"whatIsWrong"_s)->findChildren<QPushButton*>()) {
                const QString words = button->accessibleDescription();
                if (button->isVisible() && words.startsWith(u"⚠"_s)) {
                    byPlace[button->mapTo(m_window.get(), QPoint()).y()] = behind.match(words).captured(1).toInt();
                }
            }
            std::vector<int> found;
            for (const auto& [place, count] : byPlace) {
                found.push_back(count);
            }
            return found;
        };
        QTRY_VERIFY(counts().size() > 2 && counts().front() == 4); // db-migration
        const std::vector<int> found = counts();
        QVERIFY(std::is_sorted(found.rbegin(), found.rend()));
    }

    void whatIsBlockedBehindALeaseTellsHowFarItIs()
    {
        choose(u"hold-by-gone-holder"_s, u"db-migration"_s);
        const auto lines = [this] {
            const ui::DetailsSection* blocked = m_window->details().content().section(u"Blocked behind it"_s);
            QStringList values;
            for (const ui::DetailsRow& row : blocked ? blocked->rows : std::vector<ui::DetailsRow>()) {
                values.append(row.plainText().replace(QRegularExpression(u"\\d+ min"_s), u"… min"_s));
            }
            return values;
        };
        QTRY_COMPARE(lines(),
                     QStringList({u"worker-b waits … min"_s, u"worker-c waits … min"_s,
                                  u"Barrier extract 2 of 3 arrived"_s, u"Gate release 3 of 4 conditions met"_s}));
    }

    /// worker-b arrived at the barrier a minute before it asked for the lease.
    void aWaitIsAsLongInEveryPartOfTheDetails()
    {
        choose(u"hold-by-gone-holder"_s, u"db-migration"_s);
        const auto valueIn = [this](const QString& section) {
            const ui::DetailsSection* found = m_window->details().content().section(section);
            return found && !found->rows.empty() ? found->rows.front().value : QString();
        };
        QTRY_COMPARE(valueIn(u"Waiting, in the order"_s), u"44 min"_s);
        QTRY_COMPARE(valueIn(u"Blocked behind it"_s), u"waits 44 min"_s);
        m_window->open({Kind::Barrier, u"team-a"_s, u"extract"_s});
        const auto has = [this](const QString& section, const QString& words) {
            const ui::DetailsSection* found = m_window->details().content().section(section);
            return found && std::any_of(found->rows.begin(), found->rows.end(), [&](const ui::DetailsRow& row) {
                       return row.plainText().startsWith(words) && row.value.contains(u"45 min"_s);
                   });
        };
        QTRY_VERIFY(has(u"Arrivals"_s, u"✓ arrived worker-b"_s));
        QTRY_VERIFY(has(u"Blocked behind it"_s, u"worker-b"_s));
    }

    void anOverCommittedSemaphoreLosesAPermitOfTheHolderChosen()
    {
        choose(u"semaphore-overcommitted"_s, u"api-quota"_s);
        press(u"Mend…"_s);
        auto* holder = m_window->findChild<QComboBox*>(u"holder"_s);
        QTRY_VERIFY((holder = focused<QComboBox>()));
        QTest::keyClick(holder, Qt::Key_Return);
        runPlan();
        QTRY_VERIFY(!isFound(u"semaphore-overcommitted"_s, u"api-quota"_s));
        QTRY_COMPARE(objects().find<Semaphore>(u"team-a"_s, u"api-quota"_s)->status.inUse, 5);
    }

    void aDeadlockIsBrokenByReleasingOneOfItsLeases()
    {
        choose(u"deadlock"_s, u"fx-rates"_s);
        press(u"Mend…"_s);
        runPlan();
        QTRY_VERIFY(!isFound(u"deadlock"_s, u"fx-rates"_s));
    }

    void aGateThatCanNeverOpenGetsAConditionThatCanBeMet()
    {
        choose(u"gate-unsupported-condition"_s, u"archive"_s);
        press(u"Mend…"_s);
        QPlainTextEdit* editor = nullptr;
        QTRY_VERIFY((editor = focused<QPlainTextEdit>()) && !editor->isReadOnly());
        const qsizetype status = editor->toPlainText().indexOf(u"\nstatus:"_s);
        QString yaml = editor->toPlainText().left(status);
        QVERIFY(yaml.contains(u"name: tape"_s));
        yaml.replace(u"name: tape"_s, u"name: cache-warm"_s)
            .replace(u"type: Mutex"_s, u"type: Lease"_s)
            .replace(u"state: Unlocked"_s, u"state: Available\n      namespace: search"_s)
            .append(editor->toPlainText().mid(status));
        QApplication::clipboard()->setText(yaml);
        QTest::keyClick(editor, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClick(editor, Qt::Key_V, Qt::ControlModifier);
        press(u"Apply…"_s);
        runPlan();
        QTRY_VERIFY(objects().find<Gate>(u"team-a"_s, u"archive"_s)->status.phase == GatePhase::Open);
        QTRY_VERIFY(!isFound(u"gate-unsupported-condition"_s, u"archive"_s));
    }

    void everythingThatCanBeMendedIsMendedAtOnceAndTheRestIsNamed()
    {
        QTRY_VERIFY(isFound(u"hold-by-gone-holder"_s, u"db-migration"_s));
        press(u"Mend all…"_s);
        QPushButton* act = nullptr;
        QTRY_VERIFY((act = m_window->findChild<QPushButton*>(u"act"_s)) && act->isEnabled());
        QTest::mouseClick(act, Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(!isFound(u"hold-by-gone-holder"_s, u"db-migration"_s), 20'000);
        QTRY_VERIFY_WITH_TIMEOUT(!isFound(u"barrier-failed"_s, u"snapshot"_s), 20'000);
        QVERIFY(isFound(u"gate-unsupported-condition"_s, u"archive"_s)); // a person has to decide
    }

private:
    ui::FindingsPage& page() { return *m_window->findChild<ui::FindingsPage*>(); }
    template <class Widget> Widget* focused()
    {
        for (QWidget* widget = QApplication::focusWidget(); widget; widget = widget->parentWidget()) {
            if (auto* found = qobject_cast<Widget*>(widget)) {
                return found;
            }
        }
        return nullptr;
    }
    int rowOf(const QString& rule, const QString& name)
    {
        const auto& shown = page().shown();
        const auto found = std::find_if(shown.begin(), shown.end(), [&](const insight::Finding& finding) {
            return finding.rule == rule && finding.subject && finding.subject->name == name;
        });
        return found == shown.end() ? -1 : static_cast<int>(found - shown.begin());
    }
    bool isFound(const QString& rule, const QString& name) { return rowOf(rule, name) >= 0; }
    void choose(const QString& rule, const QString& name)
    {
        QTRY_VERIFY(isFound(rule, name));
        QTableView& table = page().table();
        const QModelIndex index = page().model().index(rowOf(rule, name), 1);
        table.scrollTo(index);
        QTest::mouseClick(table.viewport(), Qt::LeftButton, {}, table.visualRect(index).center());
        QTRY_COMPARE(m_window->details().content().key.name, name);
        // Of several findings of one object, the details show all: the first button is of the worst.
        QVERIFY(page().finding() && page().finding()->rule == rule);
    }
    void press(const QString& text)
    {
        QPushButton* found = nullptr;
        QTRY_VERIFY2((found = visibleButton(text)) && found->isEnabled(), qPrintable(text));
        QTest::mouseClick(found, Qt::LeftButton);
    }
    QPushButton* visibleButton(const QString& text)
    {
        for (QPushButton* candidate : m_window->findChildren<QPushButton*>()) {
            if (candidate->text() == text && candidate->isVisible()) {
                return candidate;
            }
        }
        return nullptr;
    }
};

QTEST_MAIN(TestMending)
#include "tst_mending.moc"
