// SPDX-License-Identifier: Apache-2.0
#include "core/snapshot/words.h"

#include <array>

namespace konductor::snapshot {

namespace {

using Verdict = insight::HolderVerdict;

// In the order of the enumerations.
constexpr auto wordsOf(Visibility::State)
{
    return std::to_array<const char16_t*>({u"complete", u"outdated", u"notInstalled", u"forbidden", u"unavailable"});
}
constexpr auto wordsOf(Health::State)
{
    return std::to_array<const char16_t*>({u"connecting", u"live", u"degraded", u"stale", u"offline", u"closed"});
}
constexpr auto wordsOf(PodCoverage::State)
{
    return std::to_array<const char16_t*>({u"unknown", u"current", u"stale", u"forbidden"});
}
constexpr auto wordsOf(live::OperatorHealth::Presence)
{
    return std::to_array<const char16_t*>({u"unknown", u"absent", u"present"});
}
constexpr auto wordsOf(Verdict::State)
{
    return std::to_array<const char16_t*>(
        {u"unknown", u"running", u"restarting", u"finished", u"gone", u"neverSeen", u"ambiguous"});
}
constexpr auto wordsOf(Verdict::Why)
{
    return std::to_array<const char16_t*>({u"notAsked", u"stale", u"forbidden"});
}
constexpr auto wordsOf(Verdict::What)
{
    return std::to_array<const char16_t*>({u"pod", u"job", u"node"});
}

template <class E> QString word(E value)
{
    return QString::fromUtf16(wordsOf(E{})[static_cast<size_t>(value)]);
}

template <class E> bool read(const QString& text, E& value)
{
    constexpr auto words = wordsOf(E{});
    for (size_t i = 0; i < words.size(); ++i) {
        if (text == QStringView(words[i])) {
            value = static_cast<E>(i);
            return true;
        }
    }
    return false;
}

} // namespace

QString wordOf(Visibility::State state)
{
    return word(state);
}
QString wordOf(Health::State state)
{
    return word(state);
}
QString wordOf(PodCoverage::State state)
{
    return word(state);
}
QString wordOf(live::OperatorHealth::Presence presence)
{
    return word(presence);
}
QString wordOf(Verdict::State state)
{
    return word(state);
}
QString wordOf(Verdict::Why why)
{
    return word(why);
}
QString wordOf(Verdict::What what)
{
    return word(what);
}

bool readWord(const QString& text, Visibility::State& value)
{
    return read(text, value);
}
bool readWord(const QString& text, Health::State& value)
{
    return read(text, value);
}
bool readWord(const QString& text, PodCoverage::State& value)
{
    return read(text, value);
}
bool readWord(const QString& text, live::OperatorHealth::Presence& value)
{
    return read(text, value);
}
bool readWord(const QString& text, Verdict::State& value)
{
    return read(text, value);
}
bool readWord(const QString& text, Verdict::Why& value)
{
    return read(text, value);
}
bool readWord(const QString& text, Verdict::What& value)
{
    return read(text, value);
}

QString shownWord(const QString& word)
{
    QString words;
    for (const QChar letter : word) {
        if (letter.isUpper()) {
            words += QChar(QChar::Space);
        }
        words += letter.toLower();
    }
    return words;
}

} // namespace konductor::snapshot
