// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/snapshot/aliases.h"
#include "core/snapshot/snapshot.h"

namespace konductor::snapshot {

/// What is to be hidden. Annotations are never in a snapshot. Whatever is chosen, this goes: the server, the context
/// and who took it; fields this program does not know; messages, reasons and whatever else is free text; uids become
/// others.
struct Redaction {
    enum class Labels {
        Kept,
        Renamed, ///< Other keys and other values: what has the same label still does.
        LeftOut
    };
    bool names =
        true; ///< Of objects. Permits, arrivals and requests are named after holders: with holders they go too.
    bool namespaces = true;
    bool holders = true; ///< Pods and jobs with them.
    Labels labels = Labels::Renamed; ///< The one that ties a child to its parent goes with its name and stays.

    bool isAny() const { return names || namespaces || holders || labels != Labels::Kept; }
};

/// Reads "names,namespaces,holders,labels", with "labels:drop" to leave them out, or "all". Fails with Invalid.
Result<Redaction> redactionFromText(const QString& text);

/// The snapshot under other names. The picture stays: who holds, who waits, which findings; and as every format is made
/// from the value, the same name has the same alias in all of them. Known words of phases and conditions stay.
Snapshot redacted(const Snapshot& snapshot, const Redaction& redaction, Aliases& aliases);

} // namespace konductor::snapshot
