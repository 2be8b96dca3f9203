// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/objectindex.h"

namespace konductor::report {

/// One object in the words of a table: what every kind has, said the same way. Texts from the cluster are as they
/// came; whoever prints them calls visibleText().
struct Summary {
    enum class Tone { Calm, Busy, Bad }; ///< Never the only sign of anything: the words say it too.

    QString phase; ///< As the server sent it; "-" when there is none.
    std::optional<qint64> have; ///< Permits held, arrivals, conditions met, the counter, the priority.
    std::optional<qint64> of; ///< Permits, arrivals needed, conditions.
    QStringList holders;
    std::optional<Timestamp> until; ///< Expiry of the hold that ends first, or the time-out.
    QString untilWord; ///< "expires", "time-out", "never expires" (without a time), or empty.
    QString detail; ///< Who waits, what is unmet or missing, what the object belongs to.
    Tone tone = Tone::Calm;
};

/// `now` is server time.
Summary summaryOf(const Object& object, const ObjectIndex& objects, Timestamp now);

/// "6/8", "3", or empty.
QString countText(const Summary& summary);
/// "in 54 s", "12 s ago", "never", or empty.
QString untilText(const Summary& summary, Timestamp now);

} // namespace konductor::report
