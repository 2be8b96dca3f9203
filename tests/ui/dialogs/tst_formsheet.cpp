// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/formsheet.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace konductor::ui;
using namespace Qt::StringLiterals;

class TestFormSheet final : public QObject {
    Q_OBJECT

private:
    QWidget* m_host = nullptr;
    FormSheet* m_form = nullptr;

    QLineEdit* edit(const QString& name) const { return m_form->findChild<QLineEdit*>(name); }
    QPushButton* go() const { return m_form->findChild<QPushButton*>(u"continue"_s); }

private slots:
    void init()
    {
        m_host = new QWidget;
        m_host->resize(800, 600);
        m_host->show();
        m_host->activateWindow();
        m_form = new FormSheet(u"Change gpu"_s, {{u"permits"_s, u"Permits"_s, u"3"_s, {}, true}, {u"ttl"_s, u"TTL"_s}},
                               m_host);
        m_form->ask();
    }
    void cleanup() { delete m_host; }

    void valuesAreHandedOverInTheirOrder()
    {
        QList<FormSheet::Values> got;
        connect(m_form, &FormSheet::accepted, this, [&](const FormSheet::Values& values) { got.append(values); });
        QTest::keyClicks(edit(u"permits"_s), u"12"_s); // the old value is selected
        QTest::keyClick(edit(u"permits"_s), Qt::Key_Return);
        QCOMPARE(got.size(), 1);
        QVERIFY((got[0] == FormSheet::Values{{u"permits"_s, u"12"_s}, {u"ttl"_s, QString()}}));
    }
    void requiredFieldMustBeGiven()
    {
        edit(u"permits"_s)->clear();
        QVERIFY(!go()->isEnabled());
        QTest::keyClicks(edit(u"permits"_s), u"1"_s);
        QVERIFY(go()->isEnabled());
    }
    void problemKeepsTheFormOpen()
    {
        m_form->showProblem(u"<b>permits</b> must be 1 or more"_s);
        QVERIFY(m_form->isVisible());
        bool says = false;
        for (const QLabel* label : m_form->findChildren<QLabel*>()) {
            QCOMPARE(label->textFormat(), Qt::PlainText);
            says = says || (label->isVisible() && label->text() == u"<b>permits</b> must be 1 or more"_s);
        }
        QVERIFY(says);
    }
    void escapeCancels()
    {
        QSignalSpy cancelled(m_form, &FormSheet::cancelled);
        QTest::keyClick(edit(u"ttl"_s), Qt::Key_Escape);
        QVERIFY(!m_form->isVisible());
        QCOMPARE(cancelled.size(), 1);
    }
};

QTEST_MAIN(TestFormSheet)

#include "tst_formsheet.moc"
