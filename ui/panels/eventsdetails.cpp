// SPDX-License-Identifier: Apache-2.0
#include "ui/panels/eventsdetails.h"

#include "core/base/words.h"
#include "ui/panels/detailsparts.h"
#include "ui/widgets/errortext.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace konductor::ui {

namespace {

using State = live::ObjectEvents::State;

constexpr size_t mostShown = 5;

/// "kyverno · 3 times, last 2 min ago"
QString whoAndWhen(const ClusterEvent& event, Timestamp now)
{
    QStringList parts;
    if (!event.source.isEmpty()) {
        parts.append(details::shown(event.source));
    }
    const QString age = isolated(details::age(event.last, now));
    if (event.count > 1) {
        parts.append(inWords("Details", "%n times, last %1 ago", "%n time, last %1 ago", event.count).arg(age));
    } else if (event.last) {
        parts.append(inWords("Details", "%1 ago").arg(age));
    }
    return parts.join(u" · "_s);
}

QString exactTimes(const ClusterEvent& event, const TimeStyle& times)
{
    if (!event.first || !event.last) {
        return {};
    }
    return event.first == event.last
        ? exactTime(*event.last, times)
        : inWords("Details", "first %1\nlast %2").arg(exactTime(*event.first, times), exactTime(*event.last, times));
}

DetailsRow quiet(const QString& words)
{
    return {.text = {{words}}, .tone = Tone::Neutral};
}

/// Why there are none, or none that are new; empty where that needs no word.
QString stateWords(const live::ObjectEvents& events, const TimeStyle& times)
{
    const bool forbidden = events.error && events.error->kind == Error::Kind::Forbidden;
    const QString ns = details::shown(events.about.key.ns);
    if (events.state == State::Refused) {
        return forbidden   ? inWords("Details", "You may not list events in %1.").arg(ns)
            : events.error ? errorText(*events.error).sentence
                           : QString();
    }
    if (events.state != State::Stale || !events.since) {
        return {};
    }
    const QString since = isolated(clockTime(*events.since, times));
    return forbidden ? inWords("Details", "As of %1: you may not watch events in %2.").arg(since, ns)
                     : inWords("Details", "As of %1: the server tells no more at the moment.").arg(since);
}

} // namespace

void addClusterEvents(DetailsContent& content, const live::ObjectEvents& events, Timestamp now, const TimeStyle& times)
{
    DetailsSection section{inWords("Details", "Kubernetes events")};
    const size_t shown = std::min(events.events.size(), mostShown);
    for (size_t i = 0; i < shown; ++i) {
        const ClusterEvent& event = events.events[i];
        const QString message = event.reason.isEmpty() ? event.message : event.reason + u": "_s + event.message;
        const QString told = isolatedSentence(notIsolated(details::shown(message)));
        section.rows.push_back({.text = {{told}},
                                .toolTip = exactTimes(event, times),
                                .tone = event.isWarning ? Tone::Warning : Tone::Plain});
        section.rows.push_back(quiet(whoAndWhen(event, now)));
    }
    if (const qsizetype more = static_cast<qsizetype>(events.events.size() - shown) + events.more; more > 0) {
        section.rows.push_back(quiet(inWords("Details", "and %1 more").arg(more)));
    }
    if (const QString words = stateWords(events, times); !words.isEmpty()) {
        section.rows.push_back(quiet(words));
    }
    if (!section.rows.empty()) {
        content.sections.push_back(std::move(section));
    }
}

} // namespace konductor::ui
