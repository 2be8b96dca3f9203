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
    std::optional<Error> problem; ///< What was set aside, and where it is now.

    static SettingsFile open(const QString& path);
    /// "$XDG_CONFIG_HOME/konductor/console.ini"
    static QString defaultPath();
};

} // namespace konductor::app
