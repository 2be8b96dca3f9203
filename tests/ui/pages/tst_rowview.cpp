// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/models/world.h"
#include "ui/pages/rowview.h"
#include "ui/pages/tablepage.h"
#include "ui/theme/consolestyle.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/painters.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QLineEdit>
#include <QScrollBar>
#include <QSignalSpy>
#include <QStyledItemDelegate>
#include <QTest>

#include <random>

using namespace konductor;
using namespace konductor::ui;
using namespace konductor::ui::test;
using namespace Qt::StringLiterals;

namespace {
QJsonObject lease(const QString& name, const QString& holder = u"h"_s)
{
    return json(Kind::Lease, name, R"({"status":{"phase":"Held","holder":")" + holder.toUtf8() + R"("}})");
}

ObjectKey key(const QString& name)
{
    return {Kind::Lease, u"a"_s, name};
}

QString nameOf(int number)
{
    return u"n%1"_s.arg(number, 4, 10, QChar(u'0'));
}

/// For a test of what an editor lives through; the console's own tables are read-only.
struct EditingDelegate final : QStyledItemDelegate {
    using QStyledItemDelegate::QStyledItemDelegate;
    QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem&, const QModelIndex&) const override
    {
        return new QLineEdit(parent);
    }
};

constexpr int holderColumn = 3;

/// A page of leases with names 0, 2, 4 …, on screen.
struct Shown {
    explicit Shown(int count = 100) : page(std::make_unique<TablePage>(leaseTable(), world.mirror, world.clock))
    {
        live::ChangeBatch states;
        states.scopes[Kind::Lease].phase = live::ScopeState::Phase::Live;
        world.mirror.apply(std::make_shared<const live::ChangeBatch>(states));
        std::vector<QJsonObject> leases;
        for (int i = 0; i < count; ++i) {
            leases.push_back(lease(nameOf(2 * i)));
        }
        world.put(leases);
        page->resize(900, 500);
        page->show();
        tester = std::make_unique<QAbstractItemModelTester>(&model(),
                                                            QAbstractItemModelTester::FailureReportingMode::QtTest);
    }

    LiveTableModel& model() const { return page->model(); }
    RowView& view() const { return static_cast<RowView&>(page->table()); }
    QScrollBar& bar() const { return *view().verticalScrollBar(); }
    QString nameAt(int row) const { return row < 0 ? QString() : model().row(row).target.name; }
    QString top() const { return nameAt(view().rowAt(0)); }
    /// Where the row stands in the viewport; -1 out of sight.
    int offsetOf(const QString& name) const
    {
        const int row = model().rowOf(key(name));
        const auto [first, last] = view().visibleRows();
        return row < first || row > last ? -1 : row - first;
    }

    World world;
    std::unique_ptr<TablePage> page;
    std::unique_ptr<QAbstractItemModelTester> tester;
};
} // namespace

class TestRowView final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { applyTheme(*qApp, Scheme::Light); }
    void rowsAboveMoveTheScrollBarNotTheRows();
    void viewAtTheTopStaysThere();
    void removedTopRowLeavesTheNextOnesInPlace();
    void rowThatMovesByItselfDoesNotTakeTheViewAlong();
    void sortByHandKeepsTheCurrentRowInPlace();
    void rowUnderThePointerStaysThere();
    void openEditorKeepsItsTextAndItsRow();
    void relistMovesNothing();
    void changeOutOfSightRepaintsNothing();
    void hiddenPageCatchesUpWhenItIsSeen();
    void nothingJumpsUnderRandomChanges();
    void aNarrowTableKeepsItsPhasesWhole();
};

void TestRowView::rowsAboveMoveTheScrollBarNotTheRows()
{
    Shown shown;
    shown.bar().setValue(40);
    QCOMPARE(shown.top(), nameOf(80));
    shown.world.put({lease(nameOf(1)), lease(nameOf(3)), lease(nameOf(41))});
    QCOMPARE(shown.top(), nameOf(80));
    QCOMPARE(shown.bar().value(), 43);
    std::vector<QJsonObject> many;
    for (int i = 2; i < 40; ++i) {
        many.push_back(lease(nameOf(2 * i + 1)));
    }
    shown.world.put(many);
    QCOMPARE(shown.top(), nameOf(80));
    shown.world.remove(key(nameOf(0)));
    QCOMPARE(shown.top(), nameOf(80));
}

