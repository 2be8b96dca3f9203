// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/action/prediction.h"

namespace konductor::action {

/// A prediction in sentences: what becomes of the target, who gets it next, which gates will see it and when.
QStringList consequencesOf(const Prediction& prediction, const ObjectKey& target, const ObjectIndex& before,
                           Timestamp now);

/// The first of them: what becomes of the target. Empty when it was not there before.
QString targetSentence(const ObjectPtr& before, const ObjectPtr& after, const Prediction& prediction, Timestamp now);

/// "a, b or c"
QString anyOf(const QStringList& names);

} // namespace konductor::action
