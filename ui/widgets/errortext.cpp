// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/errortext.h"

#include "core/base/text.h"

#include <QCoreApplication>

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
        return {u"The server cannot be reached"_s, u"Look at the network or VPN."_s, Offer::TryAgain};
    case Error::Kind::Timeout:
        return {u"The server did not answer in time"_s, {}, Offer::TryAgain};
    case Error::Kind::Tls:
        return {u"The server's certificate is not accepted"_s, u"Ask the cluster's owner, or choose another context."_s,
                Offer::ChooseContext};
    case Error::Kind::Unauthorized:
        return {u"The server does not know who you are"_s, u"Renew the credentials of this context."_s,
                Offer::ChooseContext};
    case Error::Kind::Config:
        return {u"The configuration cannot be used"_s, u"Mend the file, or choose another context."_s,
                Offer::ChooseContext};
    case Error::Kind::Throttled:
        return {u"The server asks for fewer requests"_s, u"Wait a moment."_s, Offer::TryAgain};
    case Error::Kind::Server:
        return {u"The server failed"_s, {}, Offer::TryAgain};
    case Error::Kind::Malformed:
        return {u"The answer is not what the protocol says"_s, {}, Offer::TryAgain};
    default:
        return {};
    }
}

Words objectWords(Error::Kind kind)
{
    using Offer = ErrorText::Offer;
    switch (kind) {
    case Error::Kind::Forbidden:
        return {u"You may not do this"_s, u"Ask the cluster's owner for the right."_s};
    case Error::Kind::NotFound:
        return {u"It does not exist"_s, {}};
    case Error::Kind::AlreadyExists:
        return {u"It exists already"_s, {}, Offer::PlanAgain};
    case Error::Kind::Conflict:
        return {u"It changed since you looked; nothing was overwritten"_s, u"Look again, then plan again."_s,
                Offer::PlanAgain};
    case Error::Kind::Gone:
        return {u"The server no longer has that version"_s, {}, Offer::ListAgain};
    case Error::Kind::TooLargeResourceVersion:
        return {u"The server is behind what was seen"_s, {}, Offer::TryAgain};
    case Error::Kind::Invalid:
        return {u"It was not accepted"_s, {}};
    case Error::Kind::Unsupported:
        return {u"This program cannot do that"_s, {}};
    case Error::Kind::ReadOnly:
        return {u"The connection is read-only"_s, u"Allow writing for this connection first."_s, Offer::AllowWriting};
    case Error::Kind::Cancelled:
        return {u"It was cancelled"_s, {}};
    case Error::Kind::Lost:
        return {u"The hold ended before it was given back"_s, {}};
    default:
        return {};
    }
}

QString offerWords(ErrorText::Offer offer)
{
    switch (offer) {
    case ErrorText::Offer::TryAgain:
        return u"Try again"_s;
    case ErrorText::Offer::ChooseContext:
        return u"Choose another context"_s;
    case ErrorText::Offer::ListAgain:
        return u"List again"_s;
    case ErrorText::Offer::PlanAgain:
        return u"Plan again"_s;
    case ErrorText::Offer::AllowWriting:
        return u"Allow writing"_s;
    case ErrorText::Offer::None:
        return {};
    }
    return {};
}

QString part(const QString& text)
{
    return visibleText(elided(text.trimmed(), 600));
}
} // namespace

ErrorText errorText(const Error& error)
{
    Words words = connectionWords(error.kind);
    if (words.what.isEmpty()) {
        words = objectWords(error.kind);
    }
    QString sentence = words.what;
    if (!error.subject.isEmpty()) {
        sentence += u" ("_s + part(error.subject) + u")"_s;
    }
    if (!error.message.isEmpty()) {
        sentence += u": "_s + part(error.message);
    }
    if (!sentence.endsWith(u'.')) {
        sentence += u'.';
    }
    const QString advice = error.advice.isEmpty() ? words.advice : part(error.advice);
    if (!advice.isEmpty()) {
        sentence += u' ' + advice;
    }
    return {sentence, words.offer, offerWords(words.offer)};
}

QString readOnlyWords(bool readOnly)
{
    return readOnly ? QCoreApplication::translate("ErrorText", "The connection is read-only.") : QString();
}

} // namespace konductor::ui