void TestRowView::viewAtTheTopStaysThere()
{
    Shown shown;
    shown.world.put({lease(u"a"_s)});
    QCOMPARE(shown.bar().value(), 0);
    QCOMPARE(shown.top(), u"a"_s);
}

void TestRowView::removedTopRowLeavesTheNextOnesInPlace()
{
    Shown shown;
    shown.bar().setValue(40);
    const int place = shown.offsetOf(nameOf(84));
    QCOMPARE(place, 2);
    shown.world.remove(key(nameOf(80)));
    QCOMPARE(shown.offsetOf(nameOf(84)), place);
    QCOMPARE(shown.offsetOf(nameOf(82)), 1);
}

void TestRowView::rowThatMovesByItselfDoesNotTakeTheViewAlong()
{
    Shown shown;
    shown.model().sort(holderColumn); // all equal: by name
    shown.bar().setValue(40);
    shown.world.put({lease(nameOf(80), u"z"_s)});
    QCOMPARE(shown.nameAt(shown.model().rowCount() - 1), nameOf(80));
    QCOMPARE(shown.offsetOf(nameOf(82)), 1);
    QCOMPARE(shown.offsetOf(nameOf(90)), 5);
}

void TestRowView::sortByHandKeepsTheCurrentRowInPlace()
{
    Shown shown;
    shown.bar().setValue(40);
    shown.view().setCurrentIndex(shown.model().index(45, 0));
    QCOMPARE(shown.offsetOf(nameOf(90)), 5);
    shown.view().sortByColumn(0, Qt::DescendingOrder);
    QCOMPARE(shown.nameAt(0), nameOf(198));
    QCOMPARE(shown.offsetOf(nameOf(90)), 5);
    QCOMPARE(shown.page->current()->name, nameOf(90));
    shown.bar().setValue(0);
    shown.view().sortByColumn(0, Qt::AscendingOrder);
    QCOMPARE(shown.bar().value(), 0);
}

void TestRowView::rowUnderThePointerStaysThere()
{
    Shown shown;
    QVERIFY(QTest::qWaitForWindowExposed(shown.page.get()));
    shown.bar().setValue(40);
    const int pointed = 6;
    const QRect rect = shown.view().visualRect(shown.model().index(40 + pointed, 0));
    QCursor::setPos(shown.view().viewport()->mapToGlobal(rect.center()));
    QTest::mouseMove(shown.view().viewport(), rect.center());
    if (!shown.view().viewport()->underMouse()) {
        shown.view().viewport()->setAttribute(Qt::WA_UnderMouse); // the platform has no pointer
    }
    QEnterEvent enter(rect.center(), rect.center(), rect.center());
    QApplication::sendEvent(shown.view().viewport(), &enter);
    const QString name = nameOf(2 * (40 + pointed));
    QCOMPARE(shown.offsetOf(name), pointed);
    shown.world.put({lease(nameOf(1)), lease(nameOf(83)), lease(nameOf(81), u"a"_s)});
    QCOMPARE(shown.offsetOf(name), pointed);
    shown.world.apply({shown.world.gone(key(nameOf(82))), shown.world.gone(key(nameOf(4)))});
    QCOMPARE(shown.offsetOf(name), pointed);
    QEvent leave(QEvent::Leave);
    shown.view().viewport()->setAttribute(Qt::WA_UnderMouse, false);
    QApplication::sendEvent(shown.view().viewport(), &leave);
    QCOMPARE(shown.nameAt(1), nameOf(1)); // the new ones have found their places
}

