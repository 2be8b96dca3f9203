// SPDX-License-Identifier: Apache-2.0
#include "app/console/gallery.h"

#include "app/console/cuttext.h"
#include "app/console/gallerystates.h"
#include "core/action/planner.h"
#include "core/snapshot/capture.h"
#include "ui/dialogs/connectdialog.h"
#include "ui/dialogs/logsheet.h"
#include "ui/dialogs/noticesheet.h"
#include "ui/dialogs/plansheet.h"
#include "ui/dialogs/settingssheet.h"
#include "ui/dialogs/sheet.h"
#include "ui/dialogs/snapshotsheet.h"
#include "ui/models/clusterinsight.h"
#include "ui/pages/waitgraphpage.h"
#include "ui/panels/detailspanel.h"
#include "ui/panels/objectpanel.h"
#include "ui/panels/yamlview.h"
#include "ui/theme/consolestyle.h"
#include "ui/widgets/outcometext.h"
#include "ui/window/actions.h"

#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QProgressDialog>
#include <QPushButton>
#include <QScrollBar>
#include <QTableView>

#include <cstdio>

namespace konductor::app {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
const ObjectKey fillingBarrier{Kind::Barrier, u"team-a"_s, u"extract"_s};
const QString earlier = u"earlier.json"_s;
constexpr int mostLooks = 5;
} // namespace

Gallery::Gallery(QApplication& application, QString folder)
    : m_application(application)
    , m_folder(std::move(folder)) { }

void Gallery::start()
{
    QDir().mkpath(m_folder);
    startScheme(ui::Scheme::Light);
}

void Gallery::startScheme(ui::Scheme scheme)
{
    m_scheme = scheme;
    m_dialog.reset();
    m_state = {};
    m_console.reset();
    ui::applyTheme(m_application, scheme);
    m_console = std::make_unique<Console>(ConsoleOptions{.sandbox = QString()});
    m_console->start();
    window().window()->resize(1440, 900);
    listShots();
    connect(m_console->session(), &live::LiveSession::settled, this, [this] {
        m_timer = m_clock.after(1500ms, [this] {
            keepEarlier();
            take(0);
        });
    });
}

void Gallery::listShots()
{
    m_shots.clear();
    addPages();
    addClosing();
    addNotice();
    addSheets();
    addSnapshotSheet();
    addSettings();
    addMarks();
    addPalette();
    addLink();
    addColumns();
    addHelp();
    addTour();
    addStates();
    addDialogs();
    addClusters();
    addComparison();
    addLessons();
}

void Gallery::addPages()
{
    for (const QString& id : window().pageIds()) {
        m_shots.push_back({id, [this, id] {
                               window().showPage(id);
                               if (id == u"leases"_s) {
                                   window().open(stuckLease);
                               }
                               return &window();
                           }});
    }
    m_shots.push_back({u"waitgraph-search"_s, [this] {
                           window().showPage(u"waitgraph"_s);
                           window().findChild<QLineEdit*>(u"waitSearch"_s)->setText(u"lease"_s);
                           return &window();
                       }});
    m_shots.push_back({u"waitgraph-tree"_s, [this] {
                           static_cast<ui::WaitGraphPage&>(window().currentPage()).showTree(true);
                           return &window();
                       }});
    m_shots.push_back({u"events"_s,
                       [this] {
                           window().open(stuckLease);
                           return &window();
                       },
                       700ms,
                       [this] {
                           QScrollBar& bar = *window().details().verticalScrollBar();
                           bar.setValue(bar.maximum());
                       }});
    m_shots.push_back({u"log"_s,
                       [this] {
                           window().showLog(u"team-a"_s, u"worker-b"_s);
                           return &window();
                       },
                       700ms,
                       [this] { window().findChild<ui::LogSheet*>()->findChild<QLineEdit*>()->setText(u"lease"_s); }});
    m_shots.push_back({u"log-refused"_s, [this] {
                           dismissSheets();
                           new ui::LogSheet(m_refusedLogs, {.ns = u"team-a"_s, .pod = u"worker-b"_s}, u"prod-eu"_s,
                                            window().centralWidget());
                           return &window();
                       }});
    m_shots.push_back({u"activity"_s, [this] {
                           dismissSheets();
                           const auto plan =
                               action::planForceExpire({stuckLease, u"worker-a"_s, {}},
                                                       m_console->session()->mirror().objects(), m_clock.now());
                           action::Outcome done;
                           done.took = 41ms;
                           window().note(plan ? plan->title : oneLine(plan.error()), ui::outcomeText(done));
                           return &window();
                       }});
    m_shots.push_back({u"yaml"_s,
                       [this] {
                           window().findChild<QPushButton*>(u"closeActivity"_s)->click();
                           window().open(stuckLease);
                           window().findChild<ui::ObjectPanel*>()->setCurrentIndex(1);
                           return &window();
                       },
                       500ms});
}

