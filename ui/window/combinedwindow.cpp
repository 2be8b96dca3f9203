// SPDX-License-Identifier: Apache-2.0
#include "ui/window/combinedwindow.h"

#include "core/api/kinds.h"
#include "core/base/text.h"
#include "core/base/words.h"
#include "ui/delegates/celldelegate.h"
#include "ui/models/clusterinsight.h"
#include "ui/models/roles.h"
#include "ui/pages/pageheading.h"
#include "ui/pages/plaintable.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/queryline.h"
#include "ui/widgets/settings.h"
#include "ui/window/actionmenu.h"
#include "ui/window/mainwindow.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QMenu>
#include <QPainter>
#include <QTableView>
#include <QVBoxLayout>

namespace konductor::ui {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
/// All rows are put in order anew, which takes a tenth of a second for 20,000: not with each batch of each cluster.
constexpr std::chrono::milliseconds betweenSyncs = 250ms;
constexpr std::chrono::milliseconds betweenSyncsOfMany = 1s;
constexpr qsizetype many = 5'000;

std::vector<TableSpec> tables()
{
    std::vector<TableSpec> all;
    for (const Kind kind : primitiveKinds) {
        all.push_back(tableOf(kind));
    }
    all.push_back(holdersTable());
    return all;
}

/// From the top.
std::vector<int> rowsOf(const QItemSelectionModel& selection)
{
    std::vector<int> rows;
    for (const QModelIndex& index : selection.selectedRows()) {
        rows.push_back(index.row());
    }
    std::sort(rows.begin(), rows.end());
    return rows;
}

/// A cluster's name after a bar of its colour.
class ClusterDelegate final : public CellDelegate {
public:
    ClusterDelegate(const std::vector<MainWindow*>& views, ServerTime time, QObject* parent)
        : CellDelegate(std::move(time), parent)
        , m_views(views)
    {
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        CellDelegate::paint(painter, option, index);
        const auto place = static_cast<size_t>(index.data(CombinedModel::ClusterRole).toInt());
        if (place >= m_views.size()) {
            return;
        }
        if (const auto own = colorsOf(m_views[place]->clusterRow().mark, tokensOf(option.palette))) {
            const QRect mark(option.rect.left(), option.rect.top() + 2, space::small, option.rect.height() - 4);
            painter->fillRect(QStyle::visualRect(option.direction, option.rect, mark), own->ink);
        }
    }

private:
    const std::vector<MainWindow*>& m_views; ///< The window's.
};

} // namespace

CombinedWindow::CombinedWindow(Clock& clock, QWidget* parent)
    : QWidget(parent, Qt::Window)
    , m_clock(clock)
    , m_model(new CombinedModel(clock, this))
    , m_kinds(new QComboBox(this))
    , m_filter(new QueryLine(this))
    , m_heading(new PageHeading(m_model->spec().title, this))
    , m_table(new QTableView(this))
{
    setWindowTitle(tr("All clusters") + u" – "_s + tr("Konductor Console"));
    resize(fontMetrics().averageCharWidth() * 150, fontMetrics().height() * 34);
    m_kinds->setAccessibleName(tr("Kind"));
    for (const TableSpec& spec : tables()) {
        m_kinds->addItem(spec.title, spec.id);
    }
    m_filter->setAccessibleName(tr("Filter"));
    m_filter->setPlaceholderText(tr("Filter: words, cluster:prod-eu, ns:team-a, phase:held, ttl<5m, finding:any"));
    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(space::large, space::medium, space::large, space::medium);
    bar->setSpacing(space::medium);
    bar->addWidget(m_kinds);
    bar->addWidget(m_filter, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(bar);
    layout->addWidget(m_heading);
    layout->addWidget(m_table, 1);
    buildTable();
    connect(m_kinds, &QComboBox::currentIndexChanged, this, [this] { showTable(m_kinds->currentData().toString()); });
    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_model->setFilter(text);
        refresh();
    });
    connect(m_model, &CombinedModel::stale, this, &CombinedWindow::syncSoon);
    setTable(m_model->spec());
}

