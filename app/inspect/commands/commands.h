// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/inspect/command.h"

namespace konductor::inspect {

/// One a file, named after the command.
std::unique_ptr<Command> makeArriveCommand(CLI::App& options, const Globals& globals);
std::unique_ptr<Command> makeDiagnoseCommand(CLI::App& options, const Globals& globals);
std::unique_ptr<Command> makeExpireCommand(CLI::App& options, const Globals& globals);
std::unique_ptr<Command> makeExplainCommand(CLI::App& options, const Globals& globals);
std::unique_ptr<Command> makeListCommand(CLI::App& options, const Globals& globals);
std::unique_ptr<Command> makeReleaseCommand(CLI::App& options, const Globals& globals);
std::unique_ptr<Command> makeSandboxCommand(CLI::App& options, const Globals& globals);
std::unique_ptr<Command> makeSnapshotCommand(CLI::App& options, const Globals& globals);
std::unique_ptr<Command> makeWatchCommand(CLI::App& options, const Globals& globals);

} // namespace konductor::inspect
