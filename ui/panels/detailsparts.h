// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/kinds.h"
#include "core/insight/hold.h"
#include "ui/panels/detailscontent.h"

/// What the section builders of the kinds share. Private to ui/panels.
namespace konductor::ui::details {

struct Context {
    const ObjectIndex& objects;
    Timestamp now; ///< Server time.
    TimeStyle times;
};

void describe(const Semaphore& semaphore, const Context& context, DetailsContent& content);
void describe(const Barrier& barrier, const Context& context, DetailsContent& content);
void describe(const Lease& lease, const Context& context, DetailsContent& content);
void describe(const Gate& gate, const Context& context, DetailsContent& content);
void describe(const Mutex& mutex, const Context& context, DetailsContent& content);
void describe(const RWMutex& mutex, const Context& context, DetailsContent& content);
void describe(const Once& once, const Context& context, DetailsContent& content);
void describe(const WaitGroup& group, const Context& context, DetailsContent& content);
/// A permit, arrival, request or job: what it belongs to.
void describeChild(const Object& child, const Context& context, DetailsContent& content);

/// Text from the cluster, made visible and bounded, so that one hostile megabyte cannot stall the layout.
QString shown(const QString& text);
/// The sentence with what stands at its places {1}, {2}… (`at[0]` at the first).
std::vector<DetailsSpan> spansOf(const QString& sentence, const std::vector<std::vector<DetailsSpan>>& at);
/// "47 min" since `then`; "–" when unknown.
QString age(const std::optional<Timestamp>& then, Timestamp now);
/// "since 13:15:20 · 47 min"
QString since(const std::optional<Timestamp>& then, const Context& context);
/// "worker-b", "worker-b and worker-c", "worker-b, worker-c and 3 more"
QString names(const QStringList& holders);
/// "none", or the duration in the unit a person would name where that is all of it, else as Go writes it.
QString durationFact(const std::optional<Duration>& duration);

void say(DetailsContent& content, const QString& sentence, Tone tone = Tone::Plain);
/// A row for someone who holds.
DetailsRow holderRow(const insight::Hold& hold, const Context& context);
DetailsSection holderSection(const std::vector<insight::Hold>& holds, const Context& context);
/// Sets the reason on all actions when nobody holds anything. Foremost where what is said before says that it is
/// broken.
void addHoldActions(DetailsContent& content, bool held, bool canExpire, const QString& whyNot);
/// "Hand over to worker-b…"
QString handOverWords(const QString& heir);
DetailsRow fact(const QString& name, const QString& value);
/// Words for a countdown as they stand in a sentence: "expires in 4 min 19 s", "expired 12 s ago".
QString expiryWords(const std::optional<Timestamp>& until, Timestamp now);

} // namespace konductor::ui::details
