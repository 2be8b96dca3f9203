// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/insight/chronicle.h"
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

constexpr Tone toneOf(insight::Event::Weight weight)
{
    switch (weight) {
    case insight::Event::Weight::Bad:
        return Tone::Bad;
    case insight::Event::Weight::Good:
        return Tone::Ok;
    case insight::Event::Weight::Plain:
        break;
    }
    return Tone::Plain;
}

} // namespace konductor::ui