/// What is asked where an edit would be lost.
void Gallery::addClosing()
{
    m_shots.push_back({u"yaml-edit"_s, [this] {
                           window().findChild<ui::ObjectPanel*>()->editYaml();
                           return &window();
                       }});
    m_shots.push_back({u"closing"_s, [this] {
                           auto* yaml = window().findChild<ui::ObjectPanel*>()->findChild<QPlainTextEdit*>();
                           yaml->appendPlainText(u"# being written"_s);
                           window().window()->close();
                           return window().window();
                       }});
}

/// What is told over all clusters, and is none of them.
void Gallery::addNotice()
{
    m_shots.push_back({u"snapshot-refused"_s,
                       [this] {
                           window().window()->findChild<ui::NoticeSheet*>()->dismiss();
                           QFile file(m_folderOfOwn.filePath(u"incident.json"_s));
                           m_failed = !file.open(QIODevice::WriteOnly) || file.write("{}") != 2 || m_failed;
                           file.close();
                           emit window().snapshotChosen(file.fileName());
                           return window().window();
                       },
                       400ms});
}

void Gallery::addSheets()
{
    m_shots.push_back({u"plan"_s,
                       [this] {
                           window().window()->findChild<ui::NoticeSheet*>()->dismiss();
                           window().findChild<ui::ObjectPanel*>()->yaml().stopEditing();
                           window().findChild<ui::ObjectPanel*>()->setCurrentIndex(0);
                           window().actions().start(ui::DetailsAction::Type::ForceExpire, stuckLease);
                           return &window();
                       },
                       1000ms});
    m_shots.push_back({u"arrive"_s, [this] {
                           window().findChild<ui::PlanSheet*>()->dismiss();
                           window().open(fillingBarrier);
                           window().actions().start(ui::DetailsAction::Type::Arrive, fillingBarrier);
                           return &window();
                       }});
    m_shots.push_back({u"form"_s, [this] {
                           window().actions().start(ui::CatalogueAction::Edit, fillingBarrier);
                           return &window();
                       }});
    m_shots.push_back({u"mend-all"_s,
                       [this] {
                           window().showPage(u"findings"_s);
                           window().actions().mendAll(window().insight().insight().findings());
                           return &window();
                       },
                       3000ms});
    m_shots.push_back({u"delete"_s,
                       [this] {
                           window().findChild<ui::PlanSheet*>()->dismiss();
                           window().open(stuckLease);
                           window().actions().start(ui::CatalogueAction::Delete, stuckLease);
                           return &window();
                       },
                       1000ms});
}

void Gallery::addSnapshotSheet()
{
    m_shots.push_back({u"snapshot-save"_s,
                       [this] {
                           window().findChild<ui::PlanSheet*>()->dismiss();
                           window().snapshotRequested();
                           return &window();
                       },
                       1500ms});
    m_shots.push_back({u"snapshot-redacted"_s, [this] {
                           auto* sheet = window().findChild<ui::SnapshotSheet*>();
                           sheet->findChild<QComboBox*>(u"labels"_s)->setCurrentIndex(1);
                           for (QCheckBox* box : sheet->findChildren<QCheckBox*>()) {
                               box->setChecked(true);
                           }
                           return &window();
                       }});
}

void Gallery::addSettings()
{
    m_shots.push_back({u"settings"_s, [this] {
                           window().findChild<ui::SnapshotSheet*>()->dismiss();
                           window().showPage(u"leases"_s);
                           window().findChild<QAction*>(u"settings"_s)->trigger();
                           return &window();
                       }});
}

void Gallery::addMarks()
{
    m_shots.push_back({u"context"_s, [this] {
                           window().findChild<ui::SettingsSheet*>()->dismiss();
                           window().setMark({.color = ui::ClusterColor::Teal});
                           window().askContext({.mark = {.color = ui::ClusterColor::Teal}, .namespaces = {u"team-a"_s}},
                                               ui::ContextSheet::Start::Color);
                           return &window();
                       }});
    m_shots.push_back({u"production"_s,
                       [this] {
                           window().findChild<ui::ContextSheet*>()->dismiss();
                           window().setMark({.production = true});
                           window().open(stuckLease);
                           window().actions().start(ui::DetailsAction::Type::ForceExpire, stuckLease);
                           return &window();
                       },
                       1000ms});
}

void Gallery::dismissSheets()
{
    for (ui::Sheet* sheet : window().findChildren<ui::Sheet*>()) {
        sheet->dismiss();
    }
}

void Gallery::addStates()
{
    for (const GalleryState& state : galleryStates()) {
        m_shots.push_back({u"state-"_s + state.name, [this, &state] {
                               auto mirror = std::make_unique<live::ClusterMirror>();
                               auto runner = std::make_unique<SessionPlanRunner>(*m_console->session(), m_clock);
                               auto shown = std::make_unique<ui::MainWindow>(*mirror, m_clock, *runner);
                               shown->resize(window().size());
                               shown->showPage(u"leases"_s);
                               mirror->apply(state.batch(m_console->session()->mirror().objects(), m_clock.now()));
                               shown->show();
                               m_state.window.reset();
                               m_state = {std::move(mirror), std::move(runner), std::move(shown)};
                               return m_state.window.get();
                           }});
    }
}

