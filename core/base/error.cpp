// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"

#include "core/base/text.h"
#include "core/base/words.h"

namespace konductor {

using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype longestLine = 600;
constexpr qsizetype longestPart = 400; ///< Of other people's words, where they are isolated.
} // namespace

QString toString(Error::Kind kind)
{
    switch (kind) {
    case Error::Kind::Offline:
        return u"Offline"_s;
    case Error::Kind::Timeout:
        return u"Timeout"_s;
    case Error::Kind::Tls:
        return u"Tls"_s;
    case Error::Kind::Unauthorized:
        return u"Unauthorized"_s;
    case Error::Kind::Forbidden:
        return u"Forbidden"_s;
    case Error::Kind::NotFound:
        return u"NotFound"_s;
    case Error::Kind::AlreadyExists:
        return u"AlreadyExists"_s;
    case Error::Kind::Conflict:
        return u"Conflict"_s;
    case Error::Kind::Gone:
        return u"Gone"_s;
    case Error::Kind::TooLargeResourceVersion:
        return u"TooLargeResourceVersion"_s;
    case Error::Kind::Throttled:
        return u"Throttled"_s;
    case Error::Kind::Invalid:
        return u"Invalid"_s;
    case Error::Kind::Server:
        return u"Server"_s;
    case Error::Kind::Malformed:
        return u"Malformed"_s;
    case Error::Kind::Config:
        return u"Config"_s;
    case Error::Kind::Unsupported:
        return u"Unsupported"_s;
    case Error::Kind::ReadOnly:
        return u"ReadOnly"_s;
    case Error::Kind::Cancelled:
        return u"Cancelled"_s;
    case Error::Kind::Lost:
        return u"Lost"_s;
    }
    Q_UNREACHABLE();
}

Spoken spokenLine(const Error& error)
{
    const auto line = [&](const auto& in) {
        const QString message = error.message.isEmpty() ? toString(error.kind) : in(error.message);
        QString said = error.subject.isEmpty() ? message : in(error.subject) + u": "_s + message;
        if (!error.advice.isEmpty()) {
            said += (said.endsWith(u'.') ? u" "_s : u". "_s) + in(error.advice);
        }
        return visibleText(elided(said.simplified(), longestLine));
    };
    const auto shown = [](const Spoken& words) { // cut before it is isolated: a mark that does not close would be seen
        return words.shown == words.kept ? isolatedSentence(elided(words.shown, longestPart)) : words.shown;
    };
    return {line(shown), line([](const Spoken& words) { return words.kept; })};
}

QString oneLine(const Error& error)
{
    return spokenLine(error).kept;
}

Error makeError(Error::Kind kind, Spoken subject, Spoken message, Spoken advice)
{
    return Error{
        .kind = kind, .subject = std::move(subject), .message = std::move(message), .advice = std::move(advice)};
}

} // namespace konductor
