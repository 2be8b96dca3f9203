// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QColor>
#include <QPalette>

#include <array>

namespace konductor::ui {

enum class Scheme : quint8 { Light, Dark, HighContrast };
inline constexpr std::array schemes{Scheme::Light, Scheme::Dark, Scheme::HighContrast};

/// A claim's colour, and the tint it stands on as a chip or a selected row.
struct TonePair {
    QColor ink;
    QColor tint;
};

/// What a person paints a cluster in, to tell it from the others. They stand apart from the colours that claim
/// something; two clusters may have the same.
enum class ClusterColor : quint8 { Berry, Violet, Teal, Olive, Brown, Slate };
inline constexpr std::array clusterColors{ClusterColor::Berry, ClusterColor::Violet, ClusterColor::Teal,
                                          ClusterColor::Olive, ClusterColor::Brown,  ClusterColor::Slate};

/// Every colour of the window (ui.md, "Tokens"). Palette, style and painters take theirs from here and nowhere else.
struct Tokens {
    QColor window; ///< Side bars, bars.
    QColor base; ///< Tables, cards.
    QColor header; ///< Header rows.
    QColor line; ///< Separators; carries no information, so that no contrast is asked of it.
    QColor text;
    QColor secondary;
    TonePair accent;
    TonePair ok;
    TonePair warning;
    TonePair bad;
    TonePair held;
    TonePair neutral;
    std::array<TonePair, clusterColors.size()> clusters; ///< By ClusterColor; a band is the ink, its words the base.
};

/// The constant table; lives as long as the program.
const Tokens& tokens(Scheme scheme);
/// The tokens a palette was made from, told by its colours: what a painter uses for the widget it paints. A palette
/// that is not ours counts as light or dark by its window colour.
const Tokens& tokensOf(const QPalette& palette);
QPalette paletteOf(const Tokens& tokens);

/// WCAG 2 contrast of two opaque colours, 1 to 21.
double contrast(const QColor& a, const QColor& b);

/// Distances in device-independent pixels, steps of 4.
namespace space {
inline constexpr int small = 4;
inline constexpr int medium = 8;
inline constexpr int large = 12;
inline constexpr int huge = 16;
} // namespace space
/// Corner radii in device-independent pixels.
namespace radius {
inline constexpr int chip = 4;
inline constexpr int control = 6;
inline constexpr int card = 8;
} // namespace radius

} // namespace konductor::ui
