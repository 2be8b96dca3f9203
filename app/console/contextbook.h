// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/dialogs/contextsheet.h"

#include <QMap>
#include <QSettings>

namespace konductor::app {

/// What was chosen for each context: its mark, whether it may be written to, namespaces. Stands in the settings under a
/// fingerprint of the context's name; nothing of it is secret. Where nothing was chosen, a context that looks like
/// production is marked so, and one that is marked so is read-only.
class ContextBook {
public:
    /// `settings` may be null: then nothing outlives the program. They must outlive this object.
    explicit ContextBook(QSettings* settings) : m_settings(settings) { }

    ui::ContextChoices of(const QString& context) const;
    void keep(const QString& context, const ui::ContextChoices& choices);

private:
    QSettings* m_settings;
    QMap<QString, ui::ContextChoices> m_thisRun;
};

} // namespace konductor::app
