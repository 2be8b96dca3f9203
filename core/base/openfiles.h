// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace konductor {

/// How many files, sockets among them, this process may have open now.
size_t openFileLimit();

/// Raises that as far as the system lets this user, up to 8,192: desktops start programs with 1,024, and a cluster that
/// is seen namespace by namespace takes a connection for each kind in each. For a program to call first.
void raiseOpenFileLimit();

} // namespace konductor
