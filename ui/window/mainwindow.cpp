// SPDX-License-Identifier: Apache-2.0
#include "ui/window/mainwindow.h"

#include "core/api/kinds.h"
#include "core/base/text.h"
#include "core/live/rightsbook.h"
#include "ui/models/clusterhistory.h"
#include "ui/models/clusterinsight.h"
#include "ui/pages/findingspage.h"
#include "ui/pages/historypage.h"
#include "ui/pages/overviewpage.h"
#include "ui/pages/tablepage.h"
#include "ui/pages/waitgraphpage.h"
#include "ui/panels/activitypanel.h"
#include "ui/panels/detailspanel.h"
#include "ui/panels/insightdetails.h"
#include "ui/panels/objectpanel.h"
#include "ui/panels/yamlview.h"
#include "ui/theme/glyphs.h"
#include "ui/widgets/connectionline.h"
#include "ui/widgets/errortext.h"
#include "ui/window/actionmenu.h"
#include "ui/window/actions.h"
#include "ui/window/clusterbar.h"
#include "ui/window/rightscheck.h"
#include "ui/window/sidebar.h"

#include <QApplication>
#include <QClipboard>
#include <QDragEnterEvent>
#include <QMenuBar>
#include <QMimeData>
#include <QShortcut>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace konductor::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr size_t mostEvents = 8; ///< In the details.
} // namespace

MainWindow::MainWindow(const live::ClusterMirror& mirror, Clock& clock, PlanRunner& runner, QWidget* parent)
    : QMainWindow(parent)
    , m_mirror(mirror)
    , m_clock(clock)
    , m_insight(new ClusterInsight(mirror, clock, this))
    , m_history(new ClusterHistory(mirror, clock, this))
    , m_bar(new ClusterBar(mirror, this))
    , m_sidebar(new Sidebar(mirror, this))
    , m_stack(new QStackedWidget(this))
    , m_object(new ObjectPanel(this))
    , m_activity(new ActivityPanel(this))
    , m_line(new ConnectionLine(this))
{
    setWindowTitle(tr("Konductor Console"));
    resize(1440, 900);
    setAcceptDrops(true);
    buildPages();
    buildLayout();
    m_actions = new Actions(mirror, clock, runner, centralWidget());
    buildMenus();
    connectParts();
    m_sidebar->choose(m_pages.front()->id());
    currentPage().setFocus();
    tick();
}

MainWindow::~MainWindow() = default;

void MainWindow::buildPages()
{
    addPage(new OverviewPage(*m_insight, *m_history, m_mirror, m_clock, m_stack), u"overview"_s, {});
    m_sidebar->addHeading(tr("Primitives"));
    for (const Kind kind : primitiveKinds) {
        addTable(tableOf(kind), glyphName(kind), {kind});
    }
    m_sidebar->addHeading(tr("Across kinds"));
    addTable(holdersTable(), u"holders"_s, {});
    auto* findings = new FindingsPage(*m_insight, m_mirror, m_clock, m_stack);
    addPage(findings, u"findings"_s, {});
    connect(findings, &FindingsPage::mendAllRequested, this,
            [this, findings] { m_actions->mendAll(findings->shown()); });
    addPage(new HistoryPage(*m_history, m_mirror, m_clock, m_stack), u"history"_s, {});
    addPage(new WaitGraphPage(*m_insight, m_mirror, m_clock, m_stack), u"waitgraph"_s, {});
}

void MainWindow::addTable(TableSpec spec, const QString& glyph, const std::vector<Kind>& counted)
{
    auto* page = new TablePage(std::move(spec), m_mirror, m_clock, m_stack);
    page->setFindings([this](const ObjectKey& key) {
        QStringList words;
        for (const insight::Finding& finding : m_insight->insight().findingsOf(key)) {
            words << finding.rule << insight::toString(finding.severity);
        }
        return words;
    });
    connect(m_insight, &ClusterInsight::changed, page, &TablePage::findingsChanged);
    addPage(page, glyph, counted);
}

void MainWindow::addPage(Page* page, const QString& glyph, const std::vector<Kind>& counted)
{
    m_sidebar->addPage(page->id(), page->title(), glyph, counted);
    m_stack->addWidget(page);
    m_pages.push_back(page);
}

