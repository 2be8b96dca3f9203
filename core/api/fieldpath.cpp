// SPDX-License-Identifier: Apache-2.0
#include "core/api/fieldpath.h"

#include "core/base/text.h"
#include "core/base/words.h"

#include <algorithm>

namespace konductor {

using namespace Qt::StringLiterals;

namespace {

using Step = FieldPath::Step;

constexpr qsizetype longestPath = 512; ///< The longest name of a label has 317.
constexpr qsizetype mostDigits = 6;

bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

/// Of a name that needs no quotes.
bool isPlain(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || isDigit(c) || c == u'-' || c == u'_' || c == u'/';
}

/// Steps of a text, or the first thing that is wrong with it. Places are told as people count them, from 1.
class PathReader {
public:
    explicit PathReader(QStringView text) : m_text(text) { }

    Result<std::vector<Step>> read()
    {
        if (m_text.size() > longestPath) {
            return refuse(spoken("FieldPath", "A path has at most %1 characters.").arg(longestPath));
        }
        skipSpaces();
        if (atEnd()) {
            return refuse(
                spoken("FieldPath", "A path is missing, for example %1.").arg(isolated(u".metadata.labels.app"_s)));
        }
        const bool braced = take(u'{');
        const bool rooted = take(u'$');
        if (!rooted && !atEnd() && isNameStart(next())) {
            readName();
        }
        while (!m_problem && !atEnd() && (next() == u'.' || next() == u'[')) {
            readStep();
        }
        if (!m_problem && m_steps.empty()) {
            if (atEnd() || next() == u'}') {
                expectName();
            } else {
                refuseNext();
            }
        }
        if (!m_problem && braced && !take(u'}') && atEnd()) {
            refuseAt(spoken("FieldPath", "At character %1 a “%2” is missing."), u"}");
        }
        skipSpaces();
        if (!m_problem && !atEnd()) {
            refuseNext();
        }
        return m_problem ? refuse(*m_problem) : Result<std::vector<Step>>(std::move(m_steps));
    }

private:
    bool atEnd() const { return m_at >= m_text.size(); }
    QChar next() const { return m_text[m_at]; }
    static bool isNameStart(QChar c) { return isPlain(c) || c == u'\\'; }
    bool take(QChar c)
    {
        const bool there = !atEnd() && next() == c;
        m_at += there ? 1 : 0;
        return there;
    }
    void skipSpaces()
    {
        while (!atEnd() && next().isSpace()) {
            ++m_at;
        }
    }

    static tl::unexpected<Error> refuse(const Spoken& words)
    {
        return fail(makeError(Error::Kind::Invalid, {}, words));
    }
    /// `words` has %1 for the place and %2 for what is there, or is not.
    void refuseAt(const Spoken& words, QStringView what = {})
    {
        const QString place = QString::number(m_at + 1);
        m_problem = what.isEmpty() ? words.arg(place) : words.arg(place, visibleText(what));
    }
    void refuseNext()
    {
        refuseAt(spoken("FieldPath", "“%2” at character %1 is not understood here."),
                 m_text.mid(m_at, next().isHighSurrogate() ? 2 : 1));
    }
    void expectName() { refuseAt(spoken("FieldPath", "At character %1 a name is missing.")); }

    void readStep()
    {
        if (take(u'.')) {
            readName();
            return;
        }
        const qsizetype opened = m_at++;
        if (atEnd()) {
            // told below
        } else if (next() == u'\'' || next() == u'"') {
            readQuoted();
        } else if (m_steps.empty()) {
            expectName(); // an object is no list
        } else if (take(u'*')) {
            m_steps.push_back({.type = Step::Type::All});
        } else if (isDigit(next())) {
            readPlace();
        } else {
            refuseAt(spoken("FieldPath",
                            "At character %1 a number from 0, * or a name in quotes is missing; "
                            "nothing else of JSONPath is understood in brackets."));
        }
        if (!m_problem && !take(u']')) {
            m_at = opened;
            refuseAt(spoken("FieldPath", "The “%2” at character %1 is not closed."), u"[");
        }
    }

    void readName()
    {
        QString name;
        while (!atEnd() && isNameStart(next())) {
            name += take(u'\\') ? escaped() : m_text[m_at++];
        }
        if (m_problem) {
            return;
        }
        if (!name.isEmpty()) {
            m_steps.push_back({.name = name});
        } else if (atEnd()) {
            expectName();
        } else {
            refuseNext();
        }
    }

    void readQuoted()
    {
        const qsizetype opened = m_at;
        const QChar quote = m_text[m_at++];
        QString name;
        while (!m_problem && !atEnd() && next() != quote) {
            if (take(u'\\')) {
                name += escaped();
            } else if (isPlain(next()) || next() == u'.') {
                name += m_text[m_at++];
            } else {
                refuseNext();
            }
        }
        if (m_problem) {
            return;
        }
        if (name.isEmpty() && !atEnd()) {
            expectName();
        } else if (!take(quote)) {
            m_at = opened;
            refuseAt(spoken("FieldPath", "The quote at character %1 is not closed."));
        } else {
            m_steps.push_back({.name = name});
        }
    }

    /// What follows a backslash.
    QChar escaped()
    {
        if (!atEnd() && (isPlain(next()) || next() == u'.')) {
            return m_text[m_at++];
        }
        if (atEnd()) {
            expectName();
        } else {
            refuseNext();
        }
        m_at = m_text.size(); // whoever reads on stops
        return {};
    }

    void readPlace()
    {
        const qsizetype first = m_at;
        while (!atEnd() && isDigit(next())) {
            ++m_at;
        }
        if (m_at - first > mostDigits) {
            m_at = first;
            refuseAt(spoken("FieldPath", "The number at character %1 is too large."));
            return;
        }
        m_steps.push_back(
            {.type = Step::Type::Place, .place = m_text.mid(first, m_at - first).toString().toULongLong()});
    }

    QStringView m_text;
    qsizetype m_at = 0;
    std::vector<Step> m_steps;
    std::optional<Spoken> m_problem;
};

} // namespace

Result<FieldPath> FieldPath::parse(const QString& text)
{
    auto steps = PathReader(text).read();
    return steps ? Result<FieldPath>(FieldPath(std::move(*steps))) : fail(steps.error());
}

QString FieldPath::text() const
{
    QString text;
    for (const Step& step : m_steps) {
        if (step.type == Step::Type::All) {
            text += u"[*]";
        } else if (step.type == Step::Type::Place) {
            text += u'[' + QString::number(step.place) + u']';
        } else if (std::all_of(step.name.begin(), step.name.end(), isPlain)) {
            text += u'.' + step.name;
        } else {
            text += u"['"_s + QString(step.name).replace(u'.', u"\\."_s) + u"']"_s;
        }
    }
    return text;
}

QString FieldPath::lastName() const
{
    return std::find_if(m_steps.rbegin(), m_steps.rend(), [](const Step& s) { return s.type == Step::Type::Name; })
        ->name;
}

} // namespace konductor
