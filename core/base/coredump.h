// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace konductor {

/// From now on this process leaves no core dump, whoever would take it (a file, a crash handler), and other processes
/// of the same user may not read its memory: tokens and keys are in it. For a program to call first; what it starts
/// itself is not affected. A debugger then needs the rights of root.
void forbidCoreDumps();

} // namespace konductor
