// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/export.h"

#include <QString>

#include <type_traits>
#include <utility>

namespace konductor {

/// What is said to a person, and what is kept of it and compared: the same in English. Other people's words (a
/// server's, the system's) are the same in both.
struct Spoken {
    QString shown; ///< In the language of the window.
    QString kept; ///< In English, for whatever outlives the window: journal, snapshots, the terminal.

    Spoken() = default;
    Spoken(const QString& words) : shown(words), kept(words) { }
    Spoken(QString toShow, QString toKeep) : shown(std::move(toShow)), kept(std::move(toKeep)) { }

    bool isEmpty() const { return kept.isEmpty(); }
    /// As QString::arg() with several texts, in both. A name stands isolated in what is shown.
    template <class... More> Spoken arg(const Spoken& first, const More&... more) const
    {
        return {shown.arg(first.asPart(), Spoken(more).asPart()...), kept.arg(first.kept, Spoken(more).kept...)};
    }
    template <class Number>
    requires std::is_arithmetic_v<Number> Spoken arg(Number number)
    const { return {shown.arg(number), kept.arg(number)}; }
    Spoken& operator+=(const Spoken& more)
    {
        shown += more.shown;
        kept += more.kept;
        return *this;
    }

    friend Spoken operator+(Spoken a, const Spoken& b) { return a += b; }
    friend bool operator==(const Spoken&, const Spoken&) = default;

private:
    KONDUCTOR_EXPORT QString asPart() const;
};

} // namespace konductor
