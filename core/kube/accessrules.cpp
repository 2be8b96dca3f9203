// SPDX-License-Identifier: Apache-2.0
#include "core/kube/accessrules.h"

#include "core/base/words.h"

#include <QJsonArray>

#include <algorithm>

namespace konductor::kube {

using namespace Qt::StringLiterals;

namespace {

QStringList textsOf(const QJsonObject& object, QLatin1StringView name)
{
    QStringList texts;
    for (const auto& value : object.value(name).toArray()) {
        texts.append(value.toString());
    }
    return texts;
}

bool names(const QStringList& entries, const QString& wanted)
{
    return entries.contains(wanted) || entries.contains(u"*"_s);
}

/// "*/status" stands for that subresource of everything; "leases" does not stand for "leases/status".
bool namesResource(const QStringList& entries, const QString& wanted)
{
    const qsizetype slash = wanted.indexOf(u'/');
    return names(entries, wanted) || (slash >= 0 && entries.contains(u'*' + wanted.mid(slash)));
}

} // namespace

QString toString(const AccessQuestion& question)
{
    const QString resource = question.resource.section(u'/', 0, 0);
    const QString sub = question.resource.section(u'/', 1);
    const QString what = resource + (question.group.isEmpty() ? QString() : u'.' + question.group)
        + (sub.isEmpty() ? QString() : u'/' + sub);
    return u"%1 %2 %3"_s.arg(question.verb, what,
                             question.ns.isEmpty() ? u"in the whole cluster"_s : u"in "_s + question.ns);
}

Result<AccessRules> AccessRules::read(const QJsonObject& review)
{
    const QJsonObject status = review.value("status"_L1).toObject();
    if (!status.value("resourceRules"_L1).isArray() && !status.contains("incomplete"_L1)) {
        return fail(makeError(Error::Kind::Malformed, spoken("Server", "rights"),
                              spoken("Server", "the answer is not a rules review")));
    }
    AccessRules rules;
    rules.m_complete = !status.value("incomplete"_L1).toBool();
    for (const auto& value : status.value("resourceRules"_L1).toArray()) {
        const QJsonObject rule = value.toObject();
        if (rule.value("resourceNames"_L1).toArray().isEmpty()) {
            rules.m_rules.push_back(
                {textsOf(rule, "verbs"_L1), textsOf(rule, "apiGroups"_L1), textsOf(rule, "resources"_L1)});
        }
    }
    return rules;
}

Access AccessRules::of(const QString& verb, const QString& group, const QString& resource) const
{
    const bool allowed = std::any_of(m_rules.begin(), m_rules.end(), [&](const Rule& rule) {
        return names(rule.verbs, verb) && names(rule.groups, group) && namesResource(rule.resources, resource);
    });
    return allowed ? Access::Allowed : m_complete ? Access::Refused : Access::Unknown;
}

} // namespace konductor::kube
