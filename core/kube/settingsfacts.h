// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/kube/connectionsettings.h"

namespace konductor::kube {

/// The settings as lines a person can read and pass on: "server: https://…". Secrets are not in them, only whether
/// there are any: no token, password, key, passphrase, value of a plugin's environment or argument of a plugin.
QStringList settingsFacts(const ConnectionSettings& settings);

/// What signs in, in a sentence: "the token in /path". Without secrets too.
QString credentialWords(const ConnectionSettings& settings);

} // namespace konductor::kube
