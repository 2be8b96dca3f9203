// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/pagestate.h"

#include "core/base/text.h"
#include "core/base/words.h"
#include "ui/widgets/errortext.h"

#include <QLocale>

#include <algorithm>

namespace konductor::ui {

using namespace Qt::StringLiterals;
using live::ScopeState;

namespace {

/// A page's title as its language writes it in the middle of a sentence.
QString withinSentence(const QString& title)
{
    return QLocale().language() == QLocale::German ? title : title.toLower();
}

QString retryWords(const std::optional<Timestamp>& retryAt, Timestamp now)
{
    if (!retryAt || *retryAt <= now) {
        return inWords("PageState", "Trying now.");
    }
    return inWords("PageState", "Next try in %1.").arg(countdownText(*retryAt - now));
}

/// The one scope that a page is judged by: the worst of its kinds, but a page over many kinds lives while one does.
ScopeState judge(const std::vector<Kind>& kinds, const live::ClusterMirror& mirror)
{
    using Phase = ScopeState::Phase;
    static constexpr std::array order{Phase::Live,   Phase::Stale,     Phase::Loading,     Phase::Waiting,
                                      Phase::Failed, Phase::Forbidden, Phase::NotInstalled};
    ScopeState best;
    auto rank = order.end();
    for (const Kind kind : kinds) {
        const ScopeState scope = mirror.scope(kind);
        const auto place = std::find(order.begin(), order.end(), scope.phase);
        if (place < rank) {
            rank = place;
            best = scope;
        }
    }
    return best;
}

/// Names, the first few of them.
QString namesOf(const QStringList& names)
{
    constexpr qsizetype most = 6;
    const QString text = visibleText(names.mid(0, most).join(u", "_s));
    return names.size() <= most ? text : inWords("PageState", "%1 and %2 more").arg(text).arg(names.size() - most);
}

QString inPartWords(const ScopeState& scope)
{
    const QString seen = inWords("PageState", "Only what you may see: %1.").arg(namesOf(scope.namespaces));
    return scope.refused.isEmpty() ? seen
                                   : seen + u' ' + inWords("PageState", "Not visible: %1.").arg(namesOf(scope.refused));
}

/// Why what is shown was not all, or not of this moment, when a snapshot was taken.
QString snapshotBand(const ScopeState& scope, const TimeStyle& times)
{
    const bool isPart = scope.error && scope.error->kind == Error::Kind::Unsupported;
    return isPart ? shownText(scope.error->message, 400)
                  : inWords("PageState", "It was not live when the snapshot was taken, but as of %1.")
                        .arg(scope.since ? clockTime(*scope.since, times) : u"?"_s);
}

PageState loading(const QString& title, const ScopeState& scope)
{
    QString text = inWords("PageState", "Asking the server.");
    if (scope.loaded > 0 || scope.expected) {
        const QLocale locale;
        const QString count = locale.toString(scope.loaded);
        text = scope.expected ? inWords("PageState", "%1 of about %2").arg(count, locale.toString(*scope.expected))
                              : inWords("PageState", "%1 so far").arg(count);
    }
    return {.phase = PageState::Phase::Loading,
            .title = inWords("PageState", "Loading %1…").arg(withinSentence(title)),
            .text = text};
}

/// The server, or what lies between: it was asked and did not answer.
bool isSilent(const std::optional<Error>& error)
{
    return !error || error->kind == Error::Kind::Offline || error->kind == Error::Kind::Timeout;
}

PageState withoutTable(const QString& title, const ScopeState& scope, Timestamp now)
{
    const QString message = scope.error ? shownText(scope.error->message, 400) : QString();
    switch (scope.phase) {
    case ScopeState::Phase::NotInstalled:
        return {.phase = PageState::Phase::NotInstalled,
                .title = inWords("PageState", "This cluster has no %1").arg(withinSentence(title)),
                .text = inWords(
                    "PageState",
                    "Their CustomResourceDefinition in sync.konductor.io is missing. Ask the cluster's owner to "
                    "install it; "
                    "the page fills by itself.")};
    case ScopeState::Phase::Forbidden:
        return {
            .phase = PageState::Phase::Forbidden,
            .title = inWords("PageState", "You may not see %1 here").arg(withinSentence(title)),
            .text = message + u'\n'
                + inWords("PageState", "Type in the namespaces that you may see, or ask for the verbs list and watch."),
            .offer = PageState::Offer::Namespaces,
            .offerText = inWords("PageState", "Type in namespaces…")};
    case ScopeState::Phase::Failed:
        return {.phase = PageState::Phase::Offline,
                .title = isSilent(scope.error) ? inWords("PageState", "No answer from the server")
                                               : inWords("PageState", "There is no connection"),
                .text = (scope.error ? errorText(*scope.error).sentence : QString()) + u'\n'
                    + retryWords(scope.retryAt, now),
                .offer = PageState::Offer::Reconnect,
                .offerText = inWords("PageState", "Try now")};
    default:
        return loading(title, scope);
    }
}

} // namespace

PageState pageStateOf(const QString& pageTitle, const std::vector<Kind>& kinds, const live::ClusterMirror& mirror,
                      qsizetype shown, qsizetype total, Timestamp now, const TimeStyle& times)
{
    const ScopeState scope = judge(kinds, mirror);
    const live::ConnectionState& connection = mirror.connection();
    const bool known = scope.phase == ScopeState::Phase::Live || scope.phase == ScopeState::Phase::Stale;
    if (!known) {
        if (connection.phase == live::ConnectionState::Phase::Offline && connection.error) {
            ScopeState offline = scope;
            offline.phase = ScopeState::Phase::Failed;
            offline.error = connection.error;
            offline.retryAt = connection.retryAt;
            return withoutTable(pageTitle, offline, now);
        }
        return withoutTable(pageTitle, scope, now);
    }
    PageState state;
    if (scope.phase == ScopeState::Phase::Stale && connection.isSnapshot()) {
        state.band = snapshotBand(scope, times);
    } else if (scope.phase == ScopeState::Phase::Stale) {
        state.band = inWords("PageState", "Not live. Shown as of %1. %2")
                         .arg(clockTime(scope.since.value_or(now), times),
                              retryWords(scope.retryAt ? scope.retryAt : connection.retryAt, now));
    } else if (!scope.namespaces.isEmpty()) {
        state.band = inPartWords(scope);
    }
    if (total == 0) {
        state.phase = PageState::Phase::Empty;
        state.title = inWords("PageState", "No %1").arg(withinSentence(pageTitle));
        state.text =
            inWords("PageState", "None exist in what you can see. They appear here as soon as somebody creates one.");
        const bool mayWrite = !connection.readOnly && !connection.isSnapshot();
        if (kinds.size() == 1 && mayWrite) {
            state.offer = PageState::Offer::Create;
            state.offerText = inWords("PageState", "Create a %1…").arg(kindInfo(kinds.front()).name);
        }
    } else if (shown == 0) {
        state.phase = PageState::Phase::NothingMatches;
        state.title = inWords("PageState", "No %1 match").arg(withinSentence(pageTitle));
        state.text = inWords("PageState", "%n are hidden by the filter or the namespace.",
                             "1 is hidden by the filter or the namespace.", total);
        state.offer = PageState::Offer::ClearFilter;
        state.offerText = inWords("PageState", "Show all");
    }
    return state;
}

} // namespace konductor::ui
