// SPDX-License-Identifier: Apache-2.0
#include "ui/window/mainwindow.h"

#include "core/api/kinds.h"
#include "core/base/text.h"
#include "core/live/rightsbook.h"
#include "ui/dialogs/sheet.h"
#include "ui/models/clusterhistory.h"
#include "ui/models/clusterinsight.h"
#include "ui/pages/findingspage.h"
#include "ui/pages/historypage.h"
#include "ui/pages/overviewpage.h"
#include "ui/pages/tablepage.h"
#include "ui/pages/waitgraphpage.h"
#include "ui/panels/activitypanel.h"
#include "ui/panels/detailspanel.h"
#include "ui/panels/eventsdetails.h"
#include "ui/panels/insightdetails.h"
#include "ui/panels/objectpanel.h"
#include "ui/panels/yamlview.h"
#include "ui/theme/glyphs.h"
#include "ui/widgets/clusterband.h"
#include "ui/widgets/connectionline.h"
#include "ui/widgets/errortext.h"
#include "ui/widgets/settings.h"
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
    , m_utilisation(new Utilisation(*m_insight, mirror, clock, this))
    , m_watchlist(new Watchlist(mirror, *m_insight, clock, this))
    , m_band(new ClusterBand(this))
    , m_bar(new ClusterBar(mirror, this))
    , m_sidebar(new Sidebar(mirror, this))
    , m_stack(new QStackedWidget(this))
    , m_object(new ObjectPanel(this))
    , m_activity(new ActivityPanel(this))
    , m_line(new ConnectionLine(this))
    , m_settings(new Settings(nullptr, this))
{
    setWindowTitle(tr("Konductor Console"));
    resize(1440, 900);
    setAcceptDrops(true);
    buildPages();
    buildLayout();
    centralWidget()->setProperty(Sheet::objectShownIn, QVariant::fromValue<QWidget*>(m_object));
    m_actions = new Actions(mirror, clock, runner, centralWidget());
    m_actions->setJam(
        [this](const ObjectKey& lease, const QString& heir) { return m_insight->handOverJam(lease, heir); });
    m_actions->setMissing([this](const ObjectKey& barrier) { return m_insight->missingAt(barrier); });
    buildMenus();
    setSettings(*m_settings);
    connectParts();
    m_sidebar->choose(m_pages.front()->id());
    currentPage().setFocus();
    tick();
}

MainWindow::~MainWindow() = default;

void MainWindow::buildPages()
{
    auto* overview = new OverviewPage(*m_insight, *m_history, *m_utilisation, m_mirror, m_clock, m_stack);
    addPage(overview, u"overview"_s, {});
    connect(overview, &OverviewPage::mendRequested, this,
            [this](const insight::Finding& finding) { m_actions->mend(finding); });
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
    page->setFindings([this](const ObjectKey& key) { return m_insight->insight().findingWords(key); });
    page->setFates([this](const ObjectKey& primitive, const QString& holder) { return fateOf(primitive, holder); });
    connect(m_insight, &ClusterInsight::changed, page, &TablePage::findingsChanged);
    addPage(page, glyph, counted);
}

HolderFate MainWindow::fateOf(const ObjectKey& primitive, const QString& holder) const
{
    const insight::Insight& insight = m_insight->insight();
    return {insight.verdictOf(primitive.ns, holder),
            insight.isDeadlocked(insight::WaitNode::of(primitive))
                && insight.isDeadlocked(insight::WaitNode::holder(primitive.ns, holder))};
}

void MainWindow::addPage(Page* page, const QString& glyph, const std::vector<Kind>& counted)
{
    m_sidebar->addPage(page->id(), page->title(), glyph, counted);
    page->setProperty("glyph", glyph);
    m_stack->addWidget(page);
    m_pages.push_back(page);
}

void MainWindow::buildLayout()
{
    auto* middle = new QSplitter(Qt::Vertical);
    middle->setObjectName(u"middle"_s); // windowstate.h
    middle->addWidget(m_stack);
    m_stack->setMinimumWidth(fontMetrics().averageCharWidth() * 50); // else no page is narrower than the widest one
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
    layout->addWidget(m_band);
    layout->addWidget(m_bar);
    layout->addWidget(columns, 1);
    layout->addWidget(m_line);
    setCentralWidget(center);
}

