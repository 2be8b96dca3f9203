// SPDX-License-Identifier: Apache-2.0
#include "ui/window/mainwindow.h"

#include "core/base/text.h"
#include "core/base/words.h"
#include "ui/dialogs/shortcutssheet.h"
#include "ui/pages/page.h"
#include "ui/panels/activitypanel.h"
#include "ui/widgets/settings.h"
#include "ui/window/actionmenu.h"
#include "ui/window/actions.h"
#include "ui/window/clusterbar.h"
#include "ui/window/palette.h"
#include "ui/window/sidebar.h"

#include <QActionGroup>
#include <QApplication>
#include <QClipboard>
#include <QDragEnterEvent>
#include <QMenuBar>
#include <QMimeData>
#include <QShortcut>
#include <QStackedWidget>

/// The window's menus and shortcuts; the rest of the class is in mainwindow.cpp.
namespace konductor::ui {

using namespace Qt::StringLiterals;

namespace {
/// What is in the menus from the beginning can have other keys.
void markKeys(const QWidget& menu)
{
    for (QAction* entry : menu.actions()) {
        if (entry->menu()) {
            markKeys(*entry->menu());
        } else if (!entry->shortcut().isEmpty()) {
            entry->setProperty(standardKeys, entry->shortcut());
        }
    }
}

/// Those with keys of their own.
constexpr std::array pageActions{CatalogueAction::HandOver, CatalogueAction::LookAgain, CatalogueAction::Edit,
                                 CatalogueAction::Create, CatalogueAction::Delete};

QString wordsOf(CatalogueAction what)
{
    switch (what) {
    case CatalogueAction::HandOver:
        return MainWindow::tr("Hand a lease over");
    case CatalogueAction::LookAgain:
        return MainWindow::tr("Make the operator look again");
    case CatalogueAction::Edit:
        return MainWindow::tr("Change a spec");
    case CatalogueAction::Create:
        return MainWindow::tr("Create another");
    case CatalogueAction::Delete:
        return MainWindow::tr("Delete");
    default:
        return {};
    }
}
/// Of the menu and the menus in it.
void addKeys(const QMenu& menu, ShortcutsSheet::Group& group)
{
    for (const QAction* entry : menu.actions()) {
        if (entry->menu()) {
            addKeys(*entry->menu(), group);
        } else if (const QVariant standard = entry->property(standardKeys);
                   standard.isValid() || !entry->shortcut().isEmpty()) {
            if (entry->shortcutContext() != Qt::WidgetShortcut) {
                group.keys.push_back(
                    {QString(entry->text()).remove(u'&'), entry->shortcut(), standard.value<QKeySequence>()});
            }
        }
    }
}
} // namespace

void MainWindow::buildMenus()
{
    QMenu* cluster = menuBar()->addMenu(tr("&Cluster"));
    cluster->addAction(tr("&Connect…"), QKeySequence(u"Ctrl+O"_s), this, &MainWindow::connectRequested);
    cluster->addAction(tr("&Reconnect now"), QKeySequence(Qt::Key_F5), this, &MainWindow::reconnectRequested);
    cluster->addAction(tr("Save a &snapshot…"), QKeySequence::Save, this, &MainWindow::snapshotRequested);
    cluster->addAction(tr("&Open a snapshot…"), QKeySequence(u"Ctrl+Shift+O"_s), this,
                       &MainWindow::openSnapshotRequested);
    cluster->addAction(tr("Com&pare with…"), QKeySequence(u"Ctrl+Shift+D"_s), this, &MainWindow::compareRequested)
        ->setObjectName(u"compare"_s);
    m_recent = cluster->addMenu(tr("Recent s&napshots"));
    setRecentSnapshots({});
    QAction* readOnly = cluster->addAction(tr("Read-&only"), this, &MainWindow::readOnlyRequested);
    readOnly->setCheckable(true);
    readOnly->setObjectName(u"readOnly"_s);
    QAction* context = cluster->addAction(tr("Colour and &mark…"), this,
                                          [this] { emit contextRequested(ContextSheet::Start::Color); });
    context->setObjectName(u"context"_s);
    connect(cluster, &QMenu::aboutToShow, readOnly, [this, readOnly, context] {
        readOnly->setChecked(m_mirror.connection().readOnly);
        context->setEnabled(!m_mirror.connection().isSnapshot());
    });
    addClusterEntries(*cluster);
    cluster->addSeparator();
    cluster->addAction(tr("Se&ttings…"), QKeySequence(u"Ctrl+,"_s), this, &MainWindow::showSettings)
        ->setObjectName(u"settings"_s);
    cluster->addAction(tr("&Quit"), QKeySequence::Quit, this, [this] { window()->close(); });
    QMenu* view = menuBar()->addMenu(tr("&View"));
    int number = 0;
    for (const Page* page : m_pages) {
        const QKeySequence key = ++number < 10 ? QKeySequence(u"Alt+%1"_s.arg(number)) : QKeySequence();
        QAction* entry = view->addAction(page->title(), key, this, [this, id = page->id()] { showPage(id); });
        entry->setProperty("glyph", page->property("glyph"));
    }
    view->addSeparator();
    QAction* goTo =
        view->addAction(tr("&Go to anything…"), QKeySequence(u"Ctrl+K"_s), this, [this] { m_palette->toggle(); });
    goTo->setObjectName(u"goTo"_s);
    QAction* back = view->addAction(tr("&Back"), QKeySequence(u"Alt+Left"_s), this, [this] { goBack(); });
    QAction* forward = view->addAction(tr("For&ward"), QKeySequence(u"Alt+Right"_s), this, [this] { goForward(); });
    connect(view, &QMenu::aboutToShow, this, [this, back, forward] {
        back->setEnabled(m_trail.canGoBack());
        forward->setEnabled(m_trail.canGoForward());
    });
    connect(view, &QMenu::aboutToHide, this, [back, forward] { // a disabled action would swallow its keys
        back->setEnabled(true);
        forward->setEnabled(true);
    });
    buildViews(*view);
    for (const Setting setting : {Setting::Appearance, Setting::Times, Setting::Zone, Setting::Language}) {
        addChoice(*view, setting);
    }
    view->addAction(tr("&Filter"), QKeySequence::Find, this, &MainWindow::focusFilter);
    addActivity(*view);
    QMenu* object = menuBar()->addMenu(tr("&Object"));
    object->addAction(tr("&Copy rows"), QKeySequence::Copy, this, [this] { copyAs(CopyFormat::Rows); });
    addCopies(*object->addMenu(tr("Copy &as")));
    object->addAction(tr("Copy &link"), QKeySequence(u"Ctrl+Shift+C"_s), this, &MainWindow::copyLink);
    QMenu* action = menuBar()->addMenu(tr("&Action"));
    connect(action, &QMenu::aboutToShow, this, [this, action] { fillMenu(*action); });
    for (const CatalogueAction what : pageActions) {
        addShortcut(what);
    }
    buildPalette(*action);
    QMenu* help = menuBar()->addMenu(tr("&Help"));
    help->addAction(tr("&This page"), QKeySequence(Qt::Key_F1), this, &MainWindow::showHelp)->setObjectName(u"help"_s);
    help->addAction(tr("&Keyboard shortcuts"), QKeySequence(u"Shift+F1"_s), this, &MainWindow::showShortcuts)
        ->setObjectName(u"shortcuts"_s);
    help->addAction(tr("Take the &tour"), this, &MainWindow::tourRequested)->setObjectName(u"tour"_s);
    help->addAction(tr("&Lessons…"), this, &MainWindow::lessonsRequested)->setObjectName(u"lessons"_s);
    markKeys(*menuBar());
    for (QWidget* part : {static_cast<QWidget*>(m_stack), static_cast<QWidget*>(m_sidebar)}) { // not where one types
        auto* question = new QShortcut(part); // where "?" needs Shift, some platforms tell it and some do not
        question->setKeys({QKeySequence(Qt::Key_Question), QKeySequence(Qt::ShiftModifier | Qt::Key_Question)});
        question->setContext(Qt::WidgetWithChildrenShortcut);
        connect(question, &QShortcut::activated, this, &MainWindow::showShortcuts);
        auto* slash = new QShortcut(QKeySequence(Qt::Key_Slash), part);
        slash->setContext(Qt::WidgetWithChildrenShortcut);
        connect(slash, &QShortcut::activated, this, &MainWindow::focusFilter);
    }
}

void MainWindow::buildPalette(QMenu& selection)
{
    const auto selected = [this] {
        const std::vector<ObjectKey> keys = currentPage().selected();
        return keys.empty()   ? QString()
            : keys.size() > 1 ? tr("%n objects", nullptr, static_cast<int>(keys.size()))
                              : kindInfo(keys.front().kind).name.toString() + u' ' + visibleText(keys.front().name);
    };
    m_palette = new Palette(m_mirror, *menuBar(), selection, selected, centralWidget());
    connect(m_palette, &Palette::openRequested, this, [this](const Link& link) {
        follow(link);
        currentPage().setFocus(Qt::OtherFocusReason);
    });
    connect(m_palette, &Palette::openElsewhereRequested, this, &MainWindow::openElsewhereRequested);
    connect(m_bar, &ClusterBar::goToPressed, m_palette, &Palette::toggle);
}

/// What was closed comes back from here, too.
void MainWindow::addActivity(QMenu& view)
{
    QAction* entry = view.addAction(tr("A&ctivity"), this, [this](bool shown) {
        m_activity->setVisible(shown);
        (shown ? static_cast<QWidget*>(m_activity) : &currentPage())->setFocus(Qt::OtherFocusReason);
    });
    entry->setObjectName(u"activity"_s);
    entry->setCheckable(true);
    entry->setProperty("whyNot", tr("Nothing has happened yet."));
    connect(&view, &QMenu::aboutToShow, entry, [this, entry] {
        entry->setChecked(m_activity->isVisible());
        entry->setEnabled(m_activity->topLevelItemCount() > 0);
    });
}

/// The window's, or the page's own search.
void MainWindow::focusFilter()
{
    if (!currentPage().focusSearch()) {
        m_bar->focusFilter();
    }
}

void MainWindow::goBack()
{
    if (m_trail.canGoBack()) {
        goTo(m_trail.back(place()));
    }
}

void MainWindow::goForward()
{
    if (m_trail.canGoForward()) {
        goTo(m_trail.forward(place()));
    }
}

void MainWindow::showShortcuts()
{
    std::vector<ShortcutsSheet::Group> groups;
    for (const QAction* top : menuBar()->actions()) {
        ShortcutsSheet::Group group{QString(top->text()).remove(u'&'), {}};
        addKeys(*top->menu(), group);
        if (!group.keys.empty()) {
            groups.push_back(std::move(group));
        }
    }
    ShortcutsSheet::Group pages{
        tr("On a page"),
        {{tr("Filter"), QKeySequence(Qt::Key_Slash)}, {tr("These keys"), QKeySequence(Qt::Key_Question)}}};
    for (const CatalogueAction what : pageActions) {
        pages.keys.push_back({wordsOf(what), m_settings->keysFor(shortcutOf(what)), shortcutOf(what)});
    }
    groups.push_back(std::move(pages));
    auto* sheet = new ShortcutsSheet(groups, centralWidget());
    connect(sheet, &ShortcutsSheet::chosen, m_settings, &Settings::setKeys);
    connect(sheet, &ShortcutsSheet::resetRequested, m_settings, &Settings::resetKeys);
}

/// On the pages only: in a filter or a form, Delete deletes text.
void MainWindow::addShortcut(CatalogueAction what)
{
    auto* shortcut = new QShortcut(shortcutOf(what), m_stack);
    shortcut->setContext(Qt::WidgetWithChildrenShortcut);
    shortcut->setProperty(standardKeys, shortcutOf(what));
    connect(shortcut, &QShortcut::activated, this, [this, what] {
        const std::vector<ObjectKey> selected = currentPage().selected();
        if (const auto verb = bulkVerbOf(what); verb && selected.size() > 1) {
            if (!m_mirror.connection().readOnly) {
                m_actions->start(*verb, selected);
            }
            return;
        }
        auto key = currentPage().current();
        if (!key && what == CatalogueAction::Create) {
            key = newOnPage();
        }
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

void MainWindow::showMenu(const QPoint& at)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    fillMenu(*menu);
    menu->popup(at);
}

/// An object of the page's kind that is still to be made; none on a page of several kinds.
std::optional<ObjectKey> MainWindow::newOnPage() const
{
    const auto kind = kindFromText(currentPage().id());
    const QString chosen = ns();
    return kind ? std::optional(ObjectKey{*kind, chosen.isEmpty() ? u"default"_s : chosen, {}}) : std::nullopt;
}

void MainWindow::fillMenu(QMenu& menu)
{
    menu.clear();
    const auto key = currentPage().current();
    DetailsContent content = key ? contentOf(*key) : DetailsContent();
    content.key = key ? *key : newOnPage().value_or(ObjectKey());
    fillActionMenu(menu, currentPage(), content, m_mirror, *m_actions);
    for (QAction* entry : menu.actions()) {
        entry->setShortcut(m_settings->keysFor(entry->shortcut()));
    }
    if (key) {
        menu.addSeparator();
        addLogs(menu, content);
        addWatch(menu, *key);
        if (const QString cell = notIsolated(currentPage().currentCell()); !cell.isEmpty()) {
            connect(menu.addAction(tr("Copy “%1”").arg(menuText(elided(cell, 40)))), &QAction::triggered, this,
                    [cell] { QApplication::clipboard()->setText(cell); });
        }
        connect(menu.addAction(tr("Copy rows")), &QAction::triggered, this, [this] { copyAs(CopyFormat::Rows); });
        addCopies(*menu.addMenu(tr("Copy as")));
        connect(menu.addAction(tr("Copy link")), &QAction::triggered, this, &MainWindow::copyLink);
    }
}

void MainWindow::addCopies(QMenu& menu)
{
    struct Offered {
        CopyFormat format;
        QString text;
        QString words; ///< What the palette says apart from the menu.
    };
    const Offered formats[] = {{CopyFormat::Csv, tr("CSV"), tr("Copy as CSV")},
                               {CopyFormat::Markdown, tr("Markdown"), tr("Copy as Markdown")},
                               {CopyFormat::Json, tr("JSON"), tr("Copy as JSON")},
                               {CopyFormat::Names, tr("Names"), tr("Copy the names")},
                               {CopyFormat::Kubectl, tr("kubectl commands"), tr("Copy as kubectl commands")},
                               {CopyFormat::Koncli, tr("koncli commands"), tr("Copy as koncli commands")}};
    for (const Offered& offered : formats) {
        menu.addAction(offered.text, this, [this, as = offered.format] { copyAs(as); })
            ->setProperty("words", offered.words);
    }
}

/// Nothing selected: what was copied before stays.
void MainWindow::copyAs(CopyFormat format) const
{
    const QString text = copied(format, currentPage().selectionAsTable(), currentPage().selected(), m_mirror);
    if (!text.isEmpty()) {
        QApplication::clipboard()->setText(text);
    }
}

void MainWindow::setRecentSnapshots(const QStringList& paths)
{
    m_recent->clear();
    m_recent->setEnabled(!paths.isEmpty());
    for (const QString& path : paths) {
        m_recent->addAction(menuText(path), this, [this, path] { emit snapshotChosen(path); });
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

} // namespace konductor::ui
