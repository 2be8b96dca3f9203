// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/snapshot/aliases.h"
#include "core/snapshot/snapshot.h"

namespace konductor::snapshot {

/// What is to be hidden. Whatever is chosen, this goes: the server, the context and who took it; fields this program
/// does not know; messages, reasons and whatever else is free text; uids become others.
struct Redaction {
    bool names =
        true; ///< Of objects. Permits, arrivals and requests are named after holders: with holders they go too.
    bool namespaces = true;
    bool holders = true; ///< Pods and jobs with them.
    bool labels = true; ///< Left out, but for the one that ties a child to its parent.

    bool isAny() const { return names || namespaces || holders || labels; }
};

/// Reads "names,namespaces,holders,labels" or "all". Fails with Invalid.
Result<Redaction> redactionFromText(const QString& text);

/// The snapshot under other names. The picture stays: who holds, who waits, which findings; and as every format is made
/// from the value, the same name has the same alias in all of them. Known words of phases and conditions stay.
Snapshot redacted(const Snapshot& snapshot, const Redaction& redaction, Aliases& aliases);

} // namespace konductor::snapshot
