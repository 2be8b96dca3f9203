// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/object.h"
#include "core/base/result.h"

#include <QJsonValue>

namespace konductor::action {

/// A value of a spec that can be given by hand, for forms and for the words of a command line.
struct EditableField {
    enum class Type { Number, Duration };
    QStringView name; ///< As in the spec: "permits".
    QString label; ///< "Permits"
    Type type = Type::Number;
    qint64 least = 0; ///< Numbers; at most 2147483647 (int32 by the schema).
    bool required = false; ///< Cannot be taken away.
    /// What the operator makes of it where that is not what one would expect (semantics.md §2 and §4); else empty.
    QString truth = {};
};

/// The fields of a kind in the order of its spec; none for a kind without any.
std::vector<EditableField> editableFields(Kind kind);

/// A number, or a Go duration as text; empty text is null (taken away). Fails with Invalid and says what is wrong.
Result<QJsonValue> fieldValue(const EditableField& field, const QString& text);

} // namespace konductor::action
