// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/spoken.h"

#include <vector>

namespace konductor {

/// As QStringList::join(), in both languages.
inline Spoken joined(const std::vector<Spoken>& parts, const QString& between)
{
    Spoken all;
    for (const Spoken& part : parts) {
        all = all.isEmpty() ? part : all + between + part;
    }
    return all;
}

} // namespace konductor
