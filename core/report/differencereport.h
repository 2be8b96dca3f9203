// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/snapshot/difference.h"

#include <QJsonValue>

namespace konductor::report {

/// What happened between two snapshots, to paste into an incident: in words first, then field by field. Inert, as every
/// report.
QByteArray differenceMarkdown(const snapshot::Difference& difference);

/// One side of a changed field for a person: a text as it is, anything else as JSON, "(absent)" where it is not there;
/// at most `longest` characters. Not inert by itself.
QString changedValueText(const QJsonValue& value, qsizetype longest);

} // namespace konductor::report
