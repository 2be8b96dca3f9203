// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/objectindex.h"
#include "core/base/result.h"

#include <QStringList>

#include <deque>

/// One recorded run of the real operator (tests/data/traces), read and replayed against the rules.
namespace konductor::test {

struct TraceEvent {
    enum class Type { Added, Modified, Deleted };
    Type type = Type::Added;
    bool byOperator = false;
    ObjectPtr object;
    Timestamp time; ///< When the recorder received it.
};

struct Trace {
    QString name;
    std::vector<TraceEvent> events; ///< In order of their resource versions.
};

Result<Trace> readTrace(const QString& file);

struct ReplayResult {
    int operatorWrites = 0;
    int predicted = 0;
    QStringList misses; ///< One line for each write that the model does not make.
};

/// Asks the model, at each write of the real operator, whether it makes this very write from the objects before it.
/// "Before" allows for what a reconcile reads: the state up to eight versions back, because one reconcile may write
/// several objects and its cache lags behind.
ReplayResult replay(const Trace& trace);

} // namespace konductor::test
