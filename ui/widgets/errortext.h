// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"

namespace konductor::ui {

/// What a window says about an error, and what it offers. The one place where a kind becomes words (ui.md, Words).
struct ErrorText {
    enum class Offer { None, TryAgain, ChooseContext, ListAgain, PlanAgain, AllowWriting };
    QString sentence; ///< What happened · to what · what to do. Plain text, made visible.
    Offer offer = Offer::None;
    QString offerText; ///< The button's words; empty without an offer.
};

ErrorText errorText(const Error& error);

/// A part of an error in a sentence: at most `longest` units of it, made visible.
QString shownText(const Spoken& words, qsizetype longest = 600);

/// Why a control that writes is disabled on this connection; empty where it may.
QString readOnlyWords(bool readOnly);

} // namespace konductor::ui
