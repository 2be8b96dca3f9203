// SPDX-License-Identifier: Apache-2.0
#include "core/insight/sentence.h"

#include "core/base/words.h"

#include <algorithm>

namespace konductor::insight {

QString spanText(const Span& span, Timestamp now)
{
    switch (span.type) {
    case Span::Type::Text:
    case Span::Type::Name:
        return span.text;
    case Span::Type::Object:
        return kindInfo(span.key.kind).name.toString() + u' ' + span.key.name;
    case Span::Type::Holder:
        return span.key.name;
    case Span::Type::Elapsed:
        return humanDuration(std::max(std::chrono::milliseconds(0), now - span.time));
    case Span::Type::Remaining:
        return humanDuration(std::max(std::chrono::milliseconds(0), span.time - now));
    }
    Q_UNREACHABLE();
}

QString plainText(const Sentence& sentence, Timestamp now)
{
    QString text;
    for (const Span& span : sentence) {
        text += spanText(span, now);
    }
    return text;
}

QString plainText(const std::vector<Sentence>& sentences, Timestamp now)
{
    QString text;
    for (const Sentence& sentence : sentences) {
        if (!text.isEmpty()) {
            text += u' ';
        }
        text += plainText(sentence, now);
    }
    return text;
}

Words::Words(const QString& sentence, std::initializer_list<Sentence> at)
{
    for (const SentencePart& part : sentenceParts(sentence)) {
        if (part.place == 0) {
            say(part.words);
        } else if (part.place <= at.size()) {
            append(at.begin()[part.place - 1]);
        }
    }
}

Words& Words::say(const QString& text)
{
    if (!text.isEmpty()) {
        m_sentence.push_back({Span::Type::Text, text, {}, {}});
    }
    return *this;
}

Words& Words::name(const QString& text)
{
    m_sentence.push_back({Span::Type::Name, text, {}, {}});
    return *this;
}

Words& Words::object(const ObjectKey& key)
{
    m_sentence.push_back({Span::Type::Object, {}, key, {}});
    return *this;
}

Words& Words::holder(const QString& ns, const QString& name)
{
    m_sentence.push_back({Span::Type::Holder, {}, {Kind::Semaphore, ns, name}, {}});
    return *this;
}

Words& Words::elapsed(Timestamp since)
{
    m_sentence.push_back({Span::Type::Elapsed, {}, {}, since});
    return *this;
}

Words& Words::remaining(Timestamp until)
{
    m_sentence.push_back({Span::Type::Remaining, {}, {}, until});
    return *this;
}

Words& Words::append(const Sentence& other)
{
    m_sentence.insert(m_sentence.end(), other.begin(), other.end());
    return *this;
}

} // namespace konductor::insight
