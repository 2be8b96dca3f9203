// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtGlobal>

namespace konductor::ui {

/// What a colour claims (ui.md, principle 3). Display-free, so that content can be built and tested without a screen.
enum class Tone : quint8 {
    Plain, ///< No claim, the text colour.
    Neutral, ///< No claim, the secondary colour.
    Accent, ///< Can be followed or pressed.
    Ok, ///< Free, met, open.
    Held,
    Warning, ///< Will break, or odd.
    Bad ///< Broken now.
};

} // namespace konductor::ui
