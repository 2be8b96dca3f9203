// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/object.h"

namespace konductor {

/// batch/v1 JobCondition, as far as gates look.
struct JobCondition {
    QString type; ///< "Complete", "Failed", …
    QString status; ///< "True", "False", "Unknown"

    template <class Self, class Visitor>
    static void fields([[maybe_unused]] Self& self, [[maybe_unused]] Visitor&& visit)
    {
        visit("type", self.type);
        visit("status", self.status);
    }
    friend bool operator==(const JobCondition&, const JobCondition&) = default;
};

struct JobSpec {
    std::optional<qint64> completions;

    template <class Self, class Visitor>
    static void fields([[maybe_unused]] Self& self, [[maybe_unused]] Visitor&& visit)
    {
        visit("completions", self.completions);
    }
    friend bool operator==(const JobSpec&, const JobSpec&) = default;
};

struct JobStatus {
    qint64 active = 0;
    qint64 succeeded = 0;
    qint64 failed = 0;
    std::optional<Timestamp> startTime;
    std::optional<Timestamp> completionTime;
    std::vector<JobCondition> conditions;

    template <class Self, class Visitor>
    static void fields([[maybe_unused]] Self& self, [[maybe_unused]] Visitor&& visit)
    {
        visit("active", self.active);
        visit("succeeded", self.succeeded);
        visit("failed", self.failed);
        visit("startTime", self.startTime);
        visit("completionTime", self.completionTime);
        visit("conditions", self.conditions);
    }
    friend bool operator==(const JobStatus&, const JobStatus&) = default;
};

/// batch/v1 Job, as far as gates look at it (semantics.md §2, Gate).
struct Job final : Object {
    static constexpr Kind staticKind = Kind::Job;

    JobSpec spec;
    JobStatus status;

    Job() : Object(staticKind) { }
    friend bool operator==(const Job&, const Job&) = default;
};

} // namespace konductor
