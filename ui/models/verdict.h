// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/insight/holderverdict.h"
#include "core/insight/sentence.h"
#include "ui/models/tablespec.h"

namespace konductor::ui {

/// Whether a holder still lives, in a word or two, without a glyph: "gone 46 min", "running"; empty where nothing is
/// known.
QString verdictWords(const insight::HolderVerdict& verdict, Timestamp now);
/// The same, with its time still a point in time.
insight::Sentence verdictSentence(const insight::HolderVerdict& verdict);
/// Bad where it will not let go any more, amber where that is odd; plain says no chip is needed. Who has no pod may be
/// no pod: that is odd only of a hold that nothing ends.
Tone verdictTone(const insight::HolderVerdict& verdict, bool endless);

/// Who holds a row's primitive; an empty name: nobody, or several.
struct RowHolder {
    QString name = {};
    bool endless = false;
};
/// What becomes of him.
Column verdictColumn(std::function<RowHolder(const RowContext&)> holder);

} // namespace konductor::ui
