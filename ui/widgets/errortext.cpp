// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/errortext.h"

#include "core/base/text.h"
#include "core/base/words.h"

using namespace Qt::StringLiterals;

namespace konductor::ui {

namespace {
struct Words {
    QString what;
    QString advice;
    ErrorText::Offer offer = ErrorText::Offer::None;
};

Words connectionWords(Error::Kind kind)
{
    using Offer = ErrorText::Offer;
    switch (kind) {
    case Error::Kind::Offline:
        return {inWords("ErrorText", "The server cannot be reached"),
                inWords("ErrorText", "Look at the network or VPN."), Offer::TryAgain};
    case Error::Kind::Timeout:
        return {inWords("ErrorText", "The server did not answer in time"), {}, Offer::TryAgain};
    case Error::Kind::Tls:
        return {inWords("ErrorText", "The server's certificate is not accepted"),
                inWords("ErrorText", "Ask the cluster's owner, or choose another context."), Offer::ChooseContext};
    case Error::Kind::Unauthorized:
        return {inWords("ErrorText", "The server does not know who you are"),
                inWords("ErrorText", "Renew the credentials of this context."), Offer::ChooseContext};
    case Error::Kind::Config:
        return {inWords("ErrorText", "The configuration cannot be used"),
                inWords("ErrorText", "Mend the file, or choose another context."), Offer::ChooseContext};
    case Error::Kind::Throttled:
        return {inWords("ErrorText", "The server asks for fewer requests"), inWords("ErrorText", "Wait a moment."),
                Offer::TryAgain};
    case Error::Kind::Server:
        return {inWords("ErrorText", "The server failed"), {}, Offer::TryAgain};
    case Error::Kind::Malformed:
        return {inWords("ErrorText", "The answer is not what the protocol says"), {}, Offer::TryAgain};
    default:
        return {};
    }
}

Words objectWords(Error::Kind kind)
{
    using Offer = ErrorText::Offer;
    switch (kind) {
    case Error::Kind::Forbidden:
        return {inWords("ErrorText", "You may not do this"),
                inWords("ErrorText", "Ask the cluster's owner for the right.")};
    case Error::Kind::NotFound:
        return {inWords("ErrorText", "It does not exist"), {}};
    case Error::Kind::AlreadyExists:
        return {inWords("ErrorText", "It exists already"), {}, Offer::PlanAgain};
    case Error::Kind::Conflict:
        return {inWords("ErrorText", "It changed since you looked; nothing was overwritten"),
                inWords("ErrorText", "Look again, then plan again."), Offer::PlanAgain};
    case Error::Kind::Gone:
        return {inWords("ErrorText", "The server no longer has that version"), {}, Offer::ListAgain};
    case Error::Kind::TooLargeResourceVersion:
        return {inWords("ErrorText", "The server is behind what was seen"), {}, Offer::TryAgain};
    case Error::Kind::Invalid:
        return {inWords("ErrorText", "It was not accepted"), {}};
    case Error::Kind::Unsupported:
        return {inWords("ErrorText", "This program cannot do that"), {}};
    case Error::Kind::ReadOnly:
        return {inWords("ErrorText", "The connection is read-only"),
                inWords("ErrorText", "Allow writing for this connection first."), Offer::AllowWriting};
    case Error::Kind::Cancelled:
        return {inWords("ErrorText", "It was cancelled"), {}};
    case Error::Kind::Lost:
        return {inWords("ErrorText", "The hold ended before it was given back"), {}};
    default:
        return {};
    }
}

QString offerWords(ErrorText::Offer offer)
{
    switch (offer) {
    case ErrorText::Offer::TryAgain:
        return inWords("ErrorText", "Try again");
    case ErrorText::Offer::ChooseContext:
        return inWords("ErrorText", "Choose another context");
    case ErrorText::Offer::ListAgain:
        return inWords("ErrorText", "List again");
    case ErrorText::Offer::PlanAgain:
        return inWords("ErrorText", "Plan again");
    case ErrorText::Offer::AllowWriting:
        return inWords("ErrorText", "Allow writing");
    case ErrorText::Offer::None:
        return {};
    }
    return {};
}
} // namespace

QString shownText(const Spoken& words, qsizetype longest)
{
    const QString text = visibleText(elided(words.shown.trimmed(), longest));
    return words.shown == words.kept ? isolatedSentence(text) : text;
}

ErrorText errorText(const Error& error)
{
    Words words = connectionWords(error.kind);
    if (words.what.isEmpty()) {
        words = objectWords(error.kind);
    }
    QString sentence = words.what;
    if (!error.subject.isEmpty()) {
        sentence += u" ("_s + shownText(error.subject) + u")"_s;
    }
    if (!error.message.isEmpty()) {
        sentence += u": "_s + shownText(error.message);
    }
    if (!sentence.endsWith(u'.')) {
        sentence += u'.';
    }
    const QString advice = error.advice.isEmpty() ? words.advice : shownText(error.advice);
    if (!advice.isEmpty()) {
        sentence += u' ' + advice;
    }
    return {sentence, words.offer, offerWords(words.offer)};
}

QString readOnlyWords(bool readOnly)
{
    return readOnly ? inWords("ErrorText", "The connection is read-only.") : QString();
}

} // namespace konductor::ui
