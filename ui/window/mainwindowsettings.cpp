// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "ui/dialogs/settingssheet.h"
#include "ui/models/clusterinsight.h"
#include "ui/pages/overviewpage.h"
#include "ui/panels/activitypanel.h"
#include "ui/panels/objectpanel.h"
#include "ui/panels/yamlview.h"
#include "ui/widgets/connectionline.h"
#include "ui/widgets/settings.h"
#include "ui/window/actionmenu.h"
#include "ui/window/actions.h"
#include "ui/window/mainwindow.h"

#include <QActionGroup>
#include <QMenu>
#include <QShortcut>

/// What the window does with the settings; the rest of the class is in mainwindow.cpp.
namespace konductor::ui {

using namespace Qt::StringLiterals;

namespace {

std::optional<insight::Severity> severityOf(const QString& name)
{
    for (const auto severity : {insight::Severity::Info, insight::Severity::Warning, insight::Severity::Error}) {
        if (name == insight::toString(severity)) {
            return severity;
        }
    }
    return std::nullopt;
}

} // namespace

void MainWindow::setSettings(Settings& settings)
{
    m_settings->disconnect(this);
    m_settings = &settings;
    connect(m_settings, &Settings::changed, this, &MainWindow::takeSettings);
    connect(m_settings, &Settings::keysChanged, this, &MainWindow::takeKeys);
    takeSettings();
    takeKeys();
}

/// Whatever has standardKeys gets the keys that the person chose in their place.
void MainWindow::takeKeys()
{
    for (QAction* action : findChildren<QAction*>()) {
        if (const QVariant standard = action->property(standardKeys); standard.isValid()) {
            action->setShortcut(m_settings->keysFor(standard.value<QKeySequence>()));
        }
    }
    for (QShortcut* shortcut : findChildren<QShortcut*>()) {
        if (const QVariant standard = shortcut->property(standardKeys); standard.isValid()) {
            shortcut->setKey(m_settings->keysFor(standard.value<QKeySequence>()));
        }
    }
}

void MainWindow::takeSettings()
{
    for (const auto& [setting, group] : m_choices) {
        for (QAction* entry : group->actions()) {
            entry->setChecked(entry->data().toString() == m_settings->value(setting));
        }
    }
    m_watchlist->setLeast(severityOf(m_settings->value(Setting::Notify)));
    const TimeStyle times = timesOf(*m_settings);
    if (times != currentPage().times()) {
        for (Page* page : m_pages) {
            page->setTimes(times);
        }
        m_activity->setTimes(times);
        refreshDetails();
    }
}

/// Disabled where it is so already: there would be nothing to wait for.
void MainWindow::addWatch(QMenu& menu, const ObjectKey& key)
{
    const QString wish = Watchlist::wishOf(key.kind);
    if (wish.isEmpty()) {
        return;
    }
    const bool isSo = m_watchlist->isFulfilled(key);
    const bool isOneMoment = m_mirror.connection().isSnapshot();
    QAction* entry = addEntry(menu, isSo ? tr("%1  (it is now)").arg(wish) : wish,
                              isOneMoment ? tr("A snapshot does not change.") : QString());
    entry->setObjectName(u"watch"_s);
    entry->setEnabled(!isSo && !isOneMoment);
    entry->setCheckable(true);
    entry->setChecked(m_watchlist->isWatched(key));
    connect(entry, &QAction::triggered, this, [this, key](bool watched) {
        m_watchlist->setWatched(key, watched);
        refreshDetails();
    });
}

/// In a menu, so that the palette finds each value too.
void MainWindow::addChoice(QMenu& view, Setting setting)
{
    const SettingSpec spec = specOf(setting);
    QMenu* menu = view.addMenu(u'&' + spec.label);
    auto* group = m_choices[setting] = new QActionGroup(this);
    for (const SettingSpec::Value& value : spec.range) {
        QAction* entry = menu->addAction(value.label, this, [this, spec, name = value.name] {
            m_settings->set(spec.setting, name);
            if (spec.setting == Setting::Language) {
                note(spec.label, spec.help); // of the next start: nothing is seen of it now
            }
        });
        entry->setCheckable(true);
        entry->setData(value.name);
        entry->setProperty("words", u"%1: %2"_s.arg(spec.label, value.label)); // in the palette
        group->addAction(entry);
    }
}

void MainWindow::showSettings()
{
    new SettingsSheet(*m_settings, centralWidget());
}

void MainWindow::note(const QString& title, const QString& text)
{
    m_activity->tell(m_clock.now(), title, text, Tone::Ok);
}

void MainWindow::setOperator(const insight::OperatorState& state)
{
    m_insight->setOperator(state);
    m_line->setOperator(state);
    m_actions->setOperatorProblem(state.problems.value(0));
    findChild<OverviewPage*>()->setOperator(state);
    const bool fails = !state.problems.isEmpty();
    if (std::exchange(m_operatorFails, fails) != fails && !m_mirror.connection().isSnapshot()) {
        m_activity->tell(m_clock.now(), tr("The operator"),
                         fails ? state.problems.join(u"; "_s) : tr("It is at work again."),
                         fails ? (state.certain ? Tone::Bad : Tone::Warning) : Tone::Ok);
    }
}

QStringList MainWindow::wouldBeLost() const
{
    QStringList lost;
    const QString cluster = visibleText(clusterRow().name);
    if (m_actions->isActing()) {
        lost.append(tr("%1: a plan is being carried out. What is left of it will not be done.").arg(cluster));
    }
    if (m_object->yaml().isEdited()) {
        lost.append(tr("%1: an edit is not applied.").arg(cluster));
    }
    return lost;
}

} // namespace konductor::ui
