// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/object.h"

#include <vector>

namespace konductor::insight {

/// One piece of a sentence: words, a link, or a time. Names in it come from the cluster: show as plain text only.
struct Span {
    enum class Type {
        Text, ///< Words of this program.
        Name, ///< A name or value of the cluster that is no link; hostile text.
        Object, ///< `key`: a link to that object, which need not exist.
        Holder, ///< `key.ns` and `key.name`: a link to a holder of that namespace. The kind has no meaning.
        Elapsed, ///< The span from `time` to now ("47 min").
        Remaining ///< The span from now to `time` ("11 min").
    };
    Type type = Type::Text;
    QString text; ///< Text and Name.
    ObjectKey key;
    Timestamp time;

    friend bool operator==(const Span&, const Span&) = default;
};

/// Times stay points in time, so a sentence stays true while it is shown: render it again with a new `now`.
using Sentence = std::vector<Span>;

/// What a span says at `now` (server time), not yet fit for a terminal: pass it through visibleText() there.
/// Objects read "Lease db", holders as they are called.
QString spanText(const Span& span, Timestamp now);
QString plainText(const Sentence& sentence, Timestamp now);
/// One sentence after the other, with a blank between.
QString plainText(const std::vector<Sentence>& sentences, Timestamp now);

/// Builds a sentence from left to right.
class Words {
public:
    Words() = default;
    explicit Words(const QString& text) { say(text); }
    /// The sentence with what stands at its places {1}, {2}…, in the order of the sentence's language.
    Words(const QString& sentence, std::initializer_list<Sentence> at);
    Words& say(const QString& text);
    Words& name(const QString& text);
    Words& object(const ObjectKey& key);
    Words& holder(const QString& ns, const QString& name);
    Words& elapsed(Timestamp since);
    Words& remaining(Timestamp until);
    Words& append(const Sentence& other);
    operator Sentence() const { return m_sentence; } // NOLINT(google-explicit-constructor): that is its purpose

private:
    Sentence m_sentence;
};

} // namespace konductor::insight
