// SPDX-License-Identifier: Apache-2.0
#include "core/base/openfiles.h"

#include <sys/resource.h>

#include <algorithm>

namespace konductor {

namespace {
constexpr rlim_t enough = 8'192;
} // namespace

size_t openFileLimit()
{
    rlimit limit{};
    return ::getrlimit(RLIMIT_NOFILE, &limit) == 0 ? static_cast<size_t>(limit.rlim_cur) : 256;
}

void raiseOpenFileLimit()
{
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < enough) {
        limit.rlim_cur = std::min(limit.rlim_max, enough);
        ::setrlimit(RLIMIT_NOFILE, &limit);
    }
}

} // namespace konductor
