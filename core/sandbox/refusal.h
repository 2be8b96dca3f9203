// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QString>

#include <tl/expected.hpp>

#include <vector>

namespace konductor::sandbox {

struct Resource;

/// Why the sandbox's server said no, with what a real API server puts into its Status.
struct Refusal {
    int code = 500;
    QString reason;
    QString message;
    QJsonObject details = {};
};

template <class T> using Answer = tl::expected<T, Refusal>;

inline tl::unexpected<Refusal> refuse(Refusal refusal)
{
    return tl::unexpected<Refusal>(std::move(refusal));
}

/// One thing wrong with an object, as field.Error has it.
struct FieldError {
    QString reason; ///< "FieldValueInvalid", "FieldValueRequired", …
    QString field; ///< "spec.permits"
    QString message;
};

/// The Status object of a refusal.
QJsonObject statusOf(const Refusal& refusal);
/// The Status a delete answers with.
QJsonObject successStatus(const Resource& resource, const QJsonObject& deleted);

Refusal badRequest(const QString& message);
Refusal notFound(const Resource& resource, const QString& name);
Refusal pathNotFound();
Refusal alreadyExists(const Resource& resource, const QString& name);
Refusal conflict(const Resource& resource, const QString& name, const QString& message);
Refusal invalid(const Resource& resource, const QString& name, const std::vector<FieldError>& errors);
Refusal methodNotAllowed();
Refusal unsupportedMediaType(const QString& accepted);
Refusal notAcceptable();
Refusal expired(const QString& message);
Refusal tooLargeVersion(const QString& asked, const QString& current);

} // namespace konductor::sandbox
