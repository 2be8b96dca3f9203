// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/insight/chronicle.h"
#include "core/insight/insight.h"
#include "ui/panels/detailscontent.h"
#include "ui/widgets/severitytone.h"

namespace konductor::ui {

/// A sentence of insight as it is shown: its nouns are links, its times words at `now` (server time).
std::vector<DetailsSpan> spansOf(const insight::Sentence& sentence, Timestamp now);
/// One paragraph.
std::vector<DetailsSpan> spansOf(const std::vector<insight::Sentence>& sentences, Timestamp now);
/// One finding in full: evidence, consequence, what mends it, and a button for that where the console can help.
DetailsSection findingSection(const insight::Finding& finding, Timestamp now, bool readOnly);
/// What offers to mend it; none where the console cannot help.
std::optional<DetailsMend> mendOf(const insight::Finding& finding, bool readOnly);
DetailsChip severityChip(insight::Severity severity);
/// "Lease db-migration" or "worker-a", linked.
std::vector<DetailsSpan> spansOf(const insight::WaitNode& node);
/// Those who wait because of these, or nothing: "3 waiting".
QString waitingWords(qint64 waiting);

/// A holder instead of an object: what it holds and waits for, and why.
DetailsContent holderContent(const insight::Insight& insight, const QString& ns, const QString& holder, Timestamp now);
/// What happened, newest first, each with its time of day: a card's rows.
DetailsSection eventsSection(const QString& title, const std::vector<insight::Event>& events,
                             const TimeStyle& times = {});
/// Adds what insight knows of the object: why it is as it is, its findings, who is blocked behind it.
void addInsight(DetailsContent& content, const insight::Insight& insight, Timestamp now, bool readOnly);
/// The holders in the rows that have a pod to be asked for its log, each once.
QStringList holdersWithPods(const DetailsContent& content, const insight::Insight& insight);
/// A link to that log beside each of their names.
void addLogLinks(DetailsContent& content, const insight::Insight& insight);

} // namespace konductor::ui
