// SPDX-License-Identifier: Apache-2.0
#include "ui/panels/objectpanel.h"
#include "ui/panels/yamlview.h"
#include "ui/theme/consolestyle.h"
#include "ui/theme/tokens.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QTextBlock>

using namespace konductor;
using namespace konductor::ui;
using namespace Qt::StringLiterals;

namespace {

/// Answers when the test says so.
class HeldReader final : public ObjectReader {
public:
    std::vector<ObjectKey> asked;
    void read(const ObjectKey& key) override { asked.push_back(key); }
    void answer(const QByteArray& json) { emit finished(asked.back(), json); }
    void refuse(const Error& error) { emit finished(asked.back(), fail(error)); }
};

const ObjectKey lease{Kind::Lease, u"team-a"_s, u"db"_s};

QByteArray leaseJson(const QString& holder)
{
    QJsonObject labels;
    for (int i = 0; i < 200; ++i) {
        labels[u"k%1"_s.arg(i)] = u"v"_s;
    }
    const QJsonObject manager{{u"manager"_s, u"m"_s}};
    const QJsonObject meta{{u"name"_s, u"db"_s}, {u"labels"_s, labels}, {u"managedFields"_s, QJsonArray{manager}}};
    const QJsonObject status{{u"holder"_s, holder}};
    return QJsonDocument(QJsonObject{{u"metadata"_s, meta}, {u"status"_s, status}}).toJson(QJsonDocument::Compact);
}

} // namespace

class YamlViewTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { applyTheme(*qApp, Scheme::Light); }
    void init()
    {
        m_reader = std::make_unique<HeldReader>();
        m_view = std::make_unique<YamlView>();
        m_view->setReader(m_reader.get());
        m_view->resize(400, 300);
    }

    void nothingIsReadBeforeItIsVisible()
    {
        m_view->setObject(lease, u"1"_s);
        QVERIFY(m_reader->asked.empty());
        m_view->show();
        QCOMPARE(m_reader->asked.size(), size_t(1));
        m_view->setObject(lease, u"1"_s);
        QCOMPARE(m_reader->asked.size(), size_t(1));
    }

    void managedFieldsAreFoldedAwayUntilAskedFor()
    {
        shown(u"worker-a"_s);
        QVERIFY(m_view->text().contains(u"holder: worker-a"_s));
        QVERIFY(!m_view->text().contains(u"managedFields"_s));
        QTest::mouseClick(m_view->findChild<QCheckBox*>(), Qt::LeftButton, {},
                          {8, m_view->findChild<QCheckBox*>()->height() / 2});
        QVERIFY(m_view->text().contains(u"managedFields"_s));
    }

    void aNewVersionIsReadMarkedAndKeepsTheScrollPosition()
    {
        shown(u"worker-a"_s);
        edit()->verticalScrollBar()->setValue(40);
        m_view->setObject(lease, u"2"_s);
        QCOMPARE(m_reader->asked.size(), size_t(2));
        m_reader->answer(leaseJson(u"worker-b"_s));
        QCOMPARE(edit()->verticalScrollBar()->value(), 40);
        const auto marks = edit()->extraSelections();
        QCOMPARE(marks.size(), 1);
        QCOMPARE(marks.front().cursor.block().text().trimmed(), u"holder: worker-b"_s);
    }

    void oneRequestAtATimeAndTheLastVersionIsReadInTheEnd()
    {
        shown(u"a"_s);
        m_view->setObject(lease, u"2"_s);
        m_view->setObject(lease, u"3"_s);
        m_view->setObject(lease, u"4"_s);
        QCOMPARE(m_reader->asked.size(), size_t(2));
        m_reader->answer(leaseJson(u"b"_s));
        QCOMPARE(m_reader->asked.size(), size_t(3));
        m_reader->answer(leaseJson(u"d"_s));
        QCOMPARE(m_reader->asked.size(), size_t(3));
        QVERIFY(m_view->text().contains(u"holder: d"_s));
    }

    void anAnswerAboutAnotherObjectIsNotShown()
    {
        shown(u"a"_s);
        const ObjectKey other{Kind::Lease, u"team-a"_s, u"other"_s};
        m_view->setObject(other, u"9"_s);
        emit m_reader->finished(lease, leaseJson(u"late"_s));
        QVERIFY(m_view->text().isEmpty());
        m_reader->answer("{\"metadata\":{\"name\":\"other\"}}");
        QVERIFY(m_view->text().contains(u"name: other"_s));
    }

    void anErrorIsASentenceAndTheTextStays()
    {
        shown(u"a"_s);
        m_view->setObject(lease, u"2"_s);
        m_reader->refuse(makeError(Error::Kind::Forbidden, u"lease team-a/db"_s, u"leases are forbidden"_s));
        QVERIFY(state()->isVisible());
        QVERIFY(state()->text().contains(u"forbidden"_s));
        QVERIFY(m_view->text().contains(u"holder: a"_s));
    }

    void whatIsGoneStaysAsItWasLastRead()
    {
        shown(u"a"_s);
        m_view->setObject(lease, {});
        QVERIFY(state()->text().contains(u"gone"_s));
        QVERIFY(m_view->text().contains(u"holder: a"_s));
    }

    void hostileTextIsCopiedAsEscapedText()
    {
        shown(u"<b>x</b>\x1b[31m"_s);
        QTest::mouseClick(m_view->findChild<QPushButton*>(), Qt::LeftButton);
        QVERIFY(QApplication::clipboard()->text().contains(u"holder: \"<b>x</b>\\x1b[31m\""_s));
    }

    void anEditIsTheirsUntilAppliedOrDiscarded()
    {
        shown(u"a"_s);
        press(u"Edit"_s);
        QVERIFY(m_view->focusWidget() == edit() && !edit()->isReadOnly());
        QTest::keyClicks(edit(), u"typed: 1 "_s);
        m_view->setObject(lease, u"2"_s);
        m_view->setObject({Kind::Lease, u"team-a"_s, u"other"_s}, u"7"_s);
        QCOMPARE(m_reader->asked.size(), size_t(1));
        QVERIFY(m_view->text().startsWith(u"typed: 1 "_s));
        QVERIFY(state()->text().contains(u"You are editing db"_s));
        QSignalSpy applied(m_view.get(), &YamlView::applyRequested);
        press(u"Apply…"_s);
        QCOMPARE(applied.size(), 1);
        QCOMPARE(applied[0][1].toByteArray(), leaseJson(u"a"_s));
        QVERIFY(applied[0][2].toString().startsWith(u"typed: 1 "_s));
        press(u"Discard"_s);
        QCOMPARE(m_reader->asked.size(), size_t(2));
        QCOMPARE(m_reader->asked.back().name, u"other"_s);
    }

    void anEditInWhichNothingWasTypedEndsWithTheNextObject()
    {
        shown(u"a"_s);
        press(u"Edit"_s);
        QVERIFY(m_view->isEditing() && !m_view->isEdited());
        m_view->setObject({Kind::Lease, u"team-a"_s, u"other"_s}, u"7"_s);
        QVERIFY(!m_view->isEditing());
        QCOMPARE(m_reader->asked.back().name, u"other"_s);
    }

    void whereEditingIsOffTheButtonSaysWhy()
    {
        shown(u"a"_s);
        m_view->setWhyNotEditable(u"The connection is read-only."_s);
        QVERIFY(!button(u"Edit"_s)->isEnabled());
        QCOMPARE(button(u"Edit"_s)->toolTip(), u"The connection is read-only."_s);
    }

    void theTabIsThereForObjectsOnly()
    {
        ObjectPanel panel;
        panel.setReader(m_reader.get());
        panel.show({.key = lease}, {}, u"1"_s);
        QVERIFY(panel.isTabVisible(1));
        panel.show({.key = {Kind::Lease, {}, {}}}, {}, {});
        QVERIFY(!panel.isTabVisible(1));
    }

private:
    QPlainTextEdit* edit() { return m_view->findChild<QPlainTextEdit*>(); }
    QLabel* state() { return m_view->findChild<QLabel*>(); }
    QPushButton* button(const QString& text)
    {
        for (QPushButton* candidate : m_view->findChildren<QPushButton*>()) {
            if (candidate->text() == text) {
                return candidate;
            }
        }
        return nullptr;
    }
    void press(const QString& text) { QTest::mouseClick(button(text), Qt::LeftButton); }
    void shown(const QString& holder)
    {
        m_view->setObject(lease, u"1"_s);
        m_view->show();
        m_reader->answer(leaseJson(holder));
    }

    std::unique_ptr<HeldReader> m_reader;
    std::unique_ptr<YamlView> m_view;
};

QTEST_MAIN(YamlViewTest)
#include "tst_yamlview.moc"
