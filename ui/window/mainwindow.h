// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/insight/world.h"
#include "core/live/clustermirror.h"
#include "core/live/eventwatch.h"
#include "ui/dialogs/contextsheet.h"
#include "ui/dialogs/planrunner.h"
#include "ui/models/tablespec.h"
#include "ui/models/watchlist.h"
#include "ui/pages/pagestate.h"
#include "ui/panels/detailscontent.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/settings.h"
#include "ui/window/actioncatalogue.h"
#include "ui/window/clusterrow.h"
#include "ui/window/copyas.h"
#include "ui/window/trail.h"

#include <QHash>
#include <QMainWindow>

#include <map>

class QActionGroup;
class QMenu;
class QStackedWidget;

namespace konductor::live {
class RightsBook;
} // namespace konductor::live

namespace konductor::ui {

class Actions;
class ActivityPanel;
class ClusterBand;
class ClusterBar;
class ClusterHistory;
class Utilisation;
class ClusterInsight;
class ConnectionLine;
class DetailsPanel;
class ObjectPanel;
class ObjectReader;
class Page;
class Palette;
class SavedViews;
class Sidebar;
class LessonPanel;
class LogReader;
class TablePage;
struct Lesson;
struct PaletteSource;
struct TableSpec;
struct TourStep;

/// The window on one cluster: places the parts and passes their signals on; what they do is theirs. Where several are
/// open, a ClusterStack shows one of them at a time. Window's thread.
class MainWindow final : public QMainWindow {
    Q_OBJECT
public:
    /// All three must outlive the window.
    MainWindow(const live::ClusterMirror& mirror, Clock& clock, PlanRunner& runner, QWidget* parent = nullptr);
    ~MainWindow() override;

