// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/dialogs/sheet.h"
#include "ui/widgets/clustermark.h"

#include <QStringList>

class QButtonGroup;
class QCheckBox;
class QLabel;
class QLineEdit;

namespace konductor::ui {

/// What a person chooses for a context; nothing of it is secret.
struct ContextChoices {
    ClusterMark mark;
    bool readOnly = false;
    QStringList namespaces; ///< Looked into where the server does not list them.

    friend bool operator==(const ContextChoices&, const ContextChoices&) = default;
};

/// Asks how a context is marked, whether it may be written to, and which namespaces are there where the server does not
/// list them. Ends itself once it is dismissed.
class ContextSheet final : public Sheet {
    Q_OBJECT
public:
    /// What the cursor starts at.
    enum class Start : quint8 { Color, Namespaces };
    ContextSheet(const QString& context, const ContextChoices& choices, Start start, QWidget* host);

signals:
    void chosen(const konductor::ui::ContextChoices& choices);

private:
    void addColors(const std::optional<ClusterColor>& chosen);
    void addSwitches(const ContextChoices& choices);
    void addNamespaces(const QStringList& namespaces);
    void addButtons();
    void keep();

    QButtonGroup* m_colors; ///< By ClusterColor, and one for none.
    QCheckBox* m_production;
    QCheckBox* m_readOnly;
    QLineEdit* m_namespaces;
    QLabel* m_problem;
};

} // namespace konductor::ui
