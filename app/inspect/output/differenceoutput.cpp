// SPDX-License-Identifier: Apache-2.0
#include "app/inspect/output/differenceoutput.h"

#include "core/base/text.h"
#include "core/snapshot/words.h"

using namespace Qt::StringLiterals;

namespace konductor::inspect {

namespace {

using snapshot::Difference;
using snapshot::FieldChange;
using snapshot::ObjectStep;

constexpr qsizetype longestValue = 60;
constexpr size_t mostNamed = 4;

QString nodeText(const insight::WaitNode& node)
{
    const QString kind = node.kind ? kindInfo(*node.kind).singular.toString() : u"holder"_s;
    return visibleText(u"%1 %2/%3"_s.arg(kind, node.ns, node.name));
}

QString headlineText(const snapshot::Headline& headline)
{
    QStringList names;
    for (size_t i = 0; i < headline.about.size() && i < mostNamed; ++i) {
        names.append(nodeText(headline.about[i]));
    }
    if (headline.about.size() > mostNamed) {
        names.append(u"and %1 more"_s.arg(headline.about.size() - mostNamed));
    }
    const QString text = u"  "_s + visibleText(headline.text);
    return names.isEmpty() ? text + u'\n' : text + u": "_s + names.join(u", "_s) + u'\n';
}

QString stepText(const ObjectStep& step)
{
    switch (step.type) {
    case ObjectStep::Type::Added:
        return u"+ "_s + visibleText(toString(step.key)) + u'\n';
    case ObjectStep::Type::Gone:
        return u"- "_s + visibleText(toString(step.key)) + u'\n';
    case ObjectStep::Type::Changed:
        break;
    }
    QString text = u"~ "_s + visibleText(toString(step.key)) + u'\n';
    for (const FieldChange& field : step.fields) {
        text += u"    %1: %2 → %3\n"_s.arg(visibleText(snapshot::readablePath(field.path)),
                                           visibleText(snapshot::readableValue(field.before, longestValue)),
                                           visibleText(snapshot::readableValue(field.after, longestValue)));
    }
    return text;
}

QString holderText(const snapshot::HolderStep& step)
{
    const auto word = [](const std::optional<snapshot::HolderFact>& fact) {
        if (!fact) {
            return u"(not named)"_s;
        }
        const auto& since = fact->verdict.since;
        return snapshot::shownWordOf(fact->verdict.state)
            + (since ? u" since "_s + formatTimestamp(*since) : QString());
    };
    const auto& [ns, name] = step.holder();
    return u"~ holder %1/%2: %3 → %4\n"_s.arg(visibleText(ns), visibleText(name), word(step.before), word(step.after));
}

} // namespace

QByteArray differenceText(const Difference& difference)
{
    QString text = u"%1 at %2 → %3 at %4\n"_s.arg(
        visibleText(difference.from.context), formatTimestamp(difference.from.serverTime),
        visibleText(difference.to.context), formatTimestamp(difference.to.serverTime));
    if (difference.isEmpty()) {
        return (text + u"  nothing differs\n"_s).toUtf8();
    }
    for (const snapshot::Headline& headline : difference.headlines) {
        text += headlineText(headline);
    }
    text += u'\n';
    for (const ObjectStep& step : difference.objects) {
        text += stepText(step);
    }
    for (const snapshot::HolderStep& step : difference.holders) {
        text += holderText(step);
    }
    return text.toUtf8();
}

} // namespace konductor::inspect
