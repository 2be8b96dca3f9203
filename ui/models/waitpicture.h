// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/insight/insight.h"
#include "ui/widgets/tone.h"

namespace konductor::ui {

/// One box of the picture.
struct WaitBox {
    insight::WaitNode node;
    QString title; ///< Its name, made visible.
    QString text; ///< "Gate", "holder"
    insight::Sentence standing = {}; ///< "2 of 3 arrived"; see standingOf().
    Tone tone = Tone::Plain; ///< Of its border: what a finding says of it.
    qint64 behind = 0; ///< Of a root: how many wait because of it.

    friend bool operator==(const WaitBox&, const WaitBox&) = default;
};

struct WaitArrow {
    int from = 0; ///< Index of a box: who waits.
    int to = 0; ///< For whom.
    bool inferred = false; ///< From names or habits: drawn dashed.
    QString words; ///< "1 of 3" where not all are needed; else empty.
    insight::Sentence standing = {}; ///< How far who waits is with this; see standingOf().

    friend bool operator==(const WaitArrow&, const WaitArrow&) = default;
};

/// The wait-for graph as it is drawn: only what waits or is waited for, the biggest jams first when there is too much.
/// A value without pixels.
struct WaitPicture {
    std::vector<WaitBox> boxes;
    std::vector<WaitArrow> arrows;
    std::vector<std::vector<int>> deadlocks; ///< Indexes of boxes.
    std::vector<std::optional<Timestamp>> deadlockedSince; ///< Of each of them.
    std::vector<bool> deadlockSeems; ///< Of each of them: it rests on names or habits.
    qsizetype waiting = 0; ///< Gates, barriers, jobs and holders that wait, in the whole cluster.
    qsizetype leftOut = 0; ///< Waiting nodes for which there was no room.

    int boxOf(const insight::WaitNode& node) const; ///< -1: not in it.
    friend bool operator==(const WaitPicture&, const WaitPicture&) = default;
};

/// Of one namespace, or of all when `ns` is empty. At most `most` boxes. `now` is server time.
WaitPicture waitPicture(const insight::Insight& insight, const QString& ns, Timestamp now, qsizetype most = 300);

} // namespace konductor::ui
