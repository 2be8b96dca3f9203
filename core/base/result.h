// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"

#include <tl/expected.hpp>

namespace konductor {

/// A value or the reason there is none. The one way in which functions of this project fail.
template <class T> using Result = tl::expected<T, Error>;

/// The failed side of a Result: `return fail(makeError(…));`
inline tl::unexpected<Error> fail(Error error)
{
    return tl::unexpected<Error>(std::move(error));
}

} // namespace konductor
