// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/snapshot/fielddiff.h"
#include "core/snapshot/meaning.h"

namespace konductor::snapshot {

/// One object's step between two snapshots.
struct ObjectStep {
    enum class Type { Added, Gone, Changed };
    ObjectKey key;
    Type type = Type::Changed;
    QJsonObject object; ///< Whole, of an added one.
    std::vector<FieldChange> fields; ///< Of a changed one; a new uid among them means that it was made anew.
};

/// One holder's step: none of one side where that snapshot does not know the holder.
struct HolderStep {
    std::optional<HolderFact> before;
    std::optional<HolderFact> after;

    const insight::Place& holder() const { return after ? after->holder : before->holder; }
};

/// One thing that happened, in words: "3 leases changed hands".
struct Headline {
    enum class Tone { Neutral, Better, Worse };
    QString text; ///< English, for documents and other programs.
    QString shown; ///< In the language of the person.
    Tone tone = Tone::Neutral;
    std::vector<insight::WaitNode> about; ///< What it speaks of, sorted.

    friend bool operator==(const Headline&, const Headline&) = default;
};

/// How one snapshot became another. A plain value.
struct Difference {
    Snapshot from; ///< Without objects and holders.
    Snapshot to; ///< The same.
    std::vector<ObjectStep> objects; ///< By kind, namespace and name.
    std::vector<HolderStep> holders; ///< By namespace and name.
    std::vector<Headline> headlines; ///< The weightiest first.

    /// Whether nothing but the moment differs: no object, no holder, not what could be seen, and time alone made
    /// nothing stuck, as a hold that expired and is still there.
    bool isEmpty() const;
};

/// Takes time in proportion to the objects, and little for those that are alike.
Difference differenceOf(const Meaning& before, const Meaning& after);

/// The other snapshot: `before` with the steps taken. Fails with Malformed when they do not fit it.
Result<Snapshot> withDifference(const Snapshot& before, const Difference& difference);

/// A document of schema "konductor.io/snapshot-difference/v1".
QJsonObject differenceJson(const Difference& difference);

} // namespace konductor::snapshot
