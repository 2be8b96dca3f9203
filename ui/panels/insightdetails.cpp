// SPDX-License-Identifier: Apache-2.0
#include "ui/panels/insightdetails.h"

#include "core/api/kinds.h"
#include "core/base/text.h"
#include "core/base/words.h"
#include "ui/models/standing.h"
#include "ui/models/verdict.h"
#include "ui/panels/detailsparts.h"
#include "ui/widgets/errortext.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace konductor::ui {

namespace {

constexpr size_t mostBlocked = 8;
constexpr size_t mostInOneBlock = 4; ///< Sentences; of more, each begins a line.

DetailsSpan spanOf(const insight::Span& span, Timestamp now)
{
    using Type = insight::Span::Type;
    const QString text = insight::spanText(span, now);
    if (span.type == Type::Text || span.type == Type::Elapsed || span.type == Type::Remaining) {
        return {visibleText(text)}; // words of ours run as the sentence does
    }
    DetailsSpan shown{details::shown(text)};
    if (span.type == insight::Span::Type::Object) {
        shown.link = span.key;
    } else if (span.type == insight::Span::Type::Holder) {
        shown.link = Link::toHolder(span.key.ns, span.key.name);
    }
    return shown;
}

/// Only where something is amiss: a holder that simply runs needs no chip.
void addVerdicts(DetailsContent& content, const insight::Insight& insight, Timestamp now)
{
    for (DetailsSection& section : content.sections) {
        for (DetailsRow& row : section.rows) {
            if (row.holder.isEmpty() || (row.note && row.note->tone != Tone::Neutral)) {
                continue;
            }
            const insight::HolderVerdict verdict = insight.verdictOf(content.key.ns, row.holder);
            if (const Tone tone = verdictTone(verdict, !row.countdown); tone != Tone::Plain) {
                if (row.note) { // "priority 10" makes room
                    row.value.prepend(row.note->text + u" · "_s);
                }
                row.note = DetailsChip{(tone == Tone::Bad ? u"✗ "_s : u"⚠ "_s) + verdictWords(verdict, now), tone};
            }
        }
    }
}

/// What can be mended nearest to the end of what it waits for; what is amiss on the way is a consequence of it.
std::optional<insight::Finding> mendableAtTheRoot(const ObjectKey& key, const insight::Insight& insight)
{
    std::vector<insight::WaitNode> path = insight.graph().pathToRoot(insight::WaitNode::of(key));
    std::reverse(path.begin(), path.end());
    for (const insight::WaitNode& node : path) {
        if (node.isHolder() || node.key() == key) {
            continue;
        }
        for (const insight::Finding& finding : insight.findingsOf(node.key())) {
            if (mendOf(finding, false)) {
                return finding;
            }
        }
    }
    return std::nullopt;
}

DetailsSection blockedSection(const insight::WaitNode& blocker, const insight::Insight& insight, Timestamp now)
{
    const std::vector<insight::WaitNode> blocked = insight.graph().waitingBecauseOf({blocker});
    DetailsSection section{inWords("Details", "Blocked behind it")};
    for (const insight::WaitNode& node : blocked) {
        if (section.rows.size() == mostBlocked) {
            section.rows.push_back({.text = {{inWords("Details", "and %1 more").arg(blocked.size() - mostBlocked)}}});
            break;
        }
        section.rows.push_back(
            {.text = spansOf(node), .value = visibleText(plainText(standingOf(node, insight, now, blocker), now))});
    }
    return section;
}

/// After who holds and who waits, before the data (ui.md, principle 1); but a long list of holders keeps nobody from
/// seeing what to do.
std::vector<DetailsSection>::iterator placeOfFindings(DetailsContent& content)
{
    constexpr size_t mostBefore = 12;
    const auto data = std::find_if(content.sections.begin(), content.sections.end(), [](const DetailsSection& section) {
        return section.title == inWords("Details", "Object");
    });
    size_t rows = 0;
    std::for_each(content.sections.begin(), data,
                  [&rows](const DetailsSection& section) { rows += section.rows.size(); });
    return rows > mostBefore ? content.sections.begin() : data;
}

} // namespace

std::vector<DetailsSpan> spansOf(const insight::Sentence& sentence, Timestamp now)
{
    std::vector<DetailsSpan> spans;
    for (const insight::Span& span : sentence) {
        spans.push_back(spanOf(span, now));
    }
    return spans;
}

std::vector<DetailsSpan> spansOf(const std::vector<insight::Sentence>& sentences, Timestamp now)
{
    std::vector<DetailsSpan> spans;
    for (const insight::Sentence& sentence : sentences) {
        if (!spans.empty()) {
            spans.push_back({u" "_s});
        }
        const std::vector<DetailsSpan> more = spansOf(sentence, now);
        spans.insert(spans.end(), more.begin(), more.end());
    }
    return spans;
}

std::vector<DetailsSpan> spansOf(const insight::WaitNode& node)
{
    if (node.isHolder()) {
        return {{details::shown(node.name), Link::toHolder(node.ns, node.name)}};
    }
    return {{kindInfo(*node.kind).name.toString() + u" "_s}, {details::shown(node.name), node.key()}};
}

