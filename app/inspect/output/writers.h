// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/objectindex.h"
#include "core/base/result.h"

#include <functional>
#include <vector>

namespace konductor::inspect {

/// What to print: the objects of some kinds at one moment.
struct Listing {
    const ObjectIndex& objects;
    std::vector<Kind> kinds; ///< In the order to print.
    Timestamp now; ///< Server time.
    bool namespaces = true; ///< Show the namespace of each.
    std::function<bool(const ObjectPtr&)> chosen = {}; ///< All without it.

    /// Those to print of one kind, by namespace and name.
    std::vector<ObjectPtr> of(Kind kind) const;
    qsizetype count() const;
};

/// Aligned columns, a block a kind, human durations; cluster text through visibleText().
QByteArray tableOutput(const Listing& listing);
/// A Kubernetes List whose items are what the server sent, number for number (needs LiveOptions::keepJson).
QByteArray jsonOutput(const Listing& listing);
/// The same as YAML.
Result<QByteArray> yamlOutput(const Listing& listing);
/// One line an object, times in RFC 3339; cells that a spreadsheet would run are guarded (kube.md 6.5).
QByteArray csvOutput(const Listing& listing);
/// "lease.sync.konductor.io/db", as kubectl prints names.
QByteArray nameOutput(const Listing& listing);

/// As the server sent it; encoded anew where that was not kept, as in a snapshot of an older version.
QByteArray bytesOf(const Object& object);
/// JSON on several lines, strings and numbers untouched except that invisible characters become \u escapes.
QByteArray indentedJson(const QByteArray& json, int level);

} // namespace konductor::inspect
