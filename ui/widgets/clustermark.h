// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/tokens.h"

#include <QIcon>
#include <QString>

#include <optional>

namespace konductor::ui {

/// How a person marks a context, so that nobody takes one cluster for another.
struct ClusterMark {
    std::optional<ClusterColor> color;
    bool production = false; ///< A banner that stays, and plans that ask for a name.

    friend bool operator==(const ClusterMark&, const ClusterMark&) = default;
};

/// "Berry"; colours are never without their word where they are chosen.
QString colorWord(ClusterColor color);
/// What stands in a band of a cluster: its name, after "Production" where it is marked so.
QString markWords(const ClusterMark& mark, const QString& cluster);
/// What the mark is painted in; production without a colour of its own has one, too. Nothing: it is not marked.
std::optional<TonePair> colorsOf(const ClusterMark& mark, const Tokens& tokens);
/// A disc of the mark's colour; clear where it has none, so that names stand below each other.
QIcon markIcon(const ClusterMark& mark, const Tokens& tokens);

} // namespace konductor::ui