void TestRowView::openEditorKeepsItsTextAndItsRow()
{
    Shown shown;
    shown.view().setItemDelegate(new EditingDelegate(&shown.view()));
    shown.bar().setValue(40);
    const QPersistentModelIndex cell = shown.model().index(44, holderColumn);
    shown.view().openPersistentEditor(cell);
    auto* editor = qobject_cast<QLineEdit*>(shown.view().indexWidget(cell));
    QVERIFY(editor);
    editor->setText(u"half a wo"_s);
    editor->setCursorPosition(4);
    const auto lives = [&] {
        return shown.view().indexWidget(cell) == editor && editor->text() == u"half a wo"_s
            && editor->cursorPosition() == 4 && shown.nameAt(cell.row()) == nameOf(88);
    };
    shown.world.put({lease(nameOf(88), u"other"_s)});
    QVERIFY(lives());
    shown.world.put({lease(nameOf(1)), lease(nameOf(87))});
    QVERIFY(lives());
    shown.world.remove(key(nameOf(86)));
    QVERIFY(lives());
    shown.view().sortByColumn(holderColumn, Qt::DescendingOrder);
    QVERIFY(lives());
    shown.page->tick();
    QVERIFY(lives());
    QCoreApplication::sendPostedEvents();
    QTRY_COMPARE(editor->geometry().topLeft(), shown.view().visualRect(cell).topLeft());
}

void TestRowView::relistMovesNothing()
{
    Shown shown;
    shown.bar().setValue(40);
    shown.view().selectRow(43);
    const auto before = shown.page->selected();
    std::vector<live::Change> relist;
    for (int i = 0; i < 100; ++i) {
        if (i % 10 == 5) {
            relist.push_back(shown.world.gone(key(nameOf(2 * i))));
        } else {
            relist.push_back(std::as_const(shown.world).put(World::decoded(lease(nameOf(2 * i), u"again"_s))));
        }
    }
    shown.world.apply(std::move(relist));
    QCOMPARE(shown.model().rowCount(), 90);
    QCOMPARE(shown.top(), nameOf(80));
    QVERIFY(shown.page->selected() == before);
}

void TestRowView::changeOutOfSightRepaintsNothing()
{
    struct PaintCounter final : QObject {
        int paints = 0;
        bool eventFilter(QObject*, QEvent* event) override
        {
            paints += event->type() == QEvent::Paint ? 1 : 0;
            return false;
        }
    };
    Shown shown;
    QVERIFY(QTest::qWaitForWindowExposed(shown.page.get()));
    QCoreApplication::sendPostedEvents();
    PaintCounter counter;
    shown.view().viewport()->installEventFilter(&counter);
    shown.view().viewport()->update();
    QTRY_VERIFY(counter.paints > 0);
    counter.paints = 0;
    shown.world.put({lease(nameOf(190), u"far"_s)});
    QVERIFY(!QTest::qWaitFor([&] { return counter.paints > 0; }, 50));
    shown.world.put({lease(nameOf(2), u"near"_s)});
    QTRY_VERIFY(counter.paints > 0);
}

void TestRowView::hiddenPageCatchesUpWhenItIsSeen()
{
    Shown shown;
    shown.page->hide();
    QSignalSpy content(&shown.model(), &LiveTableModel::contentChanged);
    shown.world.put({lease(nameOf(1))});
    shown.world.remove(key(nameOf(4)));
    shown.page->setFilter(u"name:~n00"_s);
    QCOMPARE(content.count(), 0);
    shown.page->show();
    QCOMPARE(shown.model().rowCount(), 50);
    QCOMPARE(shown.nameAt(1), nameOf(1));
    QCOMPARE(shown.nameAt(3), nameOf(6));
}

namespace {
/// What a person may rely on across one batch of changes.
struct Promise {
    explicit Promise(const Shown& shown)
        : top(shown.top())
        , atTop(shown.bar().value() == 0)
        , current(shown.page->current())
        , selected(shown.page->selected())
    {
        const auto [first, last] = shown.view().visibleRows();
        for (int row = first; row <= last; ++row) {
            seen.append(shown.nameAt(row));
        }
    }

    QString top;
    bool atTop;
    std::optional<ObjectKey> current;
    std::vector<ObjectKey> selected;
    QStringList seen;
};

bool byName(const ObjectKey& a, const ObjectKey& b)
{
    return a.name < b.name;
}

std::vector<ObjectKey> existing(const World& world, std::vector<ObjectKey> keys)
{
    std::erase_if(keys, [&](const ObjectKey& one) { return !world.mirror.objects().find(one); });
    std::sort(keys.begin(), keys.end(), byName);
    return keys;
}
} // namespace

