// SPDX-License-Identifier: Apache-2.0
#include "core/insight/finding.h"

using namespace Qt::StringLiterals;

namespace konductor::insight {

namespace {

size_t hashOf(const Sentence& sentence, size_t seed)
{
    for (const Span& span : sentence) {
        seed = qHashMulti(seed, static_cast<int>(span.type), span.text, span.key, span.time.time_since_epoch().count());
    }
    return qHashMulti(seed, sentence.size());
}

} // namespace

QString toString(Severity severity)
{
    switch (severity) {
    case Severity::Info:
        return u"info"_s;
    case Severity::Warning:
        return u"warning"_s;
    case Severity::Error:
        return u"error"_s;
    }
    Q_UNREACHABLE();
}

bool listedBefore(const FindingHead& a, const FindingHead& b)
{
    if (a.severity != b.severity) {
        return a.severity > b.severity;
    }
    if (a.subject != b.subject) {
        return a.subject < b.subject;
    }
    return a.rule != b.rule ? a.rule < b.rule : a.about < b.about;
}

std::optional<Severity> FindingCounts::worst() const
{
    for (const Severity severity : {Severity::Error, Severity::Warning, Severity::Info}) {
        if ((*this)[severity] > 0) {
            return severity;
        }
    }
    return std::nullopt;
}

NotedFinding noted(const Finding& finding)
{
    NotedFinding result;
    static_cast<FindingHead&>(result) = finding;
    size_t words = hashOf(finding.summary, 0);
    for (const Sentence& fact : finding.evidence) {
        words = hashOf(fact, words);
    }
    words = hashOf(finding.consequence, words);
    const Mend& mend = finding.mend;
    words = qHashMulti(words, static_cast<int>(mend.type), mend.target.value_or(ObjectKey()), mend.holder);
    result.words = hashOf(mend.words, words);
    return result;
}

} // namespace konductor::insight
