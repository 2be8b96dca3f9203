// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QSet>
#include <QString>

namespace konductor::action {

/// The name of a holder's arrival: `<barrier>-<holder>` as the Go SDK writes it (semantics.md §3), made a DNS name
/// because a holder may be any text. A name that had to be cut, or that `taken` contains, ends in a hash of the
/// holder, so that two holders never share one. At most 253 characters.
QString arrivalName(const QString& barrier, const QString& holder, const QSet<QString>& taken);

} // namespace konductor::action
