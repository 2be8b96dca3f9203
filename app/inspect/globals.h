// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

namespace konductor::inspect {

/// The options that every command takes, as given on the command line.
struct Globals {
    std::string kubeconfig; ///< Empty: KUBECONFIG, else ~/.kube/config.
    std::string context; ///< Empty: the current one.
    std::string ns; ///< Empty: the context's; on the sandbox all.
    bool allNamespaces = false;
    bool allowExec = false; ///< The person agrees to the exec plugin of the context's user.
    std::string snapshot; ///< A file to look at instead of a cluster; empty: none.
    std::optional<std::string> sandbox; ///< The scenario; none: a real cluster.
};

} // namespace konductor::inspect
