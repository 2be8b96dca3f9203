// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/dialogs/sheet.h"

#include <utility>
#include <vector>

class QCheckBox;
class QComboBox;
class QGridLayout;
class QLabel;

namespace konductor::ui {

/// Asks how a snapshot is to be saved: in which format, and which names are to be hidden, with a look at what they will
/// be called. Knows nothing of snapshots: formats and the preview come from outside.
class SnapshotSheet final : public Sheet {
    Q_OBJECT
public:
    struct Format {
        QString id;
        QString label; ///< "JSON: can be opened again"
    };
    enum class Labels { AsTheyAre, Renamed, LeftOut };
    struct Choice {
        QString format;
        bool names = false;
        bool namespaces = false;
        bool holders = false;
        Labels labels = Labels::AsTheyAre;

        bool hidesAny() const { return names || namespaces || holders || labels != Labels::AsTheyAre; }
    };

    SnapshotSheet(const QString& title, const QString& subtitle, const std::vector<Format>& formats, QWidget* host);

    void ask();
    Choice choice() const;
    /// What some names will be called: name and alias. Hostile text, shown as plain text.
    void showPreview(const std::vector<std::pair<QString, QString>>& names);

signals:
    /// The preview is out of date.
    void choiceChanged();
    void accepted();

private:
    QComboBox* m_format;
    QCheckBox* m_names;
    QCheckBox* m_namespaces;
    QCheckBox* m_holders;
    QComboBox* m_labels;
    QLabel* m_note;
    QWidget* m_preview = nullptr;
};

} // namespace konductor::ui
