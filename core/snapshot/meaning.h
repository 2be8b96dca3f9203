// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/insight/insight.h"
#include "core/snapshot/recordedverdicts.h"

#include <memory>

namespace konductor::snapshot {

/// Whether the operator can be seen at work by what its objects show; what was found of itself is in the snapshot.
struct OperatorSigns {
    enum class State {
        Writing, ///< Every primitive that is old enough has a phase.
        NotWriting, ///< At least one has none.
        Unknown ///< There is no primitive to tell by.
    };
    State state = State::Unknown;
    qint64 written = 0; ///< Primitives with a phase.
    qint64 unwritten = 0; ///< Primitives older than the operator's longest delay that have none.
    std::optional<Timestamp> lastWrite; ///< The newest time in a status that the operator alone writes.
};

/// What follows from a snapshot's facts at its moment, by the rules of the live window: the wait-for graph, findings,
/// explanations. Keeps the snapshot it was made from.
class Meaning {
public:
    explicit Meaning(Snapshot snapshot);
    ~Meaning();
    Meaning(Meaning&&) noexcept;
    Meaning& operator=(Meaning&&) noexcept;

    const Snapshot& snapshot() const;
    const insight::Insight& insight() const;
    /// Worst first.
    const std::vector<insight::Finding>& findings() const;
    insight::HolderVerdict verdict(const QString& ns, const QString& holder) const;
    OperatorSigns operatorSigns() const;
    /// The server's time of the snapshot.
    Timestamp now() const { return snapshot().serverTime; }

private:
    struct Private;
    std::unique_ptr<Private> d;
};

/// What was found of the operator, in words at `now` (server time).
insight::OperatorState operatorStateOf(const live::OperatorHealth& found, Timestamp now);
/// The same of a snapshot; nothing where nobody looked.
insight::OperatorState operatorStateOf(const Snapshot& snapshot);

/// What insight must know of a snapshot beside its objects; `verdicts` outlives it.
insight::Surroundings surroundingsOf(const Snapshot& snapshot, const insight::HolderVerdicts& verdicts);

} // namespace konductor::snapshot
