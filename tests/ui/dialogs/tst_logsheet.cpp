// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/logsheet.h"
#include "ui/dialogs/logtext.h"
#include "ui/theme/consolestyle.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>

using namespace konductor;
using namespace konductor::ui;
using namespace Qt::StringLiterals;

namespace {

/// Answers when the test says so.
class HeldReader final : public LogReader {
public:
    std::vector<kube::PodLogQuestion> asked;
    void read(const kube::PodLogQuestion& question) override { asked.push_back(question); }
    void answer(const kube::PodLog& log) { emit finished(asked.back(), log); }
    void refuse(const Error& error) { emit finished(asked.back(), fail(error)); }
};

kube::PodLog logOf(const QByteArray& text)
{
    return {.containers = {{u"web"_s, 1}, {u"side"_s, 0}}, .container = u"web"_s, .text = text};
}

} // namespace

class TestLogSheet final : public QObject {
    Q_OBJECT

    HeldReader m_reader;
    std::unique_ptr<QWidget> m_host;
    QPointer<LogSheet> m_sheet;

    QString text() const { return m_sheet->findChild<QPlainTextEdit*>()->toPlainText(); }
    QLineEdit* search() const { return m_sheet->findChild<QLineEdit*>(); }
    QCheckBox* previous() const { return m_sheet->findChild<QCheckBox*>(); }
    bool says(const QString& words) const
    {
        const auto labels = m_sheet->findChildren<QLabel*>();
        return std::any_of(labels.begin(), labels.end(),
                           [&words](const QLabel* label) { return label->text().contains(words); });
    }
    void press(const QString& name) const { QTest::mouseClick(m_sheet->findChild<QPushButton*>(name), Qt::LeftButton); }

private slots:
    void initTestCase() { applyTheme(*qApp, Scheme::Light); }
    void init()
    {
        m_reader.asked.clear();
        m_host = std::make_unique<QWidget>();
        m_host->resize(1000, 700);
        m_host->show();
        m_host->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_host.get()));
        m_sheet = new LogSheet(m_reader, {u"team-a"_s, u"w-1"_s}, u"prod"_s, m_host.get());
    }
    void cleanup() { m_host.reset(); }

    void logIsReadWhenTheSheetOpensAndOnRequest()
    {
        QCOMPARE(m_reader.asked.size(), size_t(1));
        QVERIFY(says(u"Loading…"_s));
        m_reader.answer(logOf("one\ntwo\n"));
        QCOMPARE(text(), u"one\ntwo"_s);
        press(u"refresh"_s);
        QCOMPARE(m_reader.asked.size(), size_t(2));
        m_reader.answer(logOf(""));
        QVERIFY(says(u"Nothing was logged."_s));
    }

    void anotherContainerAndTheOneBeforeARestartCanBeChosen()
    {
        m_reader.answer(logOf("x"));
        auto* containers = m_sheet->findChild<QComboBox*>();
        QVERIFY(containers->isVisible());
        QVERIFY(previous()->isVisible());
        QTest::mouseClick(previous(), Qt::LeftButton, {}, QPoint(8, previous()->height() / 2));
        QVERIFY(m_reader.asked.back() == (kube::PodLogQuestion{u"team-a"_s, u"w-1"_s, {}, true}));
        containers->setFocus();
        QTest::keyClick(containers, Qt::Key_Down);
        QVERIFY(m_reader.asked.back() == (kube::PodLogQuestion{u"team-a"_s, u"w-1"_s, u"side"_s, true}));
    }

    void singleContainerIsNoChoice()
    {
        m_reader.answer({.containers = {{u"web"_s, 0}}, .container = u"web"_s, .text = "x"});
        QVERIFY(!m_sheet->findChild<QComboBox*>()->isVisible());
        QVERIFY(!previous()->isVisible());
    }

    void aRefusalIsSaidWholeAndWithoutAnEmptyField()
    {
        auto* field = m_sheet->findChild<QPlainTextEdit*>();
        m_reader.refuse(makeError(Error::Kind::Forbidden, {}, QString(300, u'x').replace(u"xxx"_s, u"xx "_s)));
        QVERIFY(!field->isVisible());
        const QList<QPushButton*> buttons = m_sheet->findChildren<QPushButton*>();
        for (const QLabel* label : m_sheet->findChildren<QLabel*>()) {
            QVERIFY(!label->isVisible() || label->height() >= label->heightForWidth(label->width()));
            for (const QPushButton* button : buttons) {
                QVERIFY(!label->isVisible() || !label->geometry().intersects(button->geometry()));
            }
        }
        press(u"refresh"_s);
        m_reader.answer(logOf("now"));
        QVERIFY(field->isVisible());
        QCOMPARE(text(), u"now"_s);
    }

    void searchMarksAllAndGoesFromOneToTheNext()
    {
        m_reader.answer(logOf("error a\nfine\nerror b\n"));
        QTest::keyClicks(search(), u"error"_s);
        auto* log = m_sheet->findChild<QPlainTextEdit*>();
        QCOMPARE(log->extraSelections().size(), 2);
        QVERIFY(says(u"2 found"_s));
        QTest::keyClick(search(), Qt::Key_Return);
        QCOMPARE(log->textCursor().blockNumber(), 0);
        QTest::keyClick(search(), Qt::Key_Return);
        QCOMPARE(log->textCursor().blockNumber(), 2);
        QTest::keyClick(search(), Qt::Key_Return); // and round
        QCOMPARE(log->textCursor().blockNumber(), 0);
    }

    void refusalIsSaidInTheServersWords()
    {
        m_reader.refuse(makeError(Error::Kind::Invalid, u"log of pod w-1"_s, u"does not have a host assigned"_s));
        QVERIFY(says(u"does not have a host assigned"_s));
        QVERIFY(text().isEmpty());
    }

    void textAndCommandAreCopied()
    {
        m_reader.answer(logOf("one\n"));
        press(u"copy"_s);
        QCOMPARE(QApplication::clipboard()->text(), u"one"_s);
        press(u"kubectl"_s);
        QCOMPARE(QApplication::clipboard()->text(),
                 u"kubectl --context prod -n team-a logs w-1 --timestamps --tail=500"_s);
        QCOMPARE(kubectlLogs({u"a"_s, u"p;rm"_s, u"c"_s, true}, {}),
                 u"kubectl -n a logs 'p;rm' -c c --previous --timestamps --tail=500"_s);
    }

    void escapesAndMarkupAreHarmless()
    {
        m_reader.answer(logOf("\x1b[31mred\x1b[0m <b>x</b>\ta\r\n\x1b]0;title\x07 \xff\n"));
        QCOMPARE(text().section(u'\n', 0, 0), u"red <b>x</b>    a"_s);
        QVERIFY(!text().contains(u'\x1b') && !text().contains(u'\x07'));
        QVERIFY(logText(QByteArray(100'000, 'x')).size() <= 4'000);
    }

    void escapeClosesIt()
    {
        QTest::keyClick(search(), Qt::Key_Escape);
        QTRY_VERIFY(!m_sheet);
    }
};

QTEST_MAIN(TestLogSheet)
#include "tst_logsheet.moc"
