// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/dialogs/sheet.h"

#include <utility>
#include <vector>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLayout;
class QPushButton;

namespace konductor::ui {

/// Asks how a snapshot is to be saved: all of it or what the filter shows, in which format, and which names are to be
/// hidden, with a look at what they will be called. Knows nothing of snapshots: formats and the preview come from
/// outside.
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
        bool keepsKey = true; ///< Of the aliases; else nobody can turn them back, and the next ones are others.
        bool onlyPart = false; ///< What the filter shows, and what belongs to it.

        bool hidesAny() const { return names || namespaces || holders || labels != Labels::AsTheyAre; }
    };

    SnapshotSheet(const QString& title, const std::vector<Format>& formats, QWidget* host);

    /// Also a part: what this query line chooses. Hostile text, shown as plain text.
    void offerPart(const QString& query);
    void ask();
    Choice choice() const;
    /// What is to be saved; empty: it is still being worked out, and cannot be saved yet.
    void showSubject(const QString& subject);
    /// What some names will be called: name and alias. Hostile text, shown as plain text.
    void showPreview(const std::vector<std::pair<QString, QString>>& names);

signals:
    /// The preview is out of date.
    void choiceChanged();
    void accepted();

private:
    QLayout* hiding();
    QLayout* buttons();

    QLabel* m_subject;
    QFormLayout* m_form;
    QComboBox* m_part = nullptr; ///< Where there is one.
    QComboBox* m_format;
    QCheckBox* m_names;
    QCheckBox* m_namespaces;
    QCheckBox* m_holders;
    QComboBox* m_labels;
    QCheckBox* m_key;
    QLabel* m_note;
    QPushButton* m_save;
    QWidget* m_preview = nullptr;
};

} // namespace konductor::ui
