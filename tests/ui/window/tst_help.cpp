// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/window/windowrig.h"
#include "ui/dialogs/helpsheet.h"
#include "ui/dialogs/shortcutssheet.h"
#include "ui/pages/page.h"
#include "ui/widgets/helppicture.h"

#include <QLabel>
#include <QPushButton>
#include <QScrollArea>

using namespace konductor;
using namespace Qt::StringLiterals;

/// F1 tells what the page is for.
class HelpTest : public QObject, protected test::WindowRig {
    Q_OBJECT
private slots:
    void init() { QVERIFY(open()); }
    void cleanup() { close(); }

    void everyPageHasItsOwnHelpAndEscapeLeavesIt()
    {
        QSet<QString> told;
        for (const QString& id : m_window->pageIds()) {
            m_window->showPage(id);
            press(Qt::Key_F1);
            QTRY_VERIFY(sheet() && sheet()->isVisible());
            const auto labels = sheet()->findChildren<QLabel*>();
            QCOMPARE(labels.front()->text(), m_window->currentPage().title());
            QVERIFY2(!told.contains(labels.at(1)->text()), qPrintable(id));
            told.insert(labels.at(1)->text());
            auto* area = sheet()->findChild<QScrollArea*>();
            const auto lines = area->widget()->findChildren<QLabel*>();
            const auto isWhole = [area](const QLabel* line) { // to its last word
                return line->geometry().bottom() < area->viewport()->height()
                    && line->height() >= line->heightForWidth(line->width());
            };
            QTRY_VERIFY2(std::all_of(lines.begin(), lines.end(), isWhole), qPrintable(id));
            press(Qt::Key_Escape);
            QTRY_VERIFY(!sheet());
        }
    }

    void everyPrimitiveIsDrawn()
    {
        const QPixmap empty = ui::HelpPicture(Kind::Permit, {}).grab();
        std::vector<QImage> seen;
        for (const Kind kind : primitiveKinds) {
            const ui::HelpTopic topic = ui::helpOn(kindInfo(kind).plural.toString());
            QCOMPARE(topic.picture, kind);
            QVERIFY(!topic.pictureWords.isEmpty());
            const QImage image = ui::HelpPicture(kind, topic.pictureWords).grab().toImage();
            QVERIFY(image != empty.toImage());
            QVERIFY(std::find(seen.begin(), seen.end(), image) == seen.end());
            seen.push_back(image);
        }
    }

    void theKeysAreOneClickAway()
    {
        press(Qt::Key_F1);
        QTRY_VERIFY(sheet() && sheet()->isVisible());
        QTest::mouseClick(sheet()->findChild<QPushButton*>(u"shortcuts"_s), Qt::LeftButton);
        QTRY_VERIFY(m_window->findChild<ui::ShortcutsSheet*>());
    }

private:
    ui::HelpSheet* sheet() const { return m_window->findChild<ui::HelpSheet*>(); }
    void press(Qt::Key key) { QTest::keyClick(QApplication::focusWidget(), key); }
};

QTEST_MAIN(HelpTest)
#include "tst_help.moc"
