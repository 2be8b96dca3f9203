// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace konductor::report {

/// One cell of a CSV file (RFC 4180), inert: what a spreadsheet would run as a formula gets a leading apostrophe,
/// because quoting alone is no protection (kube.md 6.5), and invisible characters are shown.
QString csvCell(const QString& text);

} // namespace konductor::report