void MainWindow::buildLayout()
{
    auto* middle = new QSplitter(Qt::Vertical);
    middle->setObjectName(u"middle"_s); // windowstate.h
    middle->addWidget(m_stack);
    middle->addWidget(m_activity);
    middle->setStretchFactor(0, 1);
    middle->setCollapsible(0, false);
    auto* columns = new QSplitter(Qt::Horizontal);
    columns->setObjectName(u"columns"_s);
    columns->addWidget(m_sidebar);
    columns->addWidget(middle);
    columns->addWidget(m_object);
    columns->setStretchFactor(1, 1);
    columns->setCollapsible(1, false);
    const int character = fontMetrics().averageCharWidth();
    columns->setSizes({character * 27, character * 116, character * 48});
    middle->setSizes({fontMetrics().height() * 40, fontMetrics().height() * 6});
    auto* center = new QWidget(this);
    auto* layout = new QVBoxLayout(center);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_bar);
    layout->addWidget(columns, 1);
    layout->addWidget(m_line);
    setCentralWidget(center);
}

void MainWindow::buildMenus()
{
    QMenu* cluster = menuBar()->addMenu(tr("&Cluster"));
    cluster->addAction(tr("&Connect…"), QKeySequence(u"Ctrl+O"_s), this, &MainWindow::connectRequested);
    cluster->addAction(tr("&Reconnect now"), QKeySequence(Qt::Key_F5), this, &MainWindow::reconnectRequested);
    cluster->addAction(tr("Save a &snapshot…"), QKeySequence::Save, this, &MainWindow::snapshotRequested);
    cluster->addAction(tr("&Open a snapshot…"), QKeySequence(u"Ctrl+Shift+O"_s), this,
                       &MainWindow::openSnapshotRequested);
    m_recent = cluster->addMenu(tr("Recent s&napshots"));
    setRecentSnapshots({});
    QAction* readOnly = cluster->addAction(tr("Read-&only"), this, &MainWindow::readOnlyRequested);
    readOnly->setCheckable(true);
    readOnly->setObjectName(u"readOnly"_s);
    connect(cluster, &QMenu::aboutToShow, readOnly,
            [this, readOnly] { readOnly->setChecked(m_mirror.connection().readOnly); });
    cluster->addSeparator();
    cluster->addAction(tr("&Quit"), QKeySequence::Quit, this, &QWidget::close);
    QMenu* view = menuBar()->addMenu(tr("&View"));
    int number = 0;
    for (const Page* page : m_pages) {
        const QKeySequence key = ++number < 10 ? QKeySequence(u"Alt+%1"_s.arg(number)) : QKeySequence();
        view->addAction(page->title(), key, this, [this, id = page->id()] { showPage(id); });
    }
    view->addSeparator();
    view->addAction(tr("&Filter"), QKeySequence::Find, m_bar, &ClusterBar::focusFilter);
    QMenu* object = menuBar()->addMenu(tr("&Object"));
    object->addAction(tr("&Copy rows"), QKeySequence::Copy, this, &MainWindow::copySelection);
    QMenu* action = menuBar()->addMenu(tr("&Action"));
    connect(action, &QMenu::aboutToShow, this, [this, action] { fillMenu(*action); });
    for (const CatalogueAction what : {CatalogueAction::HandOver, CatalogueAction::LookAgain, CatalogueAction::Edit,
                                       CatalogueAction::Create, CatalogueAction::Delete}) {
        addShortcut(what);
    }
    auto* slash = new QShortcut(QKeySequence(Qt::Key_Slash), m_stack);
    slash->setContext(Qt::WidgetWithChildrenShortcut);
    connect(slash, &QShortcut::activated, m_bar, &ClusterBar::focusFilter);
}

/// On the pages only: in a filter or a form, Delete deletes text.
void MainWindow::addShortcut(CatalogueAction what)
{
    auto* shortcut = new QShortcut(shortcutOf(what), m_stack);
    shortcut->setContext(Qt::WidgetWithChildrenShortcut);
    connect(shortcut, &QShortcut::activated, this, [this, what] {
        const auto key = currentPage().current();
        if (!key) {
            return;
        }
        for (const CatalogueEntry& entry : m_actions->entriesOf(*key)) {
            if (entry.action == what && entry.whyNot.isEmpty()) {
                m_actions->start(what, *key);
            }
        }
    });
}