void MainWindow::connectParts()
{
    connect(m_sidebar, &Sidebar::pageChosen, this, &MainWindow::showPage);
    connect(m_sidebar, &Sidebar::clusterChosen, this, &MainWindow::clusterChosen);
    connect(m_sidebar, &Sidebar::clusterMenuRequested, this, &MainWindow::showClusterMenu);
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
    connect(m_activity, &ActivityPanel::closed, this, [this] { currentPage().setFocus(Qt::OtherFocusReason); });
    connect(m_watchlist, &Watchlist::noticed, this, [this](const Notice& notice) {
        m_activity->tell(m_clock.now(), notice.title, notice.text, notice.tone);
        emit noticed(notice);
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
    if (*page != m_stack->currentWidget()) {
        m_trail.leave(place());
    }
    m_stack->setCurrentWidget(*page);
    m_bar->dropPassingFilter();
    centralWidget()->setProperty(Sheet::focusAfter, QVariant::fromValue<QWidget*>(*page));
    m_sidebar->choose(id);
    (*page)->enter();
    refreshDetails();
}

Place MainWindow::place() const
{
    return {currentPage().id(), currentPage().current()};
}

/// Without leaving a trace of its own.
void MainWindow::goTo(const Place& place)
{
    const Trail trail = m_trail;
    showPage(place.page);
    if (place.object) {
        currentPage().select(*place.object);
    }
    m_trail = trail;
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
    case PageState::Offer::Namespaces:
        emit contextRequested(ContextSheet::Start::Namespaces);
        break;
    case PageState::Offer::Create:
        if (const auto key = newOnPage()) {
            m_actions->start(CatalogueAction::Create, *key);
        }
        break;
    case PageState::Offer::None:
        break;
    }
}

void MainWindow::open(const ObjectKey& key)
{
    const ObjectPtr object = m_mirror.objects().find(key);
    const ObjectKey target = object ? parentKey(*object).value_or(key) : key;
    const auto primitive = std::find(primitiveKinds.begin(), primitiveKinds.end(), target.kind);
    if (primitive == primitiveKinds.end()) {
        const Timestamp now = m_mirror.serverTime(m_clock.now());
        showDetails(detailsOf(target, m_mirror.objects(), now, true, currentPage().times()), now);
        return;
    }
    const Place before = place();
    showPage(tableOf(target.kind).id);
    if (before.page == currentPage().id() && before.object && !(*before.object == target)) {
        m_trail.leave(before);
    }
    if (!currentPage().select(target)) {
        m_bar->clear(); // it is hidden by the filter
        currentPage().select(target);
    }
}

void MainWindow::follow(const Link& link)
{
    if (!link.page.isEmpty()) {
        showPage(link.page);
        return;
    }
    if (link.log) {
        showLog(link.ns, link.name);
        return;
    }
    if (link.kind) {
        open({*link.kind, link.ns, link.name});
        return;
    }
    showPage(u"holders"_s);
    m_bar->setPassingFilter(u"holder:\"%1\" ns:%2"_s.arg(link.name, link.ns));
}

void MainWindow::tick()
{
    m_rate = 0.7 * m_rate + 0.3 * static_cast<double>(std::exchange(m_changes, 0));
    if (isVisible()) { // behind another cluster, nobody sees the seconds pass
        catchUp();
    }
    m_timer = m_clock.after(std::chrono::seconds(1), [this] { tick(); });
}

void MainWindow::catchUp()
{
    currentPage().tick();
    refreshDetails();
    m_line->show(m_mirror.connection(), m_mirror.objects().count(), m_rate, m_clock.now());
}

void MainWindow::showEvent(QShowEvent* event)
{
    QMainWindow::showEvent(event);
    catchUp();
}

void MainWindow::counted(const live::ChangeBatch& batch)
{
    m_changes += static_cast<qsizetype>(batch.changes.size());
    currentPage().enter();
    refreshDetails();
    if (batch.connection) {
        showName();
        emit clusterRowChanged();
        m_line->show(m_mirror.connection(), m_mirror.objects().count(), m_rate, m_clock.now());
    }
}

DetailsContent MainWindow::contentOf(const ObjectKey& key) const
{
    const Timestamp now = m_insight->now();
    DetailsContent content =
        detailsOf(key, m_mirror.objects(), now, m_mirror.connection().readOnly, currentPage().times());
    addInsight(content, m_insight->insight(), now, m_mirror.connection().readOnly);
    m_actions->nameHeir(content);
    if (m_watchlist->isWatched(key)) {
        content.why.rows.push_back({.text = {{Watchlist::promiseOf(key.kind)}}, .tone = Tone::Neutral});
    }
    if (const auto events = m_history->chronicle().of(key, mostEvents); !events.empty()) {
        content.sections.push_back(
            eventsSection(tr("What happened since the window was opened"), events, currentPage().times()));
    }
    if (m_events && m_events->about.key == key) {
        addClusterEvents(content, *m_events, now, currentPage().times());
    }
    if (m_logs && whyNoLogs(key.ns).isEmpty()) {
        addLogLinks(content, m_insight->insight());
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
    m_object->yaml().setWhyNotEditable(readOnlyWords(m_mirror.connection().readOnly));
    m_object->show(content, now, object ? object->meta.resourceVersion.toString() : QString());
    wantEvents(m_object->isVisible() ? object : nullptr);
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
    const insight::FindingCounts& findings = m_insight->findingCounts();
    const qsizetype count = findings.total();
    m_sidebar->setBadge(u"findings"_s, count == 0 ? QString() : QString::number(count),
                        findings.worst() ? toneOf(*findings.worst()) : Tone::Plain);
    emit clusterRowChanged();
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

void MainWindow::resizeEvent(QResizeEvent* event)
{
    QMainWindow::resizeEvent(event);
    m_object->setVisible(width() > fontMetrics().averageCharWidth() * 110);
}

} // namespace konductor::ui