void Gallery::addDialogs()
{
    m_shots.push_back(
        {u"connect"_s, [this] {
             const QString file = u"~/.kube/config"_s;
             m_dialog = std::make_unique<ui::ConnectDialog>(
                 std::vector<ui::ContextChoice>{
                     {u"prod-eu"_s, u"prod-eu"_s, u"ops"_s, u"team-a"_s, file, {.production = true}},
                     {u"staging"_s, u"staging"_s, u"ops"_s, QString(), file, {.color = ui::ClusterColor::Teal}}},
                 std::vector<ui::ScenarioChoice>{
                     {u"nightly-pipeline"_s, tr("A living nightly pipeline with four planted problems")}},
                 QStringList());
             m_dialog->show();
             return m_dialog.get();
         }});
}

/// At the end: it is another cluster's window from here on.
void Gallery::addClusters()
{
    m_shots.push_back({u"clusters"_s,
                       [this] {
                           window().findChild<ui::PlanSheet*>()->dismiss();
                           window().setMark({.production = true});
                           m_console->openSandbox(u"quiet-night"_s);
                           window().setMark({.color = ui::ClusterColor::Teal});
                           window().showPage(u"overview"_s);
                           return &window();
                       },
                       2500ms});
    m_shots.push_back({u"all-clusters"_s,
                       [this] {
                           emit window().combinedRequested();
                           return m_console->combined();
                       },
                       1000ms});
    m_shots.push_back({u"all-holders"_s,
                       [this] {
                           m_console->combined()->showTable(u"holders"_s);
                           m_console->combined()->table().selectAll();
                           return m_console->combined();
                       },
                       1000ms});
}

/// An earlier moment of the sandbox beside it as it is by now.
void Gallery::addComparison()
{
    m_shots.push_back({u"opened-snapshot"_s,
                       [this] {
                           QWidget* whole = window().window(); // another cluster's window is shown in it then
                           emit window().snapshotChosen(m_folderOfOwn.filePath(earlier));
                           return whole;
                       },
                       1000ms});
    m_shots.push_back({u"opening-snapshot"_s, [this] {
                           QProgressDialog* dialog =
                               SnapshotOpener::dialogFor(m_folderOfOwn.filePath(earlier), window().window());
                           dialog->show();
                           return dialog;
                       }});
    m_shots.push_back({u"compare"_s, [this] {
                           delete window().window()->findChild<QProgressDialog*>();
                           window().findChild<QAction*>(u"compare"_s)->trigger();
                           return &window();
                       }});
    m_shots.push_back({u"comparison"_s,
                       [this] {
                           window().findChild<QPushButton*>(u"compareNow"_s)->click();
                           return m_console->comparison();
                       },
                       1500ms});
}

void Gallery::keepEarlier()
{
    SnapshotSaver saver;
    const insight::HolderBook& pods = window().insight().holders();
    const snapshot::Snapshot taken =
        snapshot::captured(m_console->session()->mirror(), m_clock.now(), {.verdicts = &pods, .pods = pods.coverage()});
    if (!saver.write(taken, {.format = u"json"_s}, m_folderOfOwn.filePath(earlier))) {
        m_failed = true;
    }
}

void Gallery::take(size_t index)
{
    if (index == m_shots.size()) {
        next();
        return;
    }
    QWidget* shown = m_shots[index].prepare();
    m_timer = m_clock.after(m_shots[index].wait, [this, index, shown] {
        if (m_shots[index].before) {
            m_shots[index].before();
        }
        QCoreApplication::sendPostedEvents(); // what changed just now is laid out
        saveAtRest(index, *shown, mostLooks);
    });
}

/// What changes at this very moment is laid out a little later; what is cut then stays so.
void Gallery::saveAtRest(size_t index, QWidget& shown, int looks)
{
    const QStringList cut = cutTexts(shown);
    if (looks > 1 && !cut.isEmpty()) {
        m_timer = m_clock.after(200ms, [this, index, &shown, looks] { saveAtRest(index, shown, looks - 1); });
        return;
    }
    save(shown, m_shots[index].name, cut);
    take(index + 1);
}

void Gallery::save(QWidget& widget, const QString& name, const QStringList& cut)
{
    static const QHash<ui::Scheme, QString> schemes{
        {ui::Scheme::Light, u"light"_s}, {ui::Scheme::Dark, u"dark"_s}, {ui::Scheme::HighContrast, u"high-contrast"_s}};
    const QString file = QDir(m_folder).filePath(u"%1-%2.png"_s.arg(name, schemes[m_scheme]));
    QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest); // of what ticked just now
    if (widget.grab().save(file)) {
        std::puts(qPrintable(file));
        for (const QString& text : cut) {
            std::printf("cut: %s: %s\n", qPrintable(QFileInfo(file).fileName()), qPrintable(text));
        }
    } else {
        std::fprintf(stderr, "cannot write %s\n", qPrintable(file));
        m_failed = true;
    }
}

void Gallery::next()
{
    const auto* after = std::find(ui::schemes.begin(), ui::schemes.end(), m_scheme) + 1;
    if (after != ui::schemes.end()) {
        startScheme(*after);
    } else {
        m_application.exit(m_failed ? 1 : 0);
    }
}

} // namespace konductor::app