DetailsSection findingSection(const insight::Finding& finding, Timestamp now, bool readOnly)
{
    DetailsSection section{inWords("Details", "Finding")};
    section.tone = toneOf(finding.severity);
    section.rows.push_back({.chip = severityChip(finding.severity), .text = spansOf(finding.summary, now)});
    section.rows.push_back({.text = spansOf(finding.evidence, now)});
    if (!finding.consequence.empty()) {
        section.rows.push_back({.text = spansOf(finding.consequence, now)});
    }
    if (!finding.mend.words.empty()) {
        section.rows.push_back(
            {.text = details::spansOf(inWords("Details", "What mends it: {1}"), {spansOf(finding.mend.words, now)})});
    }
    std::erase_if(section.rows, [](const DetailsRow& row) { return row.text.empty(); });
    section.mend = mendOf(finding, readOnly);
    return section;
}

std::optional<DetailsMend> mendOf(const insight::Finding& finding, bool readOnly)
{
    if (finding.mend.type == insight::Mend::Type::None || !finding.mend.target) {
        return std::nullopt;
    }
    return DetailsMend{finding, readOnlyWords(readOnly)};
}

DetailsChip severityChip(insight::Severity severity)
{
    switch (severity) {
    case insight::Severity::Error:
        return {inWords("Details", "✗ error"), Tone::Bad};
    case insight::Severity::Warning:
        return {inWords("Details", "⚠ warning"), Tone::Warning};
    case insight::Severity::Info:
        break;
    }
    return {inWords("Details", "● info"), Tone::Neutral};
}

QString waitingWords(qint64 waiting)
{
    return waiting == 0 ? QString() : inWords("Details", "%1 behind it").arg(waiting);
}

DetailsContent holderContent(const insight::Insight& insight, const QString& ns, const QString& holder, Timestamp now)
{
    DetailsContent content;
    content.key = {{}, ns, holder};
    content.title = details::shown(holder);
    content.subtitle = inWords("Details", "Holder · %1").arg(details::shown(ns));
    content.why = {inWords("Details", "What it holds and waits for")};
    for (const insight::Sentence& sentence : insight.explainHolder(ns, holder, now)) {
        content.why.rows.push_back({.text = spansOf(sentence, now)});
    }
    DetailsSection blocked = blockedSection(insight::WaitNode::holder(ns, holder), insight, now);
    if (!blocked.rows.empty()) {
        content.sections.push_back(std::move(blocked));
    }
    return content;
}

DetailsSection eventsSection(const QString& title, const std::vector<insight::Event>& events, const TimeStyle& times)
{
    DetailsSection section{title};
    for (const insight::Event& event : events) {
        section.rows.push_back({.text = spansOf(event.words, event.time),
                                .value = clockTime(event.time, times),
                                .toolTip = exactTime(event.time, times),
                                .tone = toneOf(event.weight)});
    }
    return section;
}

void addInsight(DetailsContent& content, const insight::Insight& insight, Timestamp now, bool readOnly)
{
    if (content.gone) {
        return;
    }
    if (const std::vector<insight::Sentence> why = insight.explain(content.key, now); !why.empty()) {
        std::erase_if(content.why.rows, [](const DetailsRow& row) { return row.tone == Tone::Plain; });
        std::vector<DetailsRow> rows;
        if (why.size() <= mostInOneBlock) {
            rows.push_back({.text = spansOf(why, now)});
        } else {
            for (const insight::Sentence& sentence : why) {
                rows.push_back({.text = spansOf(sentence, now)});
            }
        }
        content.why.rows.insert(content.why.rows.begin(), rows.begin(), rows.end());
    }
    addVerdicts(content, insight, now);
    std::vector<DetailsSection> sections;
    for (const insight::Finding& finding : insight.findingsOf(content.key)) {
        sections.push_back(findingSection(finding, now, readOnly));
        if (content.why.tone == Tone::Plain) {
            content.why.tone = toneOf(finding.severity);
        }
    }
    const bool mendable = std::any_of(sections.begin(), sections.end(),
                                      [](const DetailsSection& section) { return section.mend.has_value(); });
    if (const auto root = mendable ? std::nullopt : mendableAtTheRoot(content.key, insight)) {
        sections.push_back(findingSection(*root, now, readOnly));
        sections.back().title = inWords("Details", "At the root of it");
    }
    auto place = placeOfFindings(content);
    if (DetailsSection blocked = blockedSection(insight::WaitNode::of(content.key), insight, now);
        !blocked.rows.empty()) {
        place = content.sections.insert(place, std::move(blocked)) + 1;
    }
    content.sections.insert(place, sections.begin(), sections.end());
}

QStringList holdersWithPods(const DetailsContent& content, const insight::Insight& insight)
{
    QStringList holders;
    for (const DetailsSection& section : content.sections) {
        for (const DetailsRow& row : section.rows) {
            if (!row.holder.isEmpty() && !holders.contains(row.holder)
                && insight.verdictOf(content.key.ns, row.holder).hasPod()) {
                holders.append(row.holder);
            }
        }
    }
    return holders;
}

void addLogLinks(DetailsContent& content, const insight::Insight& insight)
{
    const QStringList holders = holdersWithPods(content, insight);
    for (DetailsSection& section : content.sections) {
        for (DetailsRow& row : section.rows) {
            if (holders.contains(row.holder)) {
                row.text.push_back({u" · "_s});
                row.text.push_back({inWords("Details", "log"), Link::toLog(content.key.ns, row.holder)});
            }
        }
    }
}

} // namespace konductor::ui
