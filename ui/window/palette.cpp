// SPDX-License-Identifier: Apache-2.0
#include "ui/window/palette.h"

#include "ui/dialogs/palettesheet.h"

#include <QMenu>
#include <QMenuBar>

#include <algorithm>

namespace konductor::ui {

using namespace Qt::StringLiterals;

namespace {

/// Without mnemonics: "&" is left out, "&&" is one.
QString plain(QString text)
{
    text.replace(u"&&"_s, QString(QChar(1))).remove(u'&');
    return text.replace(QChar(1), u'&');
}

QString pages()
{
    return Palette::tr("Pages");
}

PaletteCommand commandOf(const QAction& action, const QString& group)
{
    const QString shortcut = action.shortcut().toString(QKeySequence::NativeText);
    const QString glyph = action.property("glyph").toString();
    const QString whyNot = action.property("whyNot").toString();
    const QString words = action.property("words").toString();
    return {.group = glyph.isEmpty() ? group : pages(),
            .text = words.isEmpty() ? plain(action.text()) : words,
            .shortcut = action.isChecked() ? u"✓ "_s + shortcut : shortcut,
            .whyNot = action.isEnabled() ? QString()
                : whyNot.isEmpty()       ? Palette::tr("not now")
                                         : whyNot,
            .glyph = glyph.isEmpty() ? u"command"_s : glyph};
}

} // namespace

Palette::Palette(const live::ClusterMirror& mirror, QMenuBar& bar, QMenu& selection, std::function<QString()> selected,
                 QWidget* host)
    : QObject(host)
    , m_bar(bar)
    , m_selection(selection)
    , m_selected(std::move(selected))
    , m_model(mirror)
    , m_sheet(new PaletteSheet(m_model, host))
{
    connect(m_sheet, &PaletteSheet::chosen, this, &Palette::take);
    connect(m_sheet, &Sheet::dismissed, this, [this] {
        m_model.end();
        m_entries.clear();
    });
}

void Palette::toggle()
{
    if (m_sheet->isVisible()) {
        m_sheet->dismiss();
        return;
    }
    m_entries.clear();
    if (const QString selected = m_selected(); !selected.isEmpty()) {
        collect(m_selection, selected);
    }
    const auto ofSelection = std::ssize(m_entries);
    QSet<QString> offered; // for what is selected: the bar has some of it once more
    for (const Entry& entry : m_entries) {
        offered.insert(entry.command.text);
    }
    for (const QAction* top : m_bar.actions()) {
        if (top->menu() && top->menu() != &m_selection) {
            collect(*top->menu(), plain(top->text()));
        }
    }
    m_entries.erase(std::remove_if(m_entries.begin() + ofSelection, m_entries.end(),
                                   [&](const Entry& entry) { return offered.contains(entry.command.text); }),
                    m_entries.end());
    std::stable_partition(m_entries.begin() + ofSelection, m_entries.end(),
                          [](const Entry& entry) { return entry.command.group == pages(); });
    std::vector<PaletteCommand> commands;
    for (const Entry& entry : m_entries) {
        commands.push_back(entry.command);
    }
    m_model.begin(std::move(commands), m_others);
    m_sheet->open();
}

void Palette::setOthers(const std::vector<PaletteSource>& others)
{
    if (others == m_others) {
        return;
    }
    m_others = others;
    m_sheet->dismiss(); // its rows are of those before
    m_model.end(); // also where its window is behind another one
}

void Palette::collect(QMenu& menu, const QString& group)
{
    emit menu.aboutToShow();
    for (QAction* action : menu.actions()) {
        if (action->menu()) {
            collect(*action->menu(), group + u" ▸ "_s + plain(action->text()));
        } else if (!action->isSeparator() && action->objectName() != u"goTo") {
            m_entries.push_back({commandOf(*action, group), action});
        }
    }
    emit menu.aboutToHide();
}

/// Closed first: focus is back on the page when the act begins.
void Palette::take(int row)
{
    const std::optional<Link> link = m_model.link(row);
    const std::optional<int> place = m_model.place(row);
    const int command = m_model.command(row);
    const QPointer<QAction> action = command < 0 ? nullptr : m_entries[static_cast<size_t>(command)].action;
    m_sheet->dismiss();
    if (link && place) {
        emit openElsewhereRequested(*place, *link);
    } else if (link) {
        emit openRequested(*link);
    } else if (action) {
        action->trigger();
    }
}

} // namespace konductor::ui
