// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/object.h"

/// Private to the reader: whether sums and differences of the times in a file stay within 64-bit nanoseconds, in which
/// the rules count. Those of a real cluster do.
namespace konductor::snapshot {

/// From 1970 to 2200.
bool isPlausible(Timestamp time);
inline bool isPlausible(const std::optional<Timestamp>& time)
{
    return !time || isPlausible(*time);
}
/// All times, and no duration beyond fifty years.
bool isPlausible(const Object& object);

} // namespace konductor::snapshot
