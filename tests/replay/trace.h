// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/object.h"
#include "core/base/result.h"

#include <QJsonObject>
#include <QStringList>

#include <vector>

/// Recordings of the real operator (tests/data/traces; their format stands in tests/replay/README.md), read and
/// checked against core/rules.
namespace konductor::test {

/// One version of one object, and the version before it.
struct TraceEvent {
    enum class Type { Added, Modified, Deleted };
    Type type = Type::Added;
    /// The recorder's word. It is sure for "operator"; a few writes of the operator are recorded as a client's.
    bool byOperator = false;
    ObjectKey key;
    Timestamp time; ///< When the recorder received it, a few milliseconds after it happened.
    int line = 0; ///< In the file, from 1.
    ObjectPtr object; ///< After the event; for Deleted, as it was last.
    QJsonObject json; ///< The same as recorded.
    ObjectPtr before; ///< Null for what was not there.
    QJsonObject beforeJson;

    /// What is there after the event.
    ObjectPtr after() const { return type == Type::Deleted ? nullptr : object; }
};

/// The time without an operator between two marks STOPPED and STARTED; what is due in it may be missing.
struct Pause {
    Timestamp from;
    Timestamp to; ///< The new operator reconciles everything from here on.
};

struct Trace {
    QString name;
    QString ns; ///< What lives in other namespaces was not recorded.
    Timestamp start;
    Timestamp end; ///< Until when the recorder listened.
    std::vector<TraceEvent> events; ///< In the order of their resource versions.
    std::vector<Pause> pauses;
};

/// Fails with the line where the file is not a recording: not JSON, no object, an unknown kind, a time that is none.
Result<Trace> readTrace(const QString& file);
/// The same for a file's bytes; `name` stands for the file in errors.
Result<Trace> parseTrace(const QString& name, const QByteArray& bytes);

/// The recordings among the arguments: files as they are, of folders every *.ndjson in and below, sorted. Fails on
/// what is not there and on a folder without recordings.
Result<QStringList> traceFiles(const QStringList& filesAndFolders);

} // namespace konductor::test
