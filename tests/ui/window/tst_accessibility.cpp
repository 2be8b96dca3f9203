// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/window/windowrig.h"
#include "ui/pages/page.h"
#include "ui/panels/objectpanel.h"

#include <QAccessible>

using namespace konductor;
using namespace Qt::StringLiterals;

namespace {

/// What a person who does not see the window can use, and so must hear the name of.
bool isControl(QAccessible::Role role)
{
    switch (role) {
    case QAccessible::Button:
    case QAccessible::ButtonMenu:
    case QAccessible::ButtonDropDown:
    case QAccessible::CheckBox:
    case QAccessible::RadioButton:
    case QAccessible::ComboBox:
    case QAccessible::EditableText:
    case QAccessible::SpinBox:
    case QAccessible::Slider:
    case QAccessible::Table:
    case QAccessible::Tree:
    case QAccessible::List:
    case QAccessible::PageTab:
    case QAccessible::MenuItem:
    case QAccessible::Link:
    case QAccessible::ProgressBar:
    case QAccessible::Graphic:
    case QAccessible::Chart:
    case QAccessible::Canvas:
        return true;
    default:
        return false;
    }
}

/// Rows may be a hundred thousand, and their names are the models' tests.
bool hasRows(QAccessible::Role role)
{
    return role == QAccessible::Table || role == QAccessible::Tree || role == QAccessible::List;
}

QString placeOf(const QAccessibleInterface& item)
{
    QStringList path;
    for (const QObject* object = item.object(); object; object = object->parent()) {
        const QString name = object->objectName();
        path.prepend(QString::fromLatin1(object->metaObject()->className())
                     + (name.isEmpty() ? QString() : u'#' + name));
    }
    return path.join(u" > "_s);
}

void walk(QAccessibleInterface& item, QStringList& unnamed, int& controls)
{
    const QAccessible::State state = item.state();
    if (state.invisible) {
        return;
    }
    if (isControl(item.role())) {
        ++controls;
        if (item.text(QAccessible::Name).trimmed().isEmpty()) {
            unnamed.append(u"role %1 in %2"_s.arg(item.role()).arg(placeOf(item)));
        }
    }
    if (hasRows(item.role())) {
        return;
    }
    for (int i = 0; i < item.childCount(); ++i) {
        if (QAccessibleInterface* child = item.child(i)) {
            walk(*child, unnamed, controls);
        }
    }
}

QStringList unnamedIn(QWidget& widget)
{
    QStringList unnamed;
    int controls = 0;
    QAccessibleInterface* root = QAccessible::queryAccessibleInterface(&widget);
    if (!root) {
        return {u"nothing accessible"_s};
    }
    walk(*root, unnamed, controls);
    if (controls == 0) {
        unnamed.append(u"no control at all"_s);
    }
    return unnamed;
}

} // namespace

/// What AT-SPI tells of the window: every control has a name, and Tab reaches every control.
class TestAccessibility : public QObject, protected test::WindowRig {
    Q_OBJECT
private slots:
    void init()
    {
        QVERIFY(open());
        m_window->resize(1440, 1000);
    }
    void cleanup() { close(); }

    void everyControlOfEveryPageHasAName()
    {
        for (const QString& id : m_window->pageIds()) {
            m_window->showPage(id);
            QTRY_COMPARE(m_window->currentPage().id(), id);
            const QStringList unnamed = unnamedIn(*m_window);
            QVERIFY2(unnamed.isEmpty(), qPrintable(id + u": "_s + unnamed.join(u'\n')));
        }
    }

    void everyControlOfTheDetailsAndTheYamlHasAName()
    {
        for (const Kind kind : {Kind::Semaphore, Kind::Barrier, Kind::Lease, Kind::Gate, Kind::Mutex}) {
            ObjectKey first;
            objects().forEach(kind,
                              [&](const ObjectPtr& object) { first = first.name.isEmpty() ? object->key() : first; });
            QVERIFY(!first.name.isEmpty());
            m_window->open(first);
            auto* panel = m_window->findChild<ui::ObjectPanel*>();
            for (int tab = 0; tab < panel->count(); ++tab) {
                panel->setCurrentIndex(tab);
                QTRY_VERIFY(panel->currentWidget()->isVisible());
                const QStringList unnamed = unnamedIn(*panel);
                QVERIFY2(unnamed.isEmpty(), qPrintable(toString(first) + u": "_s + unnamed.join(u'\n')));
            }
            panel->setCurrentIndex(0);
        }
    }

    void tabComesRoundAndMissesNoControlOfAPage()
    {
        for (const QString& id : m_window->pageIds()) {
            m_window->showPage(id);
            QTRY_COMPARE(m_window->currentPage().id(), id);
            QSet<QWidget*> wanted;
            for (QWidget* widget : m_window->findChildren<QWidget*>()) {
                if (widget->isVisibleTo(m_window.get()) && widget->isEnabled() && !widget->focusProxy()
                    && (widget->focusPolicy() & Qt::TabFocus) == Qt::TabFocus) {
                    wanted.insert(widget);
                }
            }
            QWidget* const first = m_window->focusWidget();
            QVERIFY2(first, qPrintable(id));
            const qsizetype most = 2 * wanted.size();
            wanted.remove(first);
            QWidget* now = first;
            for (qsizetype i = 0; i < most && !wanted.isEmpty(); ++i) {
                QTest::keyClick(now, Qt::Key_Tab);
                now = m_window->focusWidget();
                wanted.remove(now);
            }
            QStringList missed;
            for (const QWidget* widget : std::as_const(wanted)) {
                missed.append(QString::fromLatin1(widget->metaObject()->className()) + u'#' + widget->objectName());
            }
            QVERIFY2(missed.isEmpty(), qPrintable(id + u": Tab misses "_s + missed.join(u", "_s)));
        }
    }
};

QTEST_MAIN(TestAccessibility)
#include "tst_accessibility.moc"
