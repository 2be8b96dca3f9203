// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/time.h"
#include "ui/widgets/tone.h"

#include <QMetaType>
#include <QString>
#include <QVariant>

#include <optional>

namespace konductor::ui {

/// What one table cell says: meaning, no colours or pixels (delegates make those). Text from a cluster has been made
/// visible (visibleText()).
struct Cell {
    enum class Look : quint8 {
        Name, ///< The row's own name.
        Text,
        Secondary, ///< Namespace, age: in the secondary colour.
        Number, ///< Right-aligned.
        Chip, ///< A phase.
        Bar, ///< value of whole.
        Countdown ///< Until a time.
    };
    Look look = Look::Text;
    QString text; ///< What is copied, read aloud and, but for bars and countdowns, painted.
    QVariant sort; ///< A number or text; compared within one column.
    Tone tone = Tone::Plain;
    QString glyph = {}; ///< Of a chip, where it is not that of its tone.
    qint64 value = 0; ///< Bar.
    qint64 whole = 0;
    std::optional<Timestamp> until; ///< Countdown; none: `text` alone. With it, `text` stands in place of its words.
    std::optional<Timestamp> from;
    QString toolTip = {};
};

} // namespace konductor::ui

Q_DECLARE_METATYPE(konductor::ui::Cell)
