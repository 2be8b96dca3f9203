// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/snapshot/difference.h"

namespace konductor::inspect {

/// In words first, then field by field; cluster text through visibleText().
QByteArray differenceText(const snapshot::Difference& difference);

} // namespace konductor::inspect
