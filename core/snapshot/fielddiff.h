// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJsonObject>
#include <QJsonValue>
#include <QString>

#include <vector>

namespace konductor::snapshot {

/// One field's step. `path` is a JSON pointer (RFC 6901); an absent value is Undefined.
struct FieldChange {
    QString path;
    QJsonValue before;
    QJsonValue after;

    friend bool operator==(const FieldChange&, const FieldChange&) = default;
};

/// What must change so that `before` becomes `after`, in the order of names. A list of another length changes whole.
std::vector<FieldChange> fieldChanges(const QJsonObject& before, const QJsonObject& after);

/// Carries the changes out; where a path leads nowhere, nothing happens.
QJsonObject withChanges(QJsonObject object, const std::vector<FieldChange>& changes);

/// As a person writes it: "status.holder", "spec.conditions[2].name", "metadata.labels[a/b]".
QString readablePath(const QString& pointer);
/// One side of a changed field for a person: a text as it is, anything else as JSON, "(absent)" where it is not there;
/// at most `longest` characters. Not inert by itself.
QString readableValue(const QJsonValue& value, qsizetype longest);

} // namespace konductor::snapshot
