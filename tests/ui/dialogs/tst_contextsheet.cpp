// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/contextsheet.h"
#include "ui/dialogs/swatch.h"
#include "ui/theme/consolestyle.h"

#include <QApplication>
#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QTest>

using namespace konductor::ui;
using namespace Qt::StringLiterals;

/// What a person chooses for a context, by mouse and keys.
class TestContextSheet final : public QObject {
    Q_OBJECT

    std::unique_ptr<QWidget> m_host;
    QPointer<ContextSheet> m_sheet;
    QList<ContextChoices> m_chosen;

    void ask(const ContextChoices& choices, ContextSheet::Start start = ContextSheet::Start::Color)
    {
        m_sheet = new ContextSheet(u"<b>staging</b>"_s, choices, start, m_host.get());
        connect(m_sheet, &ContextSheet::chosen, this, [this](const ContextChoices& made) { m_chosen.append(made); });
    }
    Swatch* swatch(const QString& word) const
    {
        for (Swatch* candidate : m_sheet->findChildren<Swatch*>()) {
            if (candidate->text() == word) {
                return candidate;
            }
        }
        return nullptr;
    }
    QLineEdit* namespaces() const { return m_sheet->findChild<QLineEdit*>(u"namespaces"_s); }
    void press(const QString& name) const { QTest::mouseClick(m_sheet->findChild<QPushButton*>(name), Qt::LeftButton); }

private slots:
    void init()
    {
        applyTheme(*qApp, Scheme::Light);
        m_chosen.clear();
        m_host = std::make_unique<QWidget>();
        m_host->resize(900, 600);
        m_host->show();
        QVERIFY(QTest::qWaitForWindowActive(m_host.get()));
    }
    void cleanup() { m_host.reset(); }

    void colourAndNamespacesAreChosen()
    {
        ask({});
        QTest::mouseClick(swatch(u"Teal"_s), Qt::LeftButton);
        namespaces()->setFocus();
        QTest::keyClicks(namespaces(), u"team-b,  team-a team-b"_s);
        QTest::keyClick(namespaces(), Qt::Key_Return);
        QCOMPARE(m_chosen.size(), 1);
        QVERIFY(m_chosen[0].mark.color == ClusterColor::Teal);
        QCOMPARE(m_chosen[0].namespaces, QStringList({u"team-b"_s, u"team-a"_s}));
        QTRY_VERIFY(!m_sheet);
    }

    void whatIsKeptUnchangedComesBack()
    {
        const ContextChoices before{{ClusterColor::Olive, true}, false, {u"team-a"_s}};
        ask(before);
        QVERIFY(swatch(u"Olive"_s)->isChecked() && swatch(u"Olive"_s)->hasFocus());
        press(u"keep"_s);
        QCOMPARE(m_chosen.size(), 1);
        QVERIFY(m_chosen[0] == before);
    }

    void arrowKeysGoThroughTheColours()
    {
        ask({});
        QVERIFY(swatch(u"None"_s)->hasFocus());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Right);
        QVERIFY(swatch(u"Berry"_s)->isChecked());
        press(u"keep"_s);
        QVERIFY(m_chosen.at(0).mark.color == ClusterColor::Berry);
    }

    void productionIsOfferedReadOnly()
    {
        ask({});
        auto* readOnly = m_sheet->findChild<QCheckBox*>(u"readOnly"_s);
        m_sheet->findChild<QCheckBox*>(u"production"_s)->setChecked(true);
        QVERIFY(readOnly->isChecked());
        readOnly->setChecked(false); // who wants to write may
        press(u"keep"_s);
        QVERIFY(m_chosen.at(0).mark.production && !m_chosen.at(0).readOnly);
    }

    void whatIsNoNamespaceIsRefusedInWords()
    {
        ask({}, ContextSheet::Start::Namespaces);
        QVERIFY(namespaces()->hasFocus());
        QTest::keyClicks(namespaces(), u"team-a, Team_B"_s);
        press(u"keep"_s);
        QVERIFY(m_chosen.isEmpty());
        QVERIFY(m_sheet->isVisible());
        bool said = false;
        for (const QLabel* label : m_sheet->findChildren<QLabel*>()) {
            said |= label->text().contains(u"Team_B"_s);
            QCOMPARE(label->textFormat(), Qt::PlainText);
        }
        QVERIFY(said);
    }

    void escapeKeepsNothing()
    {
        ask({});
        QTest::mouseClick(swatch(u"Brown"_s), Qt::LeftButton);
        QTest::keyClick(m_sheet, Qt::Key_Escape);
        QVERIFY(m_chosen.isEmpty());
        QTRY_VERIFY(!m_sheet);
    }
};

QTEST_MAIN(TestContextSheet)
#include "tst_contextsheet.moc"
