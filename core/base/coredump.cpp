// SPDX-License-Identifier: Apache-2.0
#include "core/base/coredump.h"

#include <sys/prctl.h>

namespace konductor {

void forbidCoreDumps()
{
    // RLIMIT_CORE would not do: the kernel does not look at it where dumps are piped to a handler.
    ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}

} // namespace konductor
