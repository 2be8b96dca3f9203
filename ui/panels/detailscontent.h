// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/objectindex.h"
#include "core/insight/finding.h"
#include "ui/widgets/clocktime.h"
#include "ui/widgets/link.h"
#include "ui/widgets/tone.h"

namespace konductor::ui {

/// A piece of a sentence; with a link it can be followed. Hostile text, already made visible (visibleText()).
struct DetailsSpan {
    QString text;
    std::optional<Link> link = std::nullopt;

    friend bool operator==(const DetailsSpan&, const DetailsSpan&) = default;
};

struct DetailsChip {
    QString text;
    Tone tone = Tone::Neutral;

    friend bool operator==(const DetailsChip&, const DetailsChip&) = default;
};

/// How much of a whole: permits in use, arrivals present.
struct DetailsBar {
    qint64 value = 0;
    qint64 whole = 0;
    std::optional<qint64> mark = std::nullopt; ///< A quorum.

    friend bool operator==(const DetailsBar&, const DetailsBar&) = default;
};

/// When a hold ends. The bar's whole is `from` to `until`; without `from` there are only words.
struct DetailsCountdown {
    Timestamp until;
    std::optional<Timestamp> from = std::nullopt;
    bool enforced = true; ///< False: nothing happens at that time by itself.

    friend bool operator==(const DetailsCountdown&, const DetailsCountdown&) = default;
};

/// A finding that can be mended from here.
struct DetailsMend {
    insight::Finding finding;
    QString whyNot = {}; ///< Not empty: what offers it is disabled, and this says why.

    friend bool operator==(const DetailsMend&, const DetailsMend&) = default;
};

struct DetailsRow {
    QString number = {}; ///< Place in an order ("1"); empty when there is none.
    std::optional<DetailsChip> chip = std::nullopt;
    std::vector<DetailsSpan> text = {};
    std::optional<DetailsChip> note = std::nullopt; ///< A chip after the text ("priority 10").
    QString value = {}; ///< At the right, in the secondary colour.
    QString toolTip = {};
    std::optional<DetailsBar> bar = std::nullopt;
    std::optional<DetailsCountdown> countdown = std::nullopt;
    Tone tone = Tone::Plain;
    std::optional<DetailsMend> mend = std::nullopt; ///< Offered at the end of the row.
    QString holder = {}; ///< Whose hold or request the row is about; what becomes of him is told beside the name.

    QString plainText() const;
    friend bool operator==(const DetailsRow&, const DetailsRow&) = default;
};

struct DetailsSection {
    QString title;
    std::vector<DetailsRow> rows = {};
    Tone tone = Tone::Plain; ///< Bad and Warning draw a stripe at the left.
    std::optional<DetailsMend> mend = std::nullopt; ///< Offered below the rows.

    friend bool operator==(const DetailsSection&, const DetailsSection&) = default;
};

/// Something to press. What it will do is planned when pressed, not here.
struct DetailsAction {
    enum class Type : quint8 { Arrive, ArriveMissing, Release, ForceExpire, HandOver }; ///< HandOver: to who is next.
    enum class Look : quint8 { Plain, Primary, Danger };
    Type type = Type::Release;
    QString text; ///< "Release…"
    Look look = Look::Plain;
    QString whyNot = {}; ///< Not empty: disabled, and this says why.

    friend bool operator==(const DetailsAction&, const DetailsAction&) = default;
};

/// One object in human terms. A value: two equal contents look the same.
struct DetailsContent {
    ObjectKey key;
    QString title = {};
    QString subtitle = {};
    DetailsSection why = {};
    std::vector<DetailsAction> actions = {};
    std::vector<DetailsSection> sections = {};
    bool gone = false; ///< The object is not there (any more).

    const DetailsSection* section(QStringView heading) const; ///< The first whose title starts so; null if none.
    friend bool operator==(const DetailsContent&, const DetailsContent&) = default;
};

/// Pure. `now` is server time. A permit, arrival or request is shown as a row of its parent: its content is brief.
/// `readOnly` disables the actions and says so.
DetailsContent detailsOf(const ObjectKey& key, const ObjectIndex& objects, Timestamp now, bool readOnly = false,
                         const TimeStyle& times = {});

} // namespace konductor::ui
