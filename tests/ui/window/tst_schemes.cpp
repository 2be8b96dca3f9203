// SPDX-License-Identifier: Apache-2.0
#include "core/kube/checkstep.h"
#include "tests/ui/window/windowrig.h"
#include "ui/dialogs/checkdialog.h"
#include "ui/dialogs/labels.h"
#include "ui/dialogs/plansheet.h"
#include "ui/dialogs/settingssheet.h"
#include "ui/theme/tokens.h"
#include "ui/window/actions.h"

#include <QAction>
#include <QLabel>
#include <QLineEdit>
#include <QSet>
#include <QTreeWidget>
#include <QTreeWidgetItemIterator>

using namespace konductor;
using namespace konductor::ui;
using namespace Qt::StringLiterals;

namespace {

constexpr std::array roles{
    QPalette::WindowText, QPalette::Window,          QPalette::Text,         QPalette::Base, QPalette::ButtonText,
    QPalette::Button,     QPalette::PlaceholderText, QPalette::AlternateBase};

QSet<QRgb> colorsOf(Scheme scheme)
{
    const Tokens& all = tokens(scheme);
    QSet<QRgb> found;
    for (const QColor& color : {all.window, all.base, all.header, all.line, all.text, all.secondary}) {
        found.insert(color.rgb());
    }
    for (const TonePair& pair : {all.accent, all.ok, all.warning, all.bad, all.held, all.neutral}) {
        found.insert(pair.ink.rgb());
        found.insert(pair.tint.rgb());
    }
    return found;
}

} // namespace

/// The colours of the window when the scheme changes under it.
class TestSchemes : public QObject, protected test::WindowRig {
    Q_OBJECT
private slots:
    void init() { QVERIFY(open()); }
    void cleanup() { close(); }

    void nothingStaysInTheColoursOfTheSchemeBefore()
    {
        m_window->note(u"Something"_s, u"came of it"_s);
        m_window->setQuery(u"ttl<nonsense"_s, {});
        for (const QString& id : m_window->pageIds()) {
            m_window->showPage(id);
        }
        m_window->setQuery({}, {});
        m_window->open({Kind::Lease, u"team-a"_s, u"db-migration"_s});
        m_window->actions().start(DetailsAction::Type::Release, {Kind::Lease, u"team-a"_s, u"db-migration"_s});
        const auto* act = m_window->findChild<QPushButton*>(u"act"_s);
        QTRY_VERIFY(act->isEnabled()); // its sentences and its verdict are there
        m_window->findChild<QAction*>(u"settings"_s)->trigger();
        QLabel* problem = problemLabel(m_window->centralWidget());
        CheckDialog check(u"somewhere"_s, m_window.get());
        check.add({.outcome = kube::CheckStep::Outcome::Failed, .finding = u"no"_s, .advice = u"do"_s});

        QTRY_COMPARE(strangers(Scheme::Light), QStringList());
        applyTheme(*qApp, Scheme::Dark);
        QTRY_COMPARE(problem->palette().color(QPalette::WindowText), tokens(Scheme::Dark).bad.ink);
        QTRY_COMPARE(strangers(Scheme::Dark), QStringList());
        applyTheme(*qApp, Scheme::Light);
        QTRY_COMPARE(strangers(Scheme::Light), QStringList());
    }

private:
    /// What is in a colour that only the other scheme has.
    QStringList strangers(Scheme scheme)
    {
        const QSet<QRgb> own = colorsOf(scheme);
        const QSet<QRgb> others = colorsOf(scheme == Scheme::Light ? Scheme::Dark : Scheme::Light) - own;
        QStringList found;
        for (const QWidget* widget : m_window->findChildren<QWidget*>()) {
            for (const QPalette::ColorRole role : roles) {
                if (others.contains(widget->palette().color(role).rgb())) {
                    found.append(u"%1#%2 role %3"_s
                                     .arg(QString::fromLatin1(widget->metaObject()->className()), widget->objectName())
                                     .arg(role));
                }
            }
        }
        for (QTreeWidget* tree : m_window->findChildren<QTreeWidget*>()) {
            for (QTreeWidgetItemIterator it(tree); *it; ++it) {
                for (int column = 0; column < tree->columnCount(); ++column) {
                    const QBrush brush = (*it)->foreground(column);
                    if (brush.style() != Qt::NoBrush && others.contains(brush.color().rgb())) {
                        found.append(tree->accessibleName() + u": "_s + (*it)->text(column));
                    }
                }
            }
        }
        return found;
    }
};

QTEST_MAIN(TestSchemes)
#include "tst_schemes.moc"
