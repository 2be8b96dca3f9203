// SPDX-License-Identifier: Apache-2.0
#include "app/inspect/commands/commands.h"
#include "app/inspect/holdcommand.h"

namespace konductor::inspect {

std::unique_ptr<Command> makeReleaseCommand(CLI::App& options, const Globals& globals)
{
    return std::make_unique<HoldCommand>(options, globals, &action::planRelease);
}

} // namespace konductor::inspect
