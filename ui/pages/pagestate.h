// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/live/clustermirror.h"
#include "ui/widgets/clocktime.h"

#include <QString>

#include <vector>

namespace konductor::ui {

/// What stands in a page's place or above its table: a designed state each, with the one thing to do next
/// (design.md, "Everywhere"). Display-free.
struct PageState {
    enum class Phase : quint8 { Table, Loading, Empty, NothingMatches, Forbidden, NotInstalled, Offline };
    enum class Offer : quint8 { None, ClearFilter, Reconnect, Connect, Namespaces, Create };
    Phase phase = Phase::Table;
    QString title;
    QString text;
    Offer offer = Offer::None;
    QString offerText;
    /// Above a table whose stream is dead or whose kinds are seen in part: "Stale since 14:02:31 …"; else empty.
    QString band;

    friend bool operator==(const PageState&, const PageState&) = default;
};

/// The state of a page that lists these kinds. `shown` rows pass the filter, `total` exist. `now` is local time.
PageState pageStateOf(const QString& pageTitle, const std::vector<Kind>& kinds, const live::ClusterMirror& mirror,
                      qsizetype shown, qsizetype total, Timestamp now, const TimeStyle& times = {});

} // namespace konductor::ui