    void showPage(const QString& id);
    QStringList pageIds() const;
    Page& currentPage() const;
    /// The table that is shown; null on a page that is none.
    TablePage* currentTable() const;
    /// Pods are handed to it from outside.
    ClusterInsight& insight() { return *m_insight; }
    /// What becomes of a holder of this primitive.
    HolderFate fateOf(const ObjectKey& primitive, const QString& holder) const;
    DetailsPanel& details();
    /// What the YAML tab reads through; outlives the window. Without one there is no such tab.
    void setReader(ObjectReader* reader);
    /// What logs of pods are read through; outlives the window. Without one none is offered.
    void setLogReader(LogReader* reader);
    /// The end of a pod's log, in a sheet.
    void showLog(const QString& ns, const QString& pod);
    Actions& actions() { return *m_actions; }
    /// Disables what the server would refuse; without a book everything is offered. It must outlive the window.
    void setRights(live::RightsBook* book);
    const live::ClusterMirror& mirror() const { return m_mirror; }
    /// What can be done to an object, or to several together, as its page's menu has it.
    void fillObjectMenu(QMenu& menu, const std::vector<ObjectKey>& keys) const;
    /// What the sidebar says of this cluster, here and in the windows of the others.
    ClusterRow clusterRow() const;
    /// All that are open, and which of them this is.
    void setClusters(const std::vector<ClusterRow>& rows, int shown);
    /// Those beside this one, for the palette to find in; again whenever one comes or goes.
    void setOthers(const std::vector<PaletteSource>& others);
    /// How this cluster is marked: band, title, plan sheet.
    void setMark(const ClusterMark& mark);
    /// Asks for the context's choices, which are these so far; contextChosen() follows where the person keeps some.
    void askContext(const ContextChoices& choices, ContextSheet::Start start);
    /// What the query line and the namespace leave of every page.
    QString query() const;
    QString ns() const;
    void setQuery(const QString& query, const QString& ns);
    /// The views that the menu offers; keeping them is for others.
    SavedViews& savedViews() { return *m_views; }
    /// In place of its own, which nobody remembers; they must outlive the window.
    void setSettings(Settings& settings);
    const Settings& settings() const { return *m_settings; }
    /// A sentence for each thing that ends unfinished when the program does now.
    QStringList wouldBeLost() const;
    /// A line in the activity; plain text.
    void note(const QString& title, const QString& text);
    /// How the operator is, for the findings, the overview and the line at the bottom; told in the activity when it
    /// stops or begins again.
    void setOperator(const insight::OperatorState& state);
    /// The answer to eventsWanted().
    void takeEvents(const live::ObjectEventsPtr& events);
    /// Files to offer again, the latest first.
    void setRecentSnapshots(const QStringList& paths);
    /// Shows an object on its page; a permit, arrival or request on its primitive's.
    void open(const ObjectKey& key);
    /// Walks through the parts of the window, or gives the focus back to the walk that has begun. Details and a plan
    /// are shown of `example` where there is such an object.
    void startTour(const ObjectKey& example);
    /// Above the pages, in the place of the one before.
    LessonPanel& showLesson(const Lesson& lesson);
    /// Shows an object so, or everything that one holder holds.
    void follow(const Link& link);

signals:
    void connectRequested();
    void reconnectRequested();
    void snapshotRequested();
    /// The connection is to be one that does not write, or one that does.
    void readOnlyRequested(bool readOnly);
    void openSnapshotRequested();
    /// What is shown, with another cluster or snapshot.
    void compareRequested();
    void clusterRowChanged();
    /// One kind over all open clusters.
    void combinedRequested();
    /// Another of the open clusters is to be shown.
    void clusterChosen(int index);
    void clusterStepRequested(int by);
    /// An object or a holder of another one.
    void openElsewhereRequested(int index, const konductor::ui::Link& link);
    void closeClusterRequested(int index);
    /// The context's choices are to be asked for; see askContext().
    void contextRequested(konductor::ui::ContextSheet::Start start);
    void contextChosen(const konductor::ui::ContextChoices& choices);
    /// The activity says it already; the desktop may say it as well.
    void noticed(const konductor::ui::Notice& notice);
    /// The tour is wanted, which needs the sandbox.
    void tourRequested();
    void lessonsRequested();
    /// Whose Events the details show now; nothing while nobody sees them.
    void eventsWanted(const std::optional<konductor::live::EventSubject>& subject);
    /// A recent file, or one that was dropped on the window.
    void snapshotChosen(const QString& path);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void buildPages();
    void addTable(TableSpec spec, const QString& glyph, const std::vector<Kind>& counted);
    void addPage(Page* page, const QString& glyph, const std::vector<Kind>& counted);
    void offered(PageState::Offer offer);
    void showMenu(const QPoint& at);
    void buildLayout();
    void buildMenus();
    void addClusterEntries(QMenu& menu);
    void showClusterMenu(int index, const QPoint& at);
    void buildPalette(QMenu& selection);
    void buildViews(QMenu& view);
    void addChoice(QMenu& view, Setting setting);
    void addActivity(QMenu& view);
    void takeSettings();
    void takeKeys();
    void addWatch(QMenu& menu, const ObjectKey& key);
    void showSettings();
    void addShortcut(CatalogueAction what);
    void showHelp();
    std::vector<TourStep> tourSteps(const ObjectKey& example);
    QWidget* showSomePlan();
    void showShortcuts();
    Place place() const;
    void goTo(const Place& place);
    void focusFilter();
    void goBack();
    void goForward();
    void connectParts();
    void tick();
    void catchUp();
    void counted(const live::ChangeBatch& batch);
    void showDetails(const DetailsContent& content, Timestamp now);
    void wantEvents(const ObjectPtr& object);
    DetailsContent contentOf(const ObjectKey& key) const;
    void refreshDetails();
    void applyYaml(const ObjectKey& key, const QByteArray& before, const QString& yaml);
    void showBadges();
    void showName();
    std::optional<ObjectKey> newOnPage() const;
    void fillMenu(QMenu& menu);
    void addLogs(QMenu& menu, const DetailsContent& content);
    QString whyNoLogs(const QString& ns) const;
    void addCopies(QMenu& menu);
    void copyAs(CopyFormat format) const;
    void copyLink() const;
    void copyViewLink() const;
    void askColumn(TablePage& table, const QString& id);

    const live::ClusterMirror& m_mirror;
    Clock& m_clock;
    ClusterInsight* m_insight;
    ClusterHistory* m_history;
    Utilisation* m_utilisation;
    Watchlist* m_watchlist;
    ClusterBand* m_band;
    ClusterBar* m_bar;
    Sidebar* m_sidebar;
    QStackedWidget* m_stack;
    ObjectPanel* m_object;
    ActivityPanel* m_activity;
    ConnectionLine* m_line;
    QMenu* m_recent = nullptr;
    std::map<Setting, QActionGroup*> m_choices;
    Settings* m_settings; ///< Never null.
    Actions* m_actions;
    Palette* m_palette = nullptr;
    SavedViews* m_views = nullptr;
    live::RightsBook* m_rights = nullptr;
    LogReader* m_logs = nullptr;
    std::vector<QAction*> m_severalOnly; ///< Of no use with a single cluster.
    std::optional<live::EventSubject> m_eventsOf; ///< Wanted.
    live::ObjectEventsPtr m_events; ///< Told of it; null before.
    bool m_operatorFails = false;
    int m_place = 0; ///< Of this cluster among the open ones.
    Trail m_trail;
    std::vector<Page*> m_pages; ///< In the order of the sidebar.
    TimerHandle m_timer;
    double m_rate = 0; ///< Changes a second, smoothed.
    qsizetype m_changes = 0;
};

} // namespace konductor::ui
