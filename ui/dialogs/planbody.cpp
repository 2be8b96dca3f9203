// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/planbody.h"

#include "core/base/text.h"
#include "core/base/words.h"
#include "ui/dialogs/labels.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/card.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/disclosure.h"
#include "ui/widgets/ink.h"

#include <QFontDatabase>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace konductor::ui {

using namespace Qt::StringLiterals;

namespace {

/// A sentence with its number or sign at the left of all its lines.
QHBoxLayout* markedLine(const QString& mark, const QString& sentence, const Ink& ink, QWidget* parent)
{
    auto* row = new QHBoxLayout;
    row->setSpacing(space::medium);
    for (const QString& text : {mark, sentence}) {
        QLabel* label = plainLabel(text, parent);
        setInk(*label, ink);
        label->setAlignment(Qt::AlignTop | Qt::AlignLeft);
        row->addWidget(label, row->count() == 1 ? 1 : 0);
    }
    row->itemAt(0)->widget()->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
    return row;
}

QString methodOf(action::Call::Type type)
{
    switch (type) {
    case action::Call::Type::Create:
        return u"CREATE"_s;
    case action::Call::Type::MergePatch:
    case action::Call::Type::MergePatchStatus:
        return u"PATCH"_s;
    case action::Call::Type::Delete:
        return u"DELETE"_s;
    }
    Q_UNREACHABLE();
}

QString resourceOf(const action::Call& call)
{
    QString text = kindInfo(call.key.kind).plural.toString() + u'/' + visibleText(call.key.name);
    return call.type == action::Call::Type::MergePatchStatus ? text + u"/status"_s : text;
}

Card* callsCard(const action::Plan& plan, QWidget* parent)
{
    const auto count = plan.calls.size();
    const QString title = inWords("PlanBody", "What will be written (%n calls, each only if nothing changed since)",
                                  "What will be written (1 call, only if nothing changed since)", qsizetype(count));
    auto* card = new Card(title, parent);
    for (const action::Call& call : plan.calls) {
        card->rows().addWidget(callRow(call, card));
    }
    return card;
}

Card* consequencesCard(const action::Plan& plan, QWidget* parent)
{
    if (plan.consequences.isEmpty() && plan.warnings.isEmpty()) {
        return nullptr;
    }
    auto* card = new Card(inWords("PlanBody", "What will follow"), parent);
    int number = 0;
    for (const QString& sentence : plan.consequences) {
        card->rows().addLayout(markedLine(
            QString::number(++number), visibleText(sentence), [](const Tokens& colors) { return colors.text; }, card));
    }
    for (const QString& warning : plan.warnings) {
        card->rows().addLayout(warningLine(warning, card));
    }
    return card;
}

/// For whoever wants to know why it may be refused.
Disclosure* conditions(const action::Plan& plan, QWidget* parent)
{
    const QStringList preconditions = action::preconditionsOf(plan);
    const qsizetype count = preconditions.size() + 1;
    auto* more = new Disclosure(
        inWords("PlanBody", "Only if %n conditions still hold", "Only if 1 condition still holds", count), parent);
    const Ink ink = [](const Tokens& colors) { return colors.secondary; };
    for (const QString& line : preconditions) {
        more->rows().addLayout(markedLine(u"·"_s, visibleText(line), ink, more->body()));
    }
    QStringList rights;
    for (const action::Right& right : action::rightsOf(plan)) {
        rights.append(toString(right));
    }
    more->rows().addLayout(
        markedLine(u"·"_s, inWords("PlanBody", "you have the rights to %1").arg(visibleText(rights.join(u"; "_s))), ink,
                   more->body()));
    return more;
}

} // namespace

QLayout* warningLine(const QString& warning, QWidget* parent)
{
    return markedLine(
        u"⚠"_s, visibleText(warning), [](const Tokens& colors) { return colors.warning.ink; }, parent);
}

QWidget* callRow(const action::Call& call, QWidget* parent)
{
    auto* line = new QWidget(parent);
    auto* row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::medium);
    const bool deletes = call.type == action::Call::Type::Delete;
    row->addWidget(new Chip(methodOf(call.type), deletes ? Tone::Bad : Tone::Held, false, line));
    QLabel* resource = plainLabel(isolated(resourceOf(call)), line);
    resource->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    row->addWidget(resource, 1);
    QLabel* why = quietLabel(visibleText(call.why), line);
    why->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    row->addWidget(why, 1);
    return line;
}

QWidget* planBody(const action::Plan& plan, QWidget* parent)
{
    auto* body = new QWidget(parent);
    auto* layout = new QVBoxLayout(body);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::large);
    layout->addWidget(callsCard(plan, body));
    if (Card* card = consequencesCard(plan, body)) {
        layout->addWidget(card);
    }
    layout->addWidget(conditions(plan, body));
    return body;
}

} // namespace konductor::ui