void MainWindow::connectParts()
{
    connect(m_sidebar, &Sidebar::pageChosen, this, &MainWindow::showPage);
    connect(m_bar, &ClusterBar::clusterPressed, this, &MainWindow::connectRequested);
    connect(m_bar, &ClusterBar::snapshotPressed, this, &MainWindow::snapshotRequested);
    connect(m_bar, &ClusterBar::filterChanged, this, [this](const QString& text) {
        for (Page* page : m_pages) {
            page->setFilter(text);
        }
    });
    connect(m_bar, &ClusterBar::namespaceChanged, this, [this](const QString& ns) {
        for (Page* page : m_pages) {
            page->setNamespace(ns);
        }
    });
    for (Page* page : m_pages) {
        connect(page, &Page::currentChanged, this, &MainWindow::refreshDetails);
        connect(page, &Page::openRequested, this, &MainWindow::follow);
        connect(page, &Page::menuRequested, this, &MainWindow::showMenu);
        connect(page, &Page::offered, this, &MainWindow::offered);
    }
    connect(&details(), &DetailsPanel::linkActivated, this, &MainWindow::follow);
    connect(&details(), &DetailsPanel::actionRequested, m_actions,
            qOverload<DetailsAction::Type, const ObjectKey&>(&Actions::start));
    connect(&details(), &DetailsPanel::mendRequested, m_actions, &Actions::mend);
    connect(&m_object->yaml(), &YamlView::applyRequested, this, &MainWindow::applyYaml);
    connect(m_actions, &Actions::yamlRequested, this, [this](const ObjectKey& key) {
        open(key);
        m_object->editYaml();
    });
    connect(m_line, &ConnectionLine::tryNowRequested, this, &MainWindow::reconnectRequested);
    connect(m_actions, &Actions::finished, this, [this](const action::Plan& plan, const action::Outcome& outcome) {
        m_activity->add(m_clock.now(), plan.title, outcome);
        if (plan.verb == action::Plan::Verb::Edit && outcome.phase != action::Outcome::Phase::Stopped) {
            m_object->yaml().stopEditing();
        }
    });
    connect(m_actions, &Actions::refused, this, [this](const QString& title, const Error& error) {
        m_activity->add(m_clock.now(), title,
                        action::Outcome{.phase = action::Outcome::Phase::Stopped, .error = error});
    });
    connect(&m_mirror, &live::ClusterMirror::applied, this, &MainWindow::counted);
    connect(m_insight, &ClusterInsight::changed, this, &MainWindow::showBadges);
}

Page& MainWindow::currentPage() const
{
    return *static_cast<Page*>(m_stack->currentWidget());
}

TablePage* MainWindow::currentTable() const
{
    return qobject_cast<TablePage*>(m_stack->currentWidget());
}

QStringList MainWindow::pageIds() const
{
    QStringList ids;
    for (const Page* page : m_pages) {
        ids.append(page->id());
    }
    return ids;
}

void MainWindow::showPage(const QString& id)
{
    const auto page = std::find_if(m_pages.begin(), m_pages.end(), [&id](const Page* p) { return p->id() == id; });
    if (page == m_pages.end()) {
        return;
    }
    m_stack->setCurrentWidget(*page);
    m_sidebar->choose(id);
    (*page)->enter();
    refreshDetails();
}

void MainWindow::offered(PageState::Offer offer)
{
    switch (offer) {
    case PageState::Offer::ClearFilter:
        m_bar->clear();
        break;
    case PageState::Offer::Reconnect:
        emit reconnectRequested();
        break;
    case PageState::Offer::Connect:
        emit connectRequested();
        break;
    case PageState::Offer::None:
        break;
    }
}

void MainWindow::showMenu(const QPoint& at)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    fillMenu(*menu);
    menu->popup(at);
}

void MainWindow::open(const ObjectKey& key)
{
    const ObjectPtr object = m_mirror.objects().find(key);
    const ObjectKey target = object ? parentKey(*object).value_or(key) : key;
    const auto primitive = std::find(primitiveKinds.begin(), primitiveKinds.end(), target.kind);
    if (primitive == primitiveKinds.end()) {
        const Timestamp now = m_mirror.serverTime(m_clock.now());
        showDetails(detailsOf(target, m_mirror.objects(), now, true), now);
        return;
    }
    showPage(tableOf(target.kind).id);
    if (!currentPage().select(target)) {
        m_bar->clear(); // it is hidden by the filter
        currentPage().select(target);
    }
}

void MainWindow::follow(const Link& link)
{
    if (link.kind) {
        open({*link.kind, link.ns, link.name});
        return;
    }
    showPage(u"holders"_s);
    m_bar->setFilter(u"holder:\"%1\" ns:%2"_s.arg(link.name, link.ns));
}

