// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/insight/sentence.h"

#include <array>
#include <numeric>

namespace konductor::insight {

enum class Severity { Info, Warning, Error };
QString toString(Severity severity); ///< "info", "warning", "error"

/// The action that mends a finding. `command` is the line of konductor-inspect or kubectl that does it.
struct Mend {
    enum class Type {
        None, ///< Nothing to do here, or it is for a person to decide.
        Release, ///< Free what `holder` holds of `target`.
        Expire, ///< Make the hold expire, so that the operator takes it back.
        Arrive, ///< Arrive at `target` for a missing holder.
        Delete, ///< Delete `target`.
        Touch, ///< Make the operator look at `target` again.
        Edit ///< Change the spec or metadata of `target`.
    };
    Type type = Type::None;
    std::optional<ObjectKey> target;
    QString holder;
    Sentence words; ///< "Release the lease, after deleting the request of worker-a."

    friend bool operator==(const Mend&, const Mend&) = default;
};

/// What a finding is, without its words: a cluster in which everything is wrong has a hundred thousand of them.
struct FindingHead {
    QString rule; ///< Stable id: "semaphore-overcommitted". The table of rules says what each looks for.
    Severity severity = Severity::Warning;
    std::optional<ObjectKey> subject; ///< None: the cluster as a whole.
    QString about; ///< Tells findings of one rule and subject apart (a holder's name, a condition); often empty.

    friend bool operator==(const FindingHead&, const FindingHead&) = default;
};

/// A finding that is remembered: `words` differs when its words do.
struct NotedFinding : FindingHead {
    size_t words = 0;

    friend bool operator==(const NotedFinding&, const NotedFinding&) = default;
};

/// One thing that is wrong, found by one rule. Two findings with equal rule, subject and `about` are the same finding
/// seen again.
struct Finding : FindingHead {
    Sentence summary; ///< One line: what is wrong.
    std::optional<Timestamp> since; ///< From when on it has been so; none where the objects do not tell.
    std::vector<Sentence> evidence; ///< The facts, each from the objects.
    Sentence consequence; ///< What follows if nobody acts.
    Mend mend;

    friend bool operator==(const Finding&, const Finding&) = default;
};

/// How many there are of each severity.
struct FindingCounts {
    std::array<qsizetype, 3> bySeverity{};

    qsizetype& operator[](Severity severity) { return bySeverity[static_cast<size_t>(severity)]; }
    qsizetype operator[](Severity severity) const { return bySeverity[static_cast<size_t>(severity)]; }
    qsizetype total() const { return std::accumulate(bySeverity.begin(), bySeverity.end(), qsizetype{0}); }
    std::optional<Severity> worst() const; ///< None where there are none.
};

/// Worst first, then by subject, rule and `about`: the order in which findings are listed.
bool listedBefore(const FindingHead& a, const FindingHead& b);
/// The finding without its words.
NotedFinding noted(const Finding& finding);

} // namespace konductor::insight
