// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/snapshot/meaning.h"

class QIODevice;

namespace konductor::report {

/// The snapshot as pages to print: what the HTML page says, laid out by Pango and written by cairo, so that nothing of
/// a display is needed. The same snapshot gives the same bytes. Fails with Config when the device does.
Result<void> writePdf(const snapshot::Meaning& meaning, QIODevice& device);

} // namespace konductor::report
