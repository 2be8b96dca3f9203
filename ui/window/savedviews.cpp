// SPDX-License-Identifier: Apache-2.0
#include "ui/window/savedviews.h"

#include "core/base/text.h"
#include "core/base/words.h"
#include "ui/dialogs/formsheet.h"
#include "ui/window/actionmenu.h"
#include "ui/window/mainwindow.h"

#include <QApplication>
#include <QKeyEvent>
#include <QMenu>

#include <algorithm>

namespace konductor::ui {

using namespace Qt::StringLiterals;

SavedViews::SavedViews(MainWindow& window, QMenu& menu) : QObject(&window), m_window(window), m_menu(menu)
{
    menu.installEventFilter(this);
    fill();
}

/// F2 on a view in the menu.
bool SavedViews::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::KeyPress && static_cast<QKeyEvent*>(event)->key() == Qt::Key_F2) {
        const QAction* entry = m_menu.activeAction();
        if (const QString name = entry ? entry->data().toString() : QString(); !name.isEmpty()) {
            while (QWidget* popup = QApplication::activePopupWidget()) {
                popup->close(); // the menu, and the one it is in
            }
            askOtherName(name);
            return true;
        }
    }
    return QObject::eventFilter(watched, event);
}

void SavedViews::setViews(std::vector<SavedView> views)
{
    m_views = std::move(views);
    std::sort(m_views.begin(), m_views.end(),
              [](const SavedView& a, const SavedView& b) { return a.name.localeAwareCompare(b.name) < 0; });
    fill();
}

void SavedViews::add(const std::vector<SavedView>& views)
{
    std::vector<SavedView> all = m_views;
    for (const SavedView& view : views) {
        std::erase_if(all, [&view](const SavedView& other) { return other.name == view.name; });
        all.push_back(view);
    }
    if (std::ssize(all) > mostViews) {
        all.resize(mostViews);
    }
    setViews(std::move(all));
    emit changed();
}

Result<void> SavedViews::rename(const QString& name, const QString& other)
{
    const auto is = [](const QString& wanted) {
        return [wanted](const SavedView& view) { return view.name == wanted; };
    };
    std::vector<SavedView> all = m_views;
    const auto view = std::find_if(all.begin(), all.end(), is(name));
    if (view == all.end() || other == name) {
        return {};
    }
    if (other.isEmpty()) {
        return fail(makeError(Error::Kind::Invalid, {}, tr("A view needs a name.")));
    }
    if (std::any_of(all.begin(), all.end(), is(other))) {
        return fail(makeError(Error::Kind::Invalid, {}, tr("Another view has this name. Choose a different one.")));
    }
    view->name = other;
    if (const Result<void> sound = checkView(*view); !sound) {
        return sound;
    }
    setViews(std::move(all));
    emit changed();
    return {};
}

void SavedViews::remove(const QString& name)
{
    std::vector<SavedView> rest = m_views;
    std::erase_if(rest, [&name](const SavedView& view) { return view.name == name; });
    setViews(std::move(rest));
    emit changed();
}

void SavedViews::fill()
{
    m_menu.clear();
    for (QMenu* old : m_menu.findChildren<QMenu*>(Qt::FindDirectChildrenOnly)) {
        old->deleteLater(); // one of its entries may be what is being carried out
    }
    m_menu.addAction(tr("&Save this view…"), QKeySequence(u"Ctrl+D"_s), this, &SavedViews::askName);
    m_menu.addAction(tr("Copy this view as a &link"), this, &SavedViews::linkRequested);
    m_menu.addSeparator();
    for (const SavedView& view : m_views) {
        m_menu.addAction(menuText(view.name), this, [this, view] { showView(m_window, view); })->setData(view.name);
    }
    m_menu.addSeparator();
    QMenu* renaming = m_menu.addMenu(tr("Rena&me"));
    QMenu* removing = m_menu.addMenu(tr("&Remove"));
    for (QMenu* menu : {renaming, removing}) {
        menu->setEnabled(!m_views.empty());
    }
    for (const SavedView& view : m_views) {
        // The palette has them beside the view itself, which is called alike.
        const QString shown = isolated(visibleText(view.name));
        renaming->addAction(menuText(view.name), this, [this, name = view.name] { askOtherName(name); })
            ->setProperty("words", tr("Rename the view %1").arg(shown));
        removing->addAction(menuText(view.name), this, [this, name = view.name] { remove(name); })
            ->setProperty("words", tr("Remove the view %1").arg(shown));
    }
    QAction* exporting = m_menu.addAction(tr("&Export…"), this, &SavedViews::exportRequested);
    exporting->setEnabled(!m_views.empty());
    exporting->setProperty("whyNot", tr("No view is saved."));
    m_menu.addAction(tr("&Import…"), this, &SavedViews::importRequested);
}

void SavedViews::askName()
{
    if (m_form) {
        return;
    }
    m_form = new FormSheet(tr("Save this view"),
                           {{.name = u"viewName"_s,
                             .label = tr("Name"),
                             .value = {},
                             .hint = tr("Page, query, columns and order; View and Ctrl+K find it again"),
                             .required = true}},
                           m_window.centralWidget(), tr("Save"));
    connect(m_form, &FormSheet::cancelled, m_form, &QObject::deleteLater);
    connect(m_form, &FormSheet::accepted, this, [this](const FormSheet::Values& values) {
        SavedView view = viewOf(m_window);
        view.name = values.front().second;
        if (const Result<void> sound = checkView(view); !sound) {
            m_form->showProblem(sound.error().message.shown);
            return;
        }
        m_form->dismiss();
        add({view});
    });
    m_form->ask();
}

void SavedViews::askOtherName(const QString& name)
{
    if (m_form) {
        return;
    }
    m_form = new FormSheet(tr("Rename the view %1").arg(isolated(visibleText(name))),
                           {{.name = u"viewName"_s, .label = tr("Name"), .value = name}}, m_window.centralWidget(),
                           tr("Rename"));
    connect(m_form, &FormSheet::cancelled, m_form, &QObject::deleteLater);
    connect(m_form, &FormSheet::accepted, this, [this, name](const FormSheet::Values& values) {
        if (const Result<void> renamed = rename(name, values.front().second); !renamed) {
            m_form->showProblem(renamed.error().message.shown);
            return;
        }
        m_form->dismiss();
    });
    m_form->ask();
}

} // namespace konductor::ui
