// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/inspect/output/insightoutput.h"
#include "core/base/result.h"

#include <QStringList>

namespace konductor::inspect {

/// Reads YAML or JSON files, and those of directories (*.yaml, *.yml, *.json, their subdirectories too), each with any
/// number of documents or a List, and judges them together. Fails with Config when one cannot be read.
Result<Judgement> judgeManifests(const QStringList& paths, Timestamp now);

} // namespace konductor::inspect
