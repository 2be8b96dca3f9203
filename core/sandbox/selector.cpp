// SPDX-License-Identifier: Apache-2.0
#include "core/sandbox/selector.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace konductor::sandbox {

namespace {

/// Splits at commas outside brackets.
QStringList terms(const QString& text)
{
    QStringList found;
    int depth = 0;
    qsizetype start = 0;
    for (qsizetype i = 0; i <= text.size(); ++i) {
        if (i == text.size() || (text[i] == u',' && depth == 0)) {
            if (const QString term = text.mid(start, i - start).trimmed(); !term.isEmpty()) {
                found.append(term);
            }
            start = i + 1;
        } else if (text[i] == u'(') {
            ++depth;
        } else if (text[i] == u')') {
            --depth;
        }
    }
    return found;
}

bool isField(const Resource& resource, const QString& name)
{
    static const QStringList ofEvents{u"involvedObject.kind"_s,       u"involvedObject.namespace"_s,
                                      u"involvedObject.name"_s,       u"involvedObject.uid"_s,
                                      u"involvedObject.apiVersion"_s, u"reason"_s,
                                      u"reportingComponent"_s,        u"type"_s};
    return name == "metadata.name"_L1 || name == "metadata.namespace"_L1
        || (resource.kind == "Event"_L1 && ofEvents.contains(name));
}

QJsonValue valueAt(const QJsonObject& object, const QString& path)
{
    QJsonValue value = object;
    for (const QString& step : path.split(u'.')) {
        value = value[step];
    }
    return value;
}

} // namespace

Answer<Selector::Requirement> Selector::parseLabel(const QString& text)
{
    static const QRegularExpression set(u"^(\\S+)\\s+(in|notin)\\s*\\(([^()]*)\\)$"_s);
    static const QRegularExpression equality(u"^([^=!,\\s()]+)\\s*(==|=|!=)\\s*([^=!,\\s()]*)$"_s);
    static const QRegularExpression presence(u"^(!?)\\s*([^=!,\\s()]+)$"_s);
    if (const auto match = set.match(text); match.hasMatch()) {
        QStringList values = match.captured(3).split(u',');
        for (QString& value : values) {
            value = value.trimmed();
        }
        return Requirement{false, match.captured(1), values, match.captured(2) == "notin"_L1};
    }
    if (const auto match = equality.match(text); match.hasMatch()) {
        return Requirement{false, match.captured(1), {match.captured(3)}, match.captured(2) == "!="_L1};
    }
    if (const auto match = presence.match(text); match.hasMatch()) {
        return Requirement{false, match.captured(2), {}, !match.captured(1).isEmpty()};
    }
    return refuse(badRequest(u"unable to parse requirement: %1"_s.arg(text)));
}

Answer<Selector> Selector::parse(const Resource& resource, const QString& labels, const QString& fields)
{
    Selector selector;
    for (const QString& term : terms(labels)) {
        const auto requirement = parseLabel(term);
        if (!requirement) {
            return refuse(requirement.error());
        }
        selector.m_requirements.push_back(*requirement);
    }
    for (const QString& term : terms(fields)) {
        auto requirement = parseLabel(term);
        if (!requirement || !isField(resource, requirement->key) || requirement->values.isEmpty()) {
            return refuse(badRequest(u"field label not supported: %1"_s.arg(requirement ? requirement->key : term)));
        }
        requirement->isField = true;
        selector.m_requirements.push_back(*requirement);
    }
    return selector;
}

bool Selector::matches(const Stored& object) const
{
    if (m_requirements.empty()) {
        return true;
    }
    const QJsonObject labels = object.metadata()["labels"_L1].toObject();
    for (const Requirement& requirement : m_requirements) {
        const QJsonValue value = requirement.isField ? valueAt(object.json, requirement.key) : labels[requirement.key];
        const bool present = requirement.isField || !value.isUndefined(); // a field that is not there is empty
        const bool positive =
            present && (requirement.values.isEmpty() || requirement.values.contains(value.toString()));
        // Like a real server, != and notin hold where the label is absent.
        if (positive == requirement.negated) {
            return false;
        }
    }
    return true;
}

} // namespace konductor::sandbox
