// SPDX-License-Identifier: Apache-2.0
#include "tests/replay/replay.h"

#include "tests/replay/checker.h"
#include "tests/replay/consistency.h"

#include <algorithm>

namespace konductor::test {

namespace {

void check(const Track& track, const Trace& trace, const Paces& paces, ReplayReport& report)
{
    Checker checker(track, trace, paces);
    for (size_t i = 0; i < track.steps().size(); ++i) {
        const TraceEvent& event = *track.steps()[i].event;
        // A label that changes hands: the write belongs to the primitive named when it was made.
        const Object& written = event.before ? *event.before : *event.object;
        if (event.byOperator && writer(written) == track.key()) {
            if (auto divergence = checker.checkWrite(i)) {
                report.divergences.push_back(std::move(*divergence));
            }
        }
    }
    for (Divergence& divergence : checker.checkDue(report.dueChecks)) {
        report.divergences.push_back(std::move(divergence));
    }
    report.objects += track.primitive(track.steps().size()) ? 1 : 0;
}

} // namespace

ReplayReport replay(const Trace& trace)
{
    ReplayReport report;
    report.divergences = contradictions(trace);
    for (const TraceEvent& event : trace.events) {
        report.operatorWrites += event.byOperator ? 1 : 0;
        if (event.byOperator && !writer(event.before ? *event.before : *event.object)) {
            report.divergences.push_back({Divergence::Type::NotMade,
                                          event.key,
                                          event.time,
                                          event.line,
                                          QStringLiteral("the operator writes what no reconcile of it writes"),
                                          {}});
        }
    }
    const auto tracks = tracksOf(trace);
    const Paces paces(tracks);
    for (const auto& [key, track] : tracks) {
        check(track, trace, paces, report);
    }
    std::stable_sort(report.divergences.begin(), report.divergences.end(),
                     [](const Divergence& a, const Divergence& b) { return a.time < b.time; });
    return report;
}

} // namespace konductor::test
