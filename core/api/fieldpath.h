// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/object.h"
#include "core/base/result.h"

#include <optional>
#include <variant>
#include <vector>

namespace konductor {

/// What a field says, in the type it has. Of several, and of what has fields of its own, their texts in one.
using FieldValue = std::variant<QString, qint64, bool, Duration, Timestamp>;

/// As Kubernetes writes it: "5m0s", "true", "2026-01-24T10:00:00Z". Text is the object's own: hostile.
QString toText(const FieldValue& value);

/// Where a field is in an object, written as kubectl writes it for custom columns and, of JSONPath, no more than this:
///   .metadata.labels.app                              the dot in front may be left out
///   .metadata.labels['app\.kubernetes\.io/name']      also with ", without \ and as .app\.kubernetes\.io/name
///   .spec.conditions[0].name                          one of a list, from 0
///   .spec.conditions[*].name                          all of them
/// around it {} and at its beginning $, as kubectl allows. Names have letters, digits and . - _ / only, which is what
/// field names, labels and annotations are made of. So a path is never hostile text.
///
/// It is read from a typed object, without JSON: what toJson() would have there, and of fields that this program does
/// not keep (core/api/<kind>.h has those it does) nothing, as if the object did not have them. A value; any thread.
class FieldPath {
public:
    /// Invalid, with a sentence that says where and what.
    static Result<FieldPath> parse(const QString& text);

    /// The one spelling of all that mean the same; kubectl reads it too.
    QString text() const;
    /// Its last name: "app".
    QString lastName() const;

    /// Nothing where the object has no such field, or nothing in it. All of a list are joined by ", "; a map and
    /// what has fields of its own are "name=value" each, joined likewise.
    std::optional<FieldValue> read(const Object& object) const;

    friend bool operator==(const FieldPath&, const FieldPath&) = default;

    /// One part: a name, a place in a list, or all of the list. For the reader of objects.
    struct Step {
        enum class Type : quint8 { Name, Place, All };
        Type type = Type::Name;
        QString name = {};
        size_t place = 0;

        friend bool operator==(const Step&, const Step&) = default;
    };

private:
    explicit FieldPath(std::vector<Step> steps) : m_steps(std::move(steps)) { }

    std::vector<Step> m_steps; ///< Never empty; the first is a name.
};

/// A field that objects of a kind have here.
struct KnownField {
    enum class Type : quint8 {
        Text,
        Number,
        Map ///< With names of their own: labels, annotations.
    };
    QString path; ///< FieldPath::text(); of a list's, with [*].
    Type type = Type::Text;
};
/// All of them, in the order in which Kubernetes has them.
std::vector<KnownField> knownFields(Kind kind);

} // namespace konductor