void TestRowView::nothingJumpsUnderRandomChanges()
{
    const quint32 seed = qEnvironmentVariableIsSet("KONDUCTOR_TEST_SEED")
        ? static_cast<quint32>(qEnvironmentVariableIntValue("KONDUCTOR_TEST_SEED"))
        : std::random_device()();
    qInfo("KONDUCTOR_TEST_SEED=%u", seed);
    std::mt19937 random(seed);
    const auto below = [&](int bound) { return static_cast<int>(random() % static_cast<quint32>(bound)); };
    Shown shown(150);
    for (int step = 0; step < 100; ++step) {
        const QByteArray where = "step " + QByteArray::number(step);
        if (below(4) == 0) {
            shown.view().sortByColumn(below(2) == 0 ? 0 : holderColumn,
                                      below(2) == 0 ? Qt::AscendingOrder : Qt::DescendingOrder);
        }
        shown.bar().setValue(below(4) == 0 ? 0 : below(shown.bar().maximum() / 2 + 1));
        const auto [first, last] = shown.view().visibleRows();
        shown.view().setCurrentIndex(shown.model().index(first + 1 + below(last - first - 1), below(4)));
        shown.view().selectionModel()->select(shown.model().index(below(shown.model().rowCount()), 0),
                                              QItemSelectionModel::Select | QItemSelectionModel::Rows);
        const bool insertsOnly = below(2) == 0;
        const Promise promise(shown);
        std::vector<live::Change> changes;
        QSet<QString> touched;
        for (int i = below(30); i >= 0; --i) {
            const QString name = nameOf(below(400));
            const bool known = shown.world.mirror.objects().find(key(name)) != nullptr;
            if (touched.contains(name) || (insertsOnly && known)) {
                continue;
            }
            touched.insert(name);
            if (known && below(2) == 0) {
                changes.push_back(shown.world.gone(key(name)));
            } else {
                changes.push_back(std::as_const(shown.world).put(World::decoded(lease(name, u"h%1"_s.arg(below(4))))));
            }
        }
        shown.world.apply(std::move(changes));
        if (promise.atTop) {
            QVERIFY2(shown.bar().value() == 0, where);
        } else if (insertsOnly) {
            QVERIFY2(shown.top() == promise.top, where);
        } else {
            // The first seen row that nothing happened to stands where it stood, or one above it does that has changed
            // in its place.
            bool stands = false;
            for (int i = 0; i < promise.seen.size() && shown.bar().value() > 0; ++i) {
                stands = stands || shown.offsetOf(promise.seen[i]) == i;
                if (!touched.contains(promise.seen[i])) {
                    QVERIFY2(stands || shown.bar().value() == shown.bar().maximum(), where);
                    break;
                }
            }
        }
        if (promise.current && shown.world.mirror.objects().find(*promise.current)) {
            QVERIFY2(shown.page->current() == promise.current, where);
        }
        std::vector<ObjectKey> selected = shown.page->selected();
        std::sort(selected.begin(), selected.end(), byName);
        QVERIFY2(selected == existing(shown.world, promise.selected), where);
    }
}

void TestRowView::aNarrowTableKeepsItsPhasesWhole()
{
    Shown shown;
    const auto widthOf = [&](const QString& id) {
        const auto& columns = shown.page->spec().columns;
        const auto found = std::find_if(columns.begin(), columns.end(), [&](const Column& c) { return c.id == id; });
        return shown.view().columnWidth(static_cast<int>(found - columns.begin()));
    };
    const double whole = chipSize(chipText(u"○"_s, u"Available"_s), shown.view().font()).width() + 2 * space::medium;
    const int name = widthOf(u"name"_s);
    for (const int width : {900, 680, 560}) {
        shown.page->resize(width, 500);
        QVERIFY2(widthOf(u"phase"_s) >= whole, qPrintable(QString::number(width)));
    }
    QVERIFY(widthOf(u"name"_s) < name); // others made room
}

QTEST_MAIN(TestRowView)
#include "tst_rowview.moc"
