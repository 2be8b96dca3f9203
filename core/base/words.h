// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/spoken.h"

#include <type_traits>
#include <vector>

/// The program's own sentences in the language of its person. Only the console installs a translation; everywhere else
/// the words stay the English ones of the source. Any thread.
///
/// lupdate reads these calls (./dev words), so context, text and `one` are always written out.
namespace konductor {

/// `text` as the installed translation has it under `context`.
QString inWords(const char* context, const char* text);
/// A count: `many` with %n, as "%n objects", and what English says for one of them, as "1 object".
QString inWords(const char* context, const char* many, const char* one, qint64 n);

/// Part of a sentence: words, or the place of what stands at {1}, {2}…
struct SentencePart {
    QString words;
    size_t place = 0; ///< From 1; 0: words.
};
/// A sentence with places, in whatever order its language puts them.
std::vector<SentencePart> sentenceParts(const QString& sentence);

/// While one lives, inWords() on this thread says the English of the source: for what other programs read, and for what
/// is handed to people whose language nobody knows (journal, snapshots, reports).
class InEnglish {
public:
    InEnglish();
    ~InEnglish();
    InEnglish(const InEnglish&) = delete;
    InEnglish& operator=(const InEnglish&) = delete;
};

/// Whether the installed translation is of a language that is written so.
bool runsRightToLeft();

/// A name, time, path or command as part of a sentence: between marks (U+2066, U+2069) that keep it in one piece and
/// from left to right where the sentence runs from right to left; elsewhere the text itself.
QString isolated(const QString& text);
/// Another's whole sentence (a server's, say), which may run either way: isolated() unless it runs as this one does.
QString isolatedSentence(const QString& text);
/// The same without such marks, which are for the eye: what is copied.
QString notIsolated(QString text);

/// inWords(), for both.
Spoken spoken(const char* context, const char* text);
/// `say` is called twice, and takes its words from inWords().
template <class Say>
requires std::is_invocable_r_v<QString, Say> Spoken spoken(const Say& say)
{
    const QString shown = say();
    const InEnglish english;
    return {shown, say()};
}

} // namespace konductor
