// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"

#include <QSettings>

#include <memory>

namespace konductor::app {

/// The program's settings, an INI file that only this user can read. A file that cannot be understood is set aside
/// under a name that says so and a fresh one is begun.
struct SettingsFile {
    std::unique_ptr<QSettings> settings; ///< Never null.
    QString path;
    QString aside; ///< Where the broken file is now; empty: there was none.

    /// Once in a run: to a second QSettings of the same file Qt does not tell that it is broken.
    static SettingsFile open(const QString& path);
    /// What was set aside, in the language that is installed by now.
    std::optional<Error> problem() const;
    /// "$XDG_CONFIG_HOME/konductor/console.ini"
    static QString defaultPath();
};

} // namespace konductor::app