void MainWindow::tick()
{
    m_rate = 0.7 * m_rate + 0.3 * static_cast<double>(std::exchange(m_changes, 0));
    currentPage().tick();
    refreshDetails();
    m_line->show(m_mirror.connection(), m_mirror.objects().count(), m_rate, m_clock.now());
    m_timer = m_clock.after(std::chrono::seconds(1), [this] { tick(); });
}

void MainWindow::counted(const live::ChangeBatch& batch)
{
    m_changes += static_cast<qsizetype>(batch.changes.size());
    currentPage().enter();
    refreshDetails();
    if (batch.connection) {
        setWindowTitle(visibleText(batch.connection->contextName) + u" – "_s + tr("Konductor Console"));
        m_line->show(m_mirror.connection(), m_mirror.objects().count(), m_rate, m_clock.now());
    }
}

DetailsContent MainWindow::contentOf(const ObjectKey& key) const
{
    const Timestamp now = m_insight->now();
    DetailsContent content = detailsOf(key, m_mirror.objects(), now, m_mirror.connection().readOnly);
    addInsight(content, m_insight->insight(), now, m_mirror.connection().readOnly);
    if (const auto events = m_history->chronicle().of(key, mostEvents); !events.empty()) {
        content.sections.push_back(eventsSection(tr("What happened since the window was opened"), events));
    }
    disableRefused(content.actions, key, m_mirror.objects(), m_rights);
    return content;
}

DetailsPanel& MainWindow::details()
{
    return m_object->details();
}

void MainWindow::setReader(ObjectReader* reader)
{
    m_object->setReader(reader);
    refreshDetails();
}

void MainWindow::showDetails(const DetailsContent& content, Timestamp now)
{
    const ObjectPtr object = m_mirror.objects().find(content.key);
    m_object->yaml().setWhyNotEditable(m_mirror.connection().readOnly ? tr("The connection is read-only.") : QString());
    m_object->show(content, now, object ? object->meta.resourceVersion : QString());
}

void MainWindow::applyYaml(const ObjectKey& key, const QByteArray& before, const QString& yaml)
{
    if (const auto problem = m_actions->apply(key, before, yaml)) {
        m_object->yaml().showProblem(errorText(*problem).sentence);
    }
}

void MainWindow::setRights(live::RightsBook* book)
{
    m_rights = book;
    m_actions->setRights(book);
    if (book) {
        connect(book, &live::RightsBook::changed, this, &MainWindow::refreshDetails);
    }
    refreshDetails();
}

void MainWindow::showBadges()
{
    const auto count = m_insight->findings().size();
    m_sidebar->setBadge(u"findings"_s, count == 0 ? QString() : QString::number(count),
                        m_insight->worst() ? toneOf(*m_insight->worst()) : Tone::Plain);
}

void MainWindow::refreshDetails()
{
    const Timestamp now = m_insight->now();
    if (const auto own = currentPage().details(now)) {
        showDetails(*own, now);
    } else if (const auto key = currentPage().current()) {
        showDetails(contentOf(*key), now);
    } else {
        showDetails({.subtitle = tr("Select a row to see who holds it, who waits, and why.")}, now);
    }
}

void MainWindow::fillMenu(QMenu& menu) const
{
    menu.clear();
    const auto key = currentPage().current();
    fillActionMenu(menu, currentPage(), key ? contentOf(*key) : DetailsContent(), m_mirror, *m_actions);
    if (key) {
        menu.addSeparator();
        connect(menu.addAction(tr("Copy rows")), &QAction::triggered, this, &MainWindow::copySelection);
    }
}

void MainWindow::copySelection() const
{
    QApplication::clipboard()->setText(currentPage().selectionAsText());
}

void MainWindow::setRecentSnapshots(const QStringList& paths)
{
    m_recent->clear();
    m_recent->setEnabled(!paths.isEmpty());
    for (const QString& path : paths) {
        QString name = visibleText(path);
        m_recent->addAction(name.replace(u'&', u"&&"_s), this, [this, path] { emit snapshotChosen(path); });
    }
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    const QList<QUrl> urls = event->mimeData()->urls();
    if (urls.size() == 1 && urls.front().isLocalFile()) {
        event->acceptProposedAction();
    }
}

void MainWindow::dropEvent(QDropEvent* event)
{
    event->acceptProposedAction();
    emit snapshotChosen(event->mimeData()->urls().front().toLocalFile());
}

void MainWindow::resizeEvent(QResizeEvent* event)
{
    QMainWindow::resizeEvent(event);
    m_object->setVisible(width() > fontMetrics().averageCharWidth() * 110);
}

} // namespace konductor::ui
