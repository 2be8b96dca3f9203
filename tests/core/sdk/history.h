// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <limits>
#include <vector>

namespace konductor::test {

/// What clients did to one primitive and what came of it, and whether that can have been: in the manner of Jepsen.
/// Times are of one monotonic clock.
struct Step {
    enum class What { Acquire, AcquireShared, Release, ReleaseShared, Add, Execute, SkipExecuted };
    static constexpr qint64 never = std::numeric_limits<qint64>::max();

    int client = 0;
    What what = What::Acquire;
    qint64 invoked = 0;
    qint64 returned = never; ///< Never: it may have happened at any time since, or not at all.
    qint64 argument = 0; ///< Add: by how much.
    qint64 result = 0; ///< Add: the counter afterwards.
};

struct Specification {
    enum class Primitive { Semaphore, RWMutex, Counter, Once };
    Primitive primitive = Primitive::Semaphore;
    qint64 permits = 1; ///< A mutex and a lease are a semaphore of one.
};

/// Whether each step can be given one moment between its call and its return, so that one after another they are what
/// the specification allows (Wing and Gong's search, with what was tried remembered). At most 64 steps.
bool isLinearizable(const std::vector<Step>& history, const Specification& specification);
/// For the message of a failed test.
QString toString(const std::vector<Step>& history);

} // namespace konductor::test
