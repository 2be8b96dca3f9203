// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/action/planner.h"

namespace konductor::action {

/// What a form asks for to create an object of a kind, beside name and namespace: the parent and the holder of a
/// permit, arrival or request, a gate's conditions, then the editable fields.
struct FormField {
    QString name; ///< "semaphore", "holder", "conditions", "permits" …
    QString label;
    bool required = false;
    QString hint; ///< What a value looks like.
    QString value; ///< To begin with: a template that the server takes where the field is required.
};
std::vector<FormField> formFields(Kind kind);

/// A manifest from the words of a form or a command line. Conditions of a gate are "Barrier/extract=Open" or
/// "Semaphore/gpu>=2", separated by commas. Fails with Invalid and names the field.
Result<QJsonObject> manifestOf(const ObjectKey& key, const SpecValues& values);

} // namespace konductor::action