void CombinedWindow::buildTable()
{
    makePlain(*m_table, tr("All clusters"));
    m_table->setModel(m_model);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    const auto time = [this](const QModelIndex& index) { return m_model->serverTime(index.row()); };
    m_table->setItemDelegate(new CellDelegate(time, m_table));
    m_table->setItemDelegateForColumn(0, new ClusterDelegate(m_views, time, m_table));
    QHeaderView* header = m_table->horizontalHeader();
    header->setSectionsMovable(true);
    header->setStretchLastSection(true);
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(header, &QWidget::customContextMenuRequested, this, &CombinedWindow::showColumnMenu);
    header->setSortIndicator(1, Qt::AscendingOrder);
    m_table->setSortingEnabled(true);
    connect(m_table, &QTableView::activated, this, &CombinedWindow::open);
    connect(m_table, &QWidget::customContextMenuRequested, this, &CombinedWindow::showMenu);
}

void CombinedWindow::showTable(const QString& id)
{
    for (const TableSpec& spec : tables()) {
        if (spec.id == id && spec.id != shownTable()) {
            m_headers[shownTable()] = header();
            setTable(spec);
        }
    }
}

QStringList CombinedWindow::tableIds() const
{
    QStringList ids;
    for (int i = 0; i < m_kinds->count(); ++i) {
        ids.append(m_kinds->itemData(i).toString());
    }
    return ids;
}

void CombinedWindow::setTable(const TableSpec& spec)
{
    m_model->setTable(spec);
    m_kinds->setCurrentIndex(m_kinds->findData(spec.id));
    m_heading->setTitle(spec.title);
    resetHeader();
    restoreHeader();
    refresh();
}

void CombinedWindow::setSettings(const Settings& settings)
{
    const auto take = [this, &settings] { m_model->setTimes(timesOf(settings)); };
    connect(&settings, &Settings::changed, this, take);
    take();
}

void CombinedWindow::setClusters(const std::vector<MainWindow*>& views)
{
    if (views == m_views) {
        return;
    }
    std::vector<CombinedModel::Cluster> clusters;
    for (MainWindow* view : views) {
        clusters.push_back(
            {&view->mirror(), [view](const ObjectKey& key) { return view->insight().insight().findingWords(key); },
             [view](const ObjectKey& primitive, const QString& holder) { return view->fateOf(primitive, holder); }});
    }
    m_views.clear(); // the model drops what it has of those that go before it takes in the others
    m_model->setClusters(std::move(clusters));
    m_views = views;
    refresh();
}

void CombinedWindow::syncSoon()
{
    if (!m_sync.isPending()) {
        m_sync = m_clock.after(m_model->total() > many ? betweenSyncsOfMany : betweenSyncs, [this] {
            m_model->sync();
            refresh();
        });
    }
}

/// Each cluster that does not answer for what the table lists, with the state of its connection.
QString CombinedWindow::notSeen() const
{
    using Phase = live::ScopeState::Phase;
    QStringList names;
    for (const MainWindow* view : m_views) {
        const live::ClusterMirror& mirror = view->mirror();
        Phase phase = Phase::Live; // of the first kind that is not
        for (const Kind kind : m_model->spec().kinds) {
            phase = phase == Phase::Live ? mirror.scope(kind).phase : phase;
        }
        const QString why = phase == Phase::Live ? QString()
            : phase == Phase::Forbidden          ? tr("forbidden")
            : phase == Phase::NotInstalled       ? tr("not installed")
            : phase == Phase::Stale              ? tr("stale")
            : phase == Phase::Failed             ? tr("no answer")
                                                 : tr("loading");
        const bool closed = mirror.connection().isSnapshot();
        if (!why.isEmpty() || closed) {
            names.append(u"%1 (%2)"_s.arg(visibleText(mirror.connection().contextName), closed ? tr("snapshot") : why));
        }
    }
    return names.isEmpty() ? QString() : tr("Not live: %1.").arg(names.join(u", "_s));
}

