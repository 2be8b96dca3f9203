// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/live/eventwatch.h"
#include "ui/panels/detailscontent.h"

namespace konductor::ui {

/// Adds what others said about the object by Kubernetes Events, newest first. Nothing where there are none; where they
/// may not be read, one quiet line that names the right. Pure; `now` is server time.
void addClusterEvents(DetailsContent& content, const live::ObjectEvents& events, Timestamp now, const TimeStyle& times);

} // namespace konductor::ui
