// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/insight/finding.h"
#include "core/live/change.h"
#include "ui/widgets/clustermark.h"

#include <optional>

namespace konductor::ui {

/// What the sidebar says of one of the open clusters.
struct ClusterRow {
    QString name; ///< Of the context; hostile text.
    ClusterMark mark;
    live::ConnectionState::Phase phase = live::ConnectionState::Phase::Connecting;
    QString moment; ///< Of a snapshot: "11-24 13:15".
    QString time; ///< The same where there is little room: "13:15".
    bool readOnly = false;
    qsizetype findings = 0;
    std::optional<insight::Severity> worst;

    friend bool operator==(const ClusterRow&, const ClusterRow&) = default;
};

} // namespace konductor::ui
