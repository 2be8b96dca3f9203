// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/live/clustermirror.h"
#include "core/report/tabletext.h"

namespace konductor::ui {

/// As what the selected rows, or their objects, are copied.
enum class CopyFormat : quint8 {
    Rows, ///< Tab-separated, as seen.
    Csv,
    Markdown,
    Names, ///< "team-a/db", a line each.
    Json, ///< A Kubernetes List of the objects.
    Kubectl, ///< A command a line that gets the object.
    Koncli ///< A command a line that tells its status; a comment where koncli knows none of that kind.
};

/// Rows as they are seen, titles first, tab-separated.
QString copiedRows(const report::TextTable& rows);
/// `rows` as they are seen, titles first; `keys` the objects they are about, each once. Empty
/// where there is neither.
QString copied(CopyFormat format, const report::TextTable& rows, const std::vector<ObjectKey>& keys,
               const live::ClusterMirror& mirror);

} // namespace konductor::ui
