// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/outcometext.h"

#include "core/base/text.h"
#include "core/base/words.h"
#include "ui/widgets/errortext.h"

namespace konductor::ui {

using namespace Qt::StringLiterals;

namespace {
QString sentences(QStringList parts)
{
    parts.removeAll(QString());
    return parts.join(u' ');
}
} // namespace

QString outcomeText(const action::Outcome& outcome)
{
    const QString explanation = visibleText(outcome.explanation.shown);
    const QString reason = outcome.error ? errorText(*outcome.error).sentence : QString();
    switch (outcome.phase) {
    case action::Outcome::Phase::Done:
        return sentences({inWords("Outcome", "Done; the effect was seen after %1 ms.").arg(outcome.took.count()),
                          visibleText(outcome.comparison.told().shown)});
    case action::Outcome::Phase::NoReaction:
        return explanation;
    case action::Outcome::Phase::Accepted:
        return inWords("Outcome", "The server would take every call.");
    case action::Outcome::Phase::Stopped:
        break;
    }
    const QString made = outcome.callsMade == 0
        ? inWords("Outcome", "Nothing was written.")
        : inWords("Outcome", "%n calls were made before it.", "One call was made before it.", outcome.callsMade);
    return sentences({reason, explanation, made});
}

Tone outcomeTone(const action::Outcome& outcome)
{
    switch (outcome.phase) {
    case action::Outcome::Phase::Done:
    case action::Outcome::Phase::Accepted:
        return Tone::Ok;
    case action::Outcome::Phase::NoReaction:
        return Tone::Warning;
    case action::Outcome::Phase::Stopped:
        break;
    }
    return Tone::Bad;
}

} // namespace konductor::ui
