// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/palettemodel.h"

#include <QAction>
#include <QPointer>

#include <functional>

class QMenu;
class QMenuBar;

namespace konductor::ui {

class PaletteSheet;

/// Ctrl+K: what the menus offer, flat, and every object and holder, found by its name. Whatever is in a menu is in here
/// by itself.
class Palette final : public QObject {
    Q_OBJECT
public:
    /// The bar's menus are looked at when the palette opens, as if they were (aboutToShow). `selection` is the one of
    /// what is selected: it comes first, under the words `selected` gives. All must outlive the palette.
    Palette(const live::ClusterMirror& mirror, QMenuBar& bar, QMenu& selection, std::function<QString()> selected,
            QWidget* host);

    /// Opens it, or closes it.
    void toggle();
    /// The other open clusters; one that is not among them any more is not read from again.
    void setOthers(const std::vector<PaletteSource>& others);

signals:
    void openRequested(const konductor::ui::Link& link);
    /// In the other cluster of that place.
    void openElsewhereRequested(int place, const konductor::ui::Link& link);

private:
    void collect(QMenu& menu, const QString& group);
    void take(int row);

    QMenuBar& m_bar;
    QMenu& m_selection;
    std::function<QString()> m_selected;
    PaletteModel m_model;
    PaletteSheet* m_sheet;
    struct Entry {
        PaletteCommand command;
        QPointer<QAction> action;
    };
    std::vector<Entry> m_entries;
    std::vector<PaletteSource> m_others;
};

} // namespace konductor::ui
