// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/insight/insight.h"

namespace konductor::ui {

/// How far something that waits or is waited for is, in a few words to stand beside its name: "2 of 3 arrived", "held
/// 47 min, no expiry", "waits 31 min", "gone 46 min". Empty where there is nothing to say. `now` is server time;
/// the times in it stay points in time. A holder that waits for several things waits the longest of it, but beside
/// `blocker` as long as for that.
insight::Sentence standingOf(const insight::WaitNode& node, const insight::Insight& insight, Timestamp now,
                             const std::optional<insight::WaitNode>& blocker = std::nullopt);

} // namespace konductor::ui
