// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/object.h"
#include "ui/window/savedview.h"

#include <variant>

namespace konductor::ui {

/// A place that can be written down and opened elsewhere. It shows something and does nothing: there is no link that
/// acts, and none that connects by itself.
///   konductor://CLUSTER/KIND/NAMESPACE/NAME          an object of one of Konductor's kinds
///   konductor://CLUSTER/view?page=…&query=…          a view; also namespace, columns, sort, descending=true
/// Columns are ids, or field:PATH for one that is added (ui/models/fieldcolumn.h); what is no path is passed over then.
/// CLUSTER is a context's name as the one who copied the link calls it; in a link to a view it may be empty: any. Each
/// part is percent-encoded UTF-8. A value.
struct DeepLink {
    QString cluster;
    std::variant<ObjectKey, SavedView> target;

    friend bool operator==(const DeepLink&, const DeepLink&) = default;
};

/// Whether a text means to be a link, rather than a file.
bool isDeepLink(const QString& text);
QString toText(const DeepLink& link);
/// A link may come from anywhere: what is not exactly as above, too long or cannot be seen is Malformed, and says why.
Result<DeepLink> parseDeepLink(const QString& text);

} // namespace konductor::ui
