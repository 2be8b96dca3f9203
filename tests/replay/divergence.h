// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/replay/trace.h"

#include <QJsonValue>

namespace konductor::test {

/// One field on which the two sides differ. Undefined: the side has no such field.
struct FieldDifference {
    QString path; ///< "status.phase", "status.arrivals[2]"
    QJsonValue operators; ///< What the recording says.
    QJsonValue models; ///< What the model says.
};

/// Where a recording and the model part.
struct Divergence {
    enum class Type {
        NotMade, ///< A write of the operator that the model does not make at that point.
        Missing, ///< A write that the model says is due and that is not there within its bound.
        Contradiction ///< The recording contradicts itself: a write must be missing, altered or out of order.
    };
    Type type = Type::NotMade;
    ObjectKey key; ///< The object of the write.
    Timestamp time; ///< Of the operator's write; for Missing, when the model says the write became due.
    int line = 0; ///< Of the recording; 0 for Missing.
    QString what; ///< One sentence.
    std::vector<FieldDifference> fields;
};

/// The leaves in which two values differ, in order of their paths.
std::vector<FieldDifference> differences(const QJsonValue& operators, const QJsonValue& models, const QString& path);

/// The divergence in lines for a terminal: when, object, each field with both sides.
QString describe(const Divergence& divergence, const Trace& trace);

} // namespace konductor::test
