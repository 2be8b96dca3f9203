// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/insight/finding.h"
#include "ui/widgets/tone.h"

namespace konductor::ui {

/// What a finding's severity claims; a remark claims nothing.
constexpr Tone toneOf(insight::Severity severity)
{
    switch (severity) {
    case insight::Severity::Error:
        return Tone::Bad;
    case insight::Severity::Warning:
        return Tone::Warning;
    case insight::Severity::Info:
        break;
    }
    return Tone::Plain;
}

} // namespace konductor::ui
