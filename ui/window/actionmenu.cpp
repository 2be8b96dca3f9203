// SPDX-License-Identifier: Apache-2.0
#include "ui/window/actionmenu.h"

#include "core/base/text.h"
#include "core/base/words.h"
#include "ui/pages/page.h"
#include "ui/widgets/errortext.h"
#include "ui/window/actions.h"

#include <QMenu>

namespace konductor::ui {

using namespace Qt::StringLiterals;

namespace {

void addMend(QMenu& menu, const insight::Finding& finding, const live::ClusterMirror& mirror, Actions& actions)
{
    if (finding.mend.type == insight::Mend::Type::None || !finding.mend.target) {
        return;
    }
    QAction* entry = addEntry(menu, Actions::tr("Mend what was found…"), readOnlyWords(mirror.connection().readOnly));
    QObject::connect(entry, &QAction::triggered, &actions, [&actions, finding] { actions.mend(finding); });
    menu.addSeparator();
}

void addForHolder(QMenu& menu, const Link& holder, const live::ClusterMirror& mirror, Actions& actions)
{
    using Verb = action::Plan::Verb;
    const QString name = visibleText(holder.name);
    for (const auto& [verb, text] : {std::pair(Verb::Release, Actions::tr("Release all that %1 holds…")),
                                     std::pair(Verb::ForceExpire, Actions::tr("Force-expire all that %1 holds…"))}) {
        QAction* entry = addEntry(menu, text.arg(name), readOnlyWords(mirror.connection().readOnly));
        QObject::connect(entry, &QAction::triggered, &actions,
                         [&actions, verb = verb, holder] { actions.freeHolder(verb, holder.ns, holder.name); });
    }
    menu.addSeparator();
}

} // namespace

QAction* addEntry(QMenu& menu, const QString& text, const QString& whyNot)
{
    QAction* entry = menu.addAction(whyNot.isEmpty() ? text : u"%1  (%2)"_s.arg(text, whyNot));
    entry->setEnabled(whyNot.isEmpty());
    entry->setProperty("words", text); // what the palette says apart
    entry->setProperty("whyNot", whyNot);
    return entry;
}

QString menuText(const QString& name)
{
    return visibleText(name).replace(u'&', u"&&"_s);
}

void fillObjectMenu(QMenu& menu, const DetailsContent& content, Actions& actions)
{
    const ObjectKey target = content.key;
    for (const DetailsAction& offered : content.actions) {
        QAction* entry = addEntry(menu, offered.text, offered.whyNot);
        QObject::connect(entry, &QAction::triggered, &actions,
                         [&actions, type = offered.type, target] { actions.start(type, target); });
    }
    menu.addSeparator();
    for (const CatalogueEntry& offered : actions.entriesOf(target)) {
        QAction* entry = addEntry(menu, offered.text, offered.whyNot);
        entry->setShortcut(shortcutOf(offered.action));
        entry->setShortcutContext(Qt::WidgetShortcut); // shown here; the window's own shortcuts press it
        QObject::connect(entry, &QAction::triggered, &actions,
                         [&actions, what = offered.action, target] { actions.start(what, target); });
    }
}

std::optional<action::BulkVerb> bulkVerbOf(CatalogueAction what)
{
    switch (what) {
    case CatalogueAction::Delete:
        return action::BulkVerb::Delete;
    case CatalogueAction::LookAgain:
        return action::BulkVerb::LookAgain;
    default:
        return std::nullopt;
    }
}

void fillSeveralMenu(QMenu& menu, const std::vector<ObjectKey>& keys, const live::ClusterMirror& mirror,
                     Actions& actions)
{
    const auto count = qsizetype(keys.size());
    const std::pair<action::BulkVerb, QString> entries[] = {
        {action::BulkVerb::Release,
         inWords("Actions", "Release all that is held of %n objects…", "Release all that is held of 1 object…", count)},
        {action::BulkVerb::ForceExpire,
         inWords("Actions", "Force-expire all that is held of %n objects…",
                 "Force-expire all that is held of 1 object…", count)},
        {action::BulkVerb::LookAgain,
         inWords("Actions", "Make the operator look at %n objects…", "Make the operator look at 1 object…", count)},
        {action::BulkVerb::Delete, inWords("Actions", "Delete %n objects…", "Delete 1 object…", count)},
    };
    for (const auto& [verb, text] : entries) {
        QAction* entry = addEntry(menu, text, readOnlyWords(mirror.connection().readOnly));
        for (const CatalogueAction what : {CatalogueAction::Delete, CatalogueAction::LookAgain}) {
            if (bulkVerbOf(what) == verb) {
                entry->setShortcut(shortcutOf(what));
                entry->setShortcutContext(Qt::WidgetShortcut); // shown here; the window's own shortcuts press it
            }
        }
        QObject::connect(entry, &QAction::triggered, &actions,
                         [&actions, verb = verb, keys] { actions.start(verb, keys); });
    }
}

void fillActionMenu(QMenu& menu, const Page& page, const DetailsContent& content, const live::ClusterMirror& mirror,
                    Actions& actions)
{
    const std::vector<ObjectKey> selected = page.selected();
    if (selected.empty()) {
        addEntry(menu, Actions::tr("Select a row first"), {})->setEnabled(false);
        if (kindFromText(page.id())) {
            fillObjectMenu(menu, content, actions);
        }
        return;
    }
    if (selected.size() > 1) {
        fillSeveralMenu(menu, selected, mirror, actions);
        return;
    }
    if (const std::optional<insight::Finding> finding = page.finding()) {
        addMend(menu, *finding, mirror, actions);
    }
    if (const std::optional<Link> holder = page.holder()) {
        addForHolder(menu, *holder, mirror, actions);
    }
    fillObjectMenu(menu, content, actions);
}

} // namespace konductor::ui
