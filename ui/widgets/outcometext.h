// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/action/plan.h"
#include "ui/widgets/tone.h"

#include <QString>

namespace konductor::ui {

/// What came of a plan, in a sentence.
QString outcomeText(const action::Outcome& outcome);
Tone outcomeTone(const action::Outcome& outcome);

} // namespace konductor::ui
