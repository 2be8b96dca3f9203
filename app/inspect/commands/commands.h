// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/inspect/command.h"

namespace konductor::inspect {

/// One a file, named after the command; those that only name a target and a value share targetcommands.cpp.
std::unique_ptr<Command> makeAcquireCommand(CLI::App& options, const Globals& globals);
std::unique_ptr<Command> makeAddCommand(CLI::App& options, const Globals& globals);
std::unique_ptr<Command> makeArriveCommand(CLI::App& options, const Globals& globals);
std::unique_ptr<Command> makeCancelCommand(CLI::App& options, const Globals& globals);
std::unique_ptr<Command> makeConnectCommand(CLI::App& options, const Globals& globals);
std::unique_ptr<Command> makeCountCommand(CLI::App& options, const Globals& globals);
std::unique_ptr<Command> makeCrdsCommand(CLI::App& options, const Globals& globals);
std::unique_ptr<Command> makeCreateCommand(CLI::App& options, const Globals& globals);
std::unique_ptr<Command> makeDeleteCommand(CLI::App& options, const Globals& globals);
std::unique_ptr<Command> makeDiagnoseCommand(CLI::App& options, const Globals& globals);
std::unique_ptr<Command> makeDiffCommand(CLI::App& options, const Globals& globals);
std::unique_ptr<Command> makeDoCommand(CLI::App& options, const Globals& globals);
std::unique_ptr<Command> makeDoneCommand(CLI::App& options, const Globals& globals);
std::unique_ptr<Command> makeExpireCommand(CLI::App& options, const Globals& globals);
std::unique_ptr<Command> makeExplainCommand(CLI::App& options, const Globals& globals);
std::unique_ptr<Command> makeHandOverCommand(CLI::App& options, const Globals& globals);
std::unique_ptr<Command> makeJournalCommand(CLI::App& options, const Globals& globals);
std::unique_ptr<Command> makeListCommand(CLI::App& options, const Globals& globals);
std::unique_ptr<Command> makeLockCommand(CLI::App& options, const Globals& globals);
std::unique_ptr<Command> makeReleaseAllCommand(CLI::App& options, const Globals& globals);
std::unique_ptr<Command> makeReleaseCommand(CLI::App& options, const Globals& globals);
std::unique_ptr<Command> makeRescueCommand(CLI::App& options, const Globals& globals);
std::unique_ptr<Command> makeResetCommand(CLI::App& options, const Globals& globals);
std::unique_ptr<Command> makeSandboxCommand(CLI::App& options, const Globals& globals);
std::unique_ptr<Command> makeSetCommand(CLI::App& options, const Globals& globals);
std::unique_ptr<Command> makeSnapshotCommand(CLI::App& options, const Globals& globals);
std::unique_ptr<Command> makeTouchCommand(CLI::App& options, const Globals& globals);
std::unique_ptr<Command> makeWaitCommand(CLI::App& options, const Globals& globals);
std::unique_ptr<Command> makeWatchCommand(CLI::App& options, const Globals& globals);
std::unique_ptr<Command> makeWithdrawCommand(CLI::App& options, const Globals& globals);

} // namespace konductor::inspect
