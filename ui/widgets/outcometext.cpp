// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/outcometext.h"

#include "core/base/text.h"
#include "ui/widgets/errortext.h"

#include <QCoreApplication>

namespace konductor::ui {

using namespace Qt::StringLiterals;

namespace {
QString tr(const char* text)
{
    return QCoreApplication::translate("Outcome", text);
}
} // namespace

QString outcomeText(const action::Outcome& outcome)
{
    const QString explanation = visibleText(outcome.explanation);
    const QString reason = outcome.error ? errorText(*outcome.error).sentence : QString();
    switch (outcome.phase) {
    case action::Outcome::Phase::Done:
        return tr("Done; the effect was seen after %1 ms.").arg(outcome.took.count());
    case action::Outcome::Phase::NoReaction:
        return explanation;
    case action::Outcome::Phase::Accepted:
        return tr("The server would take every call.");
    case action::Outcome::Phase::Stopped:
        break;
    }
    const QString made = outcome.callsMade == 0 ? tr("Nothing was written.")
        : outcome.callsMade == 1                ? tr("One call was made before it.")
                                                : tr("%1 calls were made before it.").arg(outcome.callsMade);
    return QStringList{reason, explanation, made}.filter(QRegularExpression(u"\\S"_s)).join(u' ');
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