void CombinedWindow::refresh()
{
    QStringList names;
    for (const MainWindow* view : m_views) {
        names.append(view->mirror().connection().contextName);
    }
    m_filter->setValues(u"cluster:"_s, names);
    const qsizetype shown = m_model->rowCount();
    const QString where = inWords("CombinedWindow", "in %n clusters", "in 1 cluster", qsizetype(m_views.size()));
    m_heading->setSummary(shown == m_model->total() ? u"%1 %2"_s.arg(shown).arg(where)
                                                    : tr("%1 of %2 %3").arg(shown).arg(m_model->total()).arg(where));
    m_heading->setBand(notSeen());
}

void CombinedWindow::tick()
{
    const int first = m_table->rowAt(0);
    const int last = m_table->rowAt(m_table->viewport()->height() - 1);
    m_model->tick(first, last < 0 ? m_model->rowCount() - 1 : last);
    refresh();
    m_tick = m_clock.after(1s, [this] { tick(); });
}

void CombinedWindow::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_model->setAwake(true);
    tick();
}

void CombinedWindow::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    m_tick.cancel();
    m_sync.cancel();
    m_model->setAwake(false);
}

void CombinedWindow::bringUp(MainWindow& view, const ObjectKey& key)
{
    emit viewChosen(&view);
    view.open(key);
}

void CombinedWindow::open(const QModelIndex& index)
{
    bringUp(*m_views[static_cast<size_t>(m_model->clusterOf(index.row()))], m_model->keyOf(index.row()));
}

/// The primitives of the selected rows, each once, in their order on screen.
std::map<size_t, std::vector<ObjectKey>> CombinedWindow::selected() const
{
    std::map<size_t, std::vector<ObjectKey>> found;
    for (const int row : rowsOf(*m_table->selectionModel())) {
        std::vector<ObjectKey>& keys = found[static_cast<size_t>(m_model->clusterOf(row))];
        if (const ObjectKey key = m_model->keyOf(row); std::find(keys.begin(), keys.end(), key) == keys.end()) {
            keys.push_back(key);
        }
    }
    return found;
}

/// Those of the cluster's own menu; its view comes up before one of them begins.
void CombinedWindow::addEntries(QMenu& menu, MainWindow& view, const std::vector<ObjectKey>& keys)
{
    connect(&view, &QObject::destroyed, &menu, &QWidget::close); // its entries belong to that cluster
    auto* own = new QMenu(&menu);
    view.fillObjectMenu(*own, keys);
    for (QAction* entry : own->actions()) {
        QAction* here = menu.addAction(entry->text());
        here->setSeparator(entry->isSeparator());
        here->setEnabled(entry->isEnabled());
        connect(here, &QAction::triggered, entry, [this, view = &view, key = keys.front(), entry] {
            bringUp(*view, key);
            entry->trigger();
        });
    }
}

void CombinedWindow::showMenu(const QPoint& at)
{
    const QModelIndex index = m_table->indexAt(at);
    if (index.isValid() && !m_table->selectionModel()->isRowSelected(index.row())) {
        m_table->selectRow(index.row());
    }
    const auto all = selected();
    if (all.empty()) {
        return;
    }
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const auto& [place, keys] : all) {
        MainWindow* view = m_views[place];
        const QString name = menuText(view->clusterRow().name);
        if (all.size() > 1) {
            addEntries(
                *menu->addMenu(
                    inWords("CombinedWindow", "%1: %n objects", "%1: 1 object", qsizetype(keys.size())).arg(name)),
                *view, keys);
            continue;
        }
        connect(menu->addAction(tr("Open in %1").arg(name)), &QAction::triggered, view,
                [this, view, key = keys.front()] { bringUp(*view, key); });
        menu->addSeparator();
        addEntries(*menu, *view, keys);
    }
    menu->addSeparator();
    connect(menu->addAction(tr("Copy rows")), &QAction::triggered, this, &CombinedWindow::copy);
    menu->popup(m_table->viewport()->mapToGlobal(at));
}

void CombinedWindow::copy() const
{
    QApplication::clipboard()->setText(copiedRows(textOf(*m_table, rowsOf(*m_table->selectionModel()))));
}

} // namespace konductor::ui
